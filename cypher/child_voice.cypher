// Every record of a child's own account, and every attempt to engage a child, up to the day: what it was about or how, how it went.
// columns: child text, event text, kind text, day date, detail text, outcome text, worked text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:INVOLVED_IN]->(e:Event)
WHERE e.kind IN ['account', 'engagement'] AND coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, e.id AS event, e.kind AS kind, coalesce(r.start, r.recorded_on) AS day, e.detail AS detail, e.outcome AS outcome, e.worked AS worked,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
