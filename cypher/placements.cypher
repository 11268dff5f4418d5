// Where looked-after children are or were placed: a placement never counts as evidence of harm.
// columns: child text, place text, kind text, start date, end date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:PLACED_AT]->(p:Location)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
RETURN c.id AS child, p.id AS place, r.kind AS kind, r.start AS start, r.`end` AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
