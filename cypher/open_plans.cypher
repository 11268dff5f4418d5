// Every plan of a child that was open on the day, and its latest review by then; where only a later one is known, that there is one.
// columns: child text, plan text, kind text, start date, reviewed_on date, reviewed_since flag, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:HAS_PLAN]->(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, p.id AS plan, p.kind AS kind, p.start AS start,
  CASE WHEN p.reviewed_on <= $as_of THEN p.reviewed_on END AS reviewed_on,
  CASE WHEN p.reviewed_on > $as_of THEN true ELSE false END AS reviewed_since,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
