// What held from a day to a day: workers, schools, placements, places, groups and ties with other children (what says which).
// columns: child text, what text, node text, kind text, start date, end date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: child, what, start, node, id
MATCH (o:Professional)-[r:INVOLVED_WITH]->(c:Child)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'worker' AS what, o.id AS node, coalesce(r.role, o.role) AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (o:Agency)-[r:INVOLVED_WITH]->(c:Child)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'worker' AS what, o.id AS node, r.role AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)-[r:ATTENDS]->(o:School)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'school' AS what, o.id AS node, r.enrolment AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)-[r:PLACED_AT]->(o:Location)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'placement' AS what, o.id AS node, r.kind AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)-[r:LINKED_TO_PLACE]->(o:Location)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'place' AS what, o.id AS node, r.kind AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)-[r:MEMBER_OF]->(o:`Group`)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (o.review_by IS NULL OR o.review_by >= $as_of)
RETURN c.id AS child, 'group' AS what, o.id AS node, r.status AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)-[r:PEER_OF]->(o:Child)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'tie' AS what, o.id AS node, r.kind AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (o:Child)-[r:PEER_OF]->(c:Child)
WHERE coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'tie' AS what, o.id AS node, r.kind AS kind, coalesce(r.start, r.recorded_on) AS start,
  CASE WHEN r.`end` <= $as_of THEN r.`end` END AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
