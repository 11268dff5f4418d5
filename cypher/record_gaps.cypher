// What each source's records of children, professionals, places and events leave out, whatever the other sources say: lacks is
// what could be there, missing whether it is not. Contacts and enquiries happen at no place; only missing episodes and incidents do.
// columns: label text, node text, source text, lacks text, missing flag
// parameters: as_of date
// order: label, node, source, lacks, missing
MATCH (n:Child)-[:ASSERTED_IN]->(b:Batch)
RETURN DISTINCT 'Child' AS label, n.id AS node, b.source AS source, 'date of birth' AS lacks, n.dob IS NULL AS missing
UNION ALL
MATCH (n:Professional)-[:ASSERTED_IN]->(b:Batch)
RETURN DISTINCT 'Professional' AS label, n.id AS node, b.source AS source, 'contact' AS lacks,
  n.phone IS NULL AND n.email IS NULL AS missing
UNION ALL
MATCH (n:Professional)-[:ASSERTED_IN]->(b:Batch)
OPTIONAL MATCH (n)-[r:INVOLVED_WITH]->(:Child)
  WHERE r.role IS NOT NULL AND (r.review_by IS NULL OR r.review_by >= $as_of)
WITH n, b, count(r) AS known
RETURN DISTINCT 'Professional' AS label, n.id AS node, b.source AS source, 'role' AS lacks,
  n.role IS NULL AND known = 0 AS missing
UNION ALL
MATCH (n:Location)-[:ASSERTED_IN]->(b:Batch)
RETURN DISTINCT 'Location' AS label, n.id AS node, b.source AS source, 'kind of place' AS lacks, n.kind IS NULL AS missing
UNION ALL
MATCH (n:Event)-[:ASSERTED_IN]->(b:Batch)
WHERE n.kind IN ['missing', 'incident']
OPTIONAL MATCH (n)-[r:OCCURRED_AT]->()
  WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
WITH n, b, count(r) AS known
RETURN DISTINCT 'Event' AS label, n.id AS node, b.source AS source, 'place' AS lacks, known = 0 AS missing
