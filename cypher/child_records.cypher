// Every record that described a child: the batch, who recorded it, and which of the asked properties it states.
// columns: child text, batch text, source text, recorded_by text, record text, row whole, gives_dob flag, gives_send flag, gives_disability flag
MATCH (c:Child)-[a:ASSERTED_IN]->(b:Batch)
RETURN c.id AS child, b.id AS batch, b.source AS source, b.recorded_by AS recorded_by, a.record AS record, a.row AS row,
       a.`values` CONTAINS '"dob"' AS gives_dob,
       a.`values` CONTAINS '"send"' AS gives_send,
       a.`values` CONTAINS '"disability"' AS gives_disability
ORDER BY child, batch, record, row, gives_dob, gives_send, gives_disability
