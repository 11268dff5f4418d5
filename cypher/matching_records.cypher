// What every record said of every child, adult, professional and place, for matching subjects that no identifier joins.
// columns: label text, node text, identifier text, stated text, source text, recorded_by text, record text, row whole, batch text, extracted_on date
// order: label, node, batch, record, row, identifier, stated
MATCH (n:Child)-[a:ASSERTED_IN]->(b:Batch)
RETURN 'Child' AS label, n.id AS node, a.`key` AS identifier, a.`values` AS stated, b.source AS source,
       b.recorded_by AS recorded_by, a.record AS record, a.row AS row, b.id AS batch, b.extracted_on AS extracted_on
UNION ALL
MATCH (n:Adult)-[a:ASSERTED_IN]->(b:Batch)
RETURN 'Adult' AS label, n.id AS node, a.`key` AS identifier, a.`values` AS stated, b.source AS source,
       b.recorded_by AS recorded_by, a.record AS record, a.row AS row, b.id AS batch, b.extracted_on AS extracted_on
UNION ALL
MATCH (n:Professional)-[a:ASSERTED_IN]->(b:Batch)
RETURN 'Professional' AS label, n.id AS node, a.`key` AS identifier, a.`values` AS stated, b.source AS source,
       b.recorded_by AS recorded_by, a.record AS record, a.row AS row, b.id AS batch, b.extracted_on AS extracted_on
UNION ALL
MATCH (n:Location)-[a:ASSERTED_IN]->(b:Batch)
RETURN 'Location' AS label, n.id AS node, a.`key` AS identifier, a.`values` AS stated, b.source AS source,
       b.recorded_by AS recorded_by, a.record AS record, a.row AS row, b.id AS batch, b.extracted_on AS extracted_on
