// What every record said of a closing between two days, as JSON: two sources may give one closing a code and words.
// columns: closure text, detail text, source text, batch text, record text, row whole, recorded_by text, reliability text, extracted_on date
// parameters: since date, as_of date
MATCH (f:Closure)-[a:ASSERTED_IN]->(b:Batch)
WHERE f.closed_on >= $since AND f.closed_on <= $as_of
RETURN f.id AS closure, a.`values` AS detail, b.source AS source, b.id AS batch, a.record AS record, a.row AS row,
       a.recorded_by AS recorded_by, a.reliability AS reliability, b.extracted_on AS extracted_on
ORDER BY closure, batch, record, row, detail
