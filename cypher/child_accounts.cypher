// Every record that holds a child's own account as a property of the child, such as one drawn on a peer map.
// columns: child text, account text, source text, recorded_by text, reliability text, recorded_on date, record text, row whole, batch text
// parameters: as_of date
MATCH (c:Child)-[a:ASSERTED_IN]->(b:Batch)
WHERE c.account IS NOT NULL AND a.`values` CONTAINS '"account"' AND coalesce(a.recorded_on, b.extracted_on) <= $as_of
RETURN c.id AS child, c.account AS account, b.source AS source, b.recorded_by AS recorded_by, a.reliability AS reliability,
  coalesce(a.recorded_on, b.extracted_on) AS recorded_on, a.record AS record, a.row AS row, b.id AS batch
ORDER BY child, batch, record, row
