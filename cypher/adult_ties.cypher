// Which adults somebody tied to which children outside the family, of those ties that hold on the day: a restricted layer.
// columns: adult text, child text, kind text, status text, start date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (a:Adult)-[r:LINKED_TO]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
RETURN a.id AS adult, c.id AS child, r.kind AS kind, r.status AS status, r.start AS start,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
