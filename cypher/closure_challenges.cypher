// Every challenge to a closing that had been raised by the day, and how it stood then.
// columns: closure text, challenge text, raised_on date, resolved_on date, outcome text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (h:Challenge)-[r:CHALLENGES]->(f:Closure)
WHERE h.raised_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN f.id AS closure, h.id AS challenge, h.raised_on AS raised_on,
  CASE WHEN h.resolved_on <= $as_of THEN h.resolved_on END AS resolved_on,
  CASE WHEN h.resolved_on > $as_of THEN NULL ELSE h.outcome END AS outcome,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
