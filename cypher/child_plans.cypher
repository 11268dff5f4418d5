// Every plan that was open on the day, and its child.
// columns: child text, plan text, kind text, start date, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
MATCH (c:Child)-[r:HAS_PLAN]->(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, p.id AS plan, p.kind AS kind, p.start AS start,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY child, plan, record, row, batch
