// Every further identifier of every child, adult, professional and place, beside its own id.
// columns: label text, node text, identifier text
// order: label, node, identifier
MATCH (n:Child)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN 'Child' AS label, n.id AS node, i.id AS identifier
UNION ALL
MATCH (n:Adult)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN 'Adult' AS label, n.id AS node, i.id AS identifier
UNION ALL
MATCH (n:Professional)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN 'Professional' AS label, n.id AS node, i.id AS identifier
UNION ALL
MATCH (n:Location)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN 'Location' AS label, n.id AS node, i.id AS identifier
