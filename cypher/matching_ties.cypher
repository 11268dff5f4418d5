// The schools and children that a subject is tied to by each source, as evidence when subjects are matched.
// columns: label text, node text, source text, kind text, other text, postcode text
// parameters: as_of date
// order: label, node, source, kind, other
MATCH (n:Child)-[r:ATTENDS]->(o:School)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT 'Child' AS label, n.id AS node, r.source AS source, 'schools' AS kind, o.id AS other, o.postcode AS postcode
UNION ALL
MATCH (n:Adult)-[r:FAMILY_OF]->(o:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT 'Adult' AS label, n.id AS node, r.source AS source, 'children' AS kind, o.id AS other, o.postcode AS postcode
UNION ALL
MATCH (n:Adult)-[r:LINKED_TO]->(o:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT 'Adult' AS label, n.id AS node, r.source AS source, 'children' AS kind, o.id AS other, o.postcode AS postcode
UNION ALL
MATCH (n:Professional)-[r:INVOLVED_WITH]->(o:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT 'Professional' AS label, n.id AS node, r.source AS source, 'children' AS kind, o.id AS other, o.postcode AS postcode
