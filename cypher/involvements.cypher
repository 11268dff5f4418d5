// Every link between a child and a professional or agency that was known by the day and had not ended long before it.
// columns: child text, link text, worker text, worker_label text, name text, phone text, email text, role text, team text, start date, end date, last_contact date, involvement text, recorded_by text, source text, record text, row whole, batch text, reliability text
// parameters: since date, as_of date
// order: child, link
MATCH (w:Professional)-[r:INVOLVED_WITH]->(c:Child)
WHERE coalesce(r.start, r.recorded_on, $as_of) <= $as_of
  AND (r.`end` IS NULL OR r.`end` >= $since)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, r.id AS link, w.id AS worker, 'Professional' AS worker_label, w.name AS name, w.phone AS phone,
  w.email AS email, coalesce(r.role, w.role) AS role, coalesce(r.team, w.team) AS team, r.start AS start, r.`end` AS `end`,
  r.last_contact AS last_contact, r.involvement AS involvement, r.recorded_by AS recorded_by, r.source AS source,
  r.record AS record, r.row AS row, r.batch AS batch, r.reliability AS reliability
UNION ALL
MATCH (w:Agency)-[r:INVOLVED_WITH]->(c:Child)
WHERE coalesce(r.start, r.recorded_on, $as_of) <= $as_of
  AND (r.`end` IS NULL OR r.`end` >= $since)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, r.id AS link, w.id AS worker, 'Agency' AS worker_label, w.name AS name, w.phone AS phone,
  CASE WHEN false THEN w.name END AS email, r.role AS role, r.team AS team, r.start AS start, r.`end` AS `end`,
  r.last_contact AS last_contact, r.involvement AS involvement, r.recorded_by AS recorded_by, r.source AS source,
  r.record AS record, r.row AS row, r.batch AS batch, r.reliability AS reliability
