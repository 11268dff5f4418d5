// Every assessment or screening tool completed, else begun, between two days, with the factors it found.
// columns: child text, assessment text, kind text, tool text, day date, factors texts, result text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: since date, as_of date
MATCH (c:Child)-[r:ASSESSED_IN]->(a:Assessment)
WHERE coalesce(a.completed_on, a.start) >= $since AND coalesce(a.completed_on, a.start) <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, a.id AS assessment, a.kind AS kind, a.tool AS tool, coalesce(a.completed_on, a.start) AS day,
       a.factors AS factors, a.result AS result, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY child, assessment, record, row, batch
