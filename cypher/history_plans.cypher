// Every plan of every child that had begun by the day, ended ones too, with the day of its latest review.
// columns: child text, plan text, kind text, start date, end date, reviewed_on date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:HAS_PLAN]->(p:Plan)
WHERE p.start <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, p.id AS plan, p.kind AS kind, p.start AS start,
  CASE WHEN p.`end` <= $as_of THEN p.`end` END AS `end`,
  CASE WHEN p.reviewed_on <= $as_of THEN p.reviewed_on END AS reviewed_on,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
