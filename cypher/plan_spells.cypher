// Every plan of every child that had begun by the day and had not ended long before it.
// columns: child text, plan text, kind text, start date, end date, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: since date, as_of date
MATCH (c:Child)-[r:HAS_PLAN]->(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $since)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, p.id AS plan, p.kind AS kind, p.start AS start, p.`end` AS `end`,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY child, plan, record, row, batch
