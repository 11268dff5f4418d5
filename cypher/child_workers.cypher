// Who works with which child, of those links that hold on the day: professionals, and agencies named without one.
// columns: child text, worker text, worker_label text, worker_name text, role text, team text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: id
MATCH (w:Professional)-[r:INVOLVED_WITH]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
  AND (r.involvement IS NULL OR r.involvement = 'current')
RETURN c.id AS child, w.id AS worker, 'Professional' AS worker_label, w.name AS worker_name,
  coalesce(r.role, w.role) AS role, coalesce(r.team, w.team) AS team,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (w:Agency)-[r:INVOLVED_WITH]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
  AND (r.involvement IS NULL OR r.involvement = 'current')
RETURN c.id AS child, w.id AS worker, 'Agency' AS worker_label, w.name AS worker_name, r.role AS role, r.team AS team,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
