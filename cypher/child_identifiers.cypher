// Every further identifier of every child, beside its own id.
// columns: child text, identifier text
MATCH (c:Child)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN DISTINCT c.id AS child, i.id AS identifier
ORDER BY child, identifier
