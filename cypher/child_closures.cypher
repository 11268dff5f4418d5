// Every closing or stepping down of a child's case between two days, one row a record of it.
// columns: child text, closure text, kind text, day date, reason text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: since date, as_of date
MATCH (f:Closure)-[r:CONCERNS]->(c:Child)
WHERE f.closed_on >= $since AND f.closed_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, f.id AS closure, f.kind AS kind, f.closed_on AS day, f.reason AS reason,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
