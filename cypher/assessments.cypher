// Every assessment or screening tool begun or completed by the day, with the factors it found and the result as recorded.
// columns: child text, assessment text, kind text, tool text, start date, completed_on date, factors texts, result text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:ASSESSED_IN]->(a:Assessment)
WHERE coalesce(a.start, a.completed_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, a.id AS assessment, a.kind AS kind, a.tool AS tool, a.start AS start,
  CASE WHEN a.completed_on <= $as_of THEN a.completed_on END AS completed_on, a.factors AS factors, a.result AS result,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
