// The names of places and groups, for labels.
// columns: id text, name text
MATCH (l:Location)
RETURN l.id AS id, l.name AS name
UNION ALL
MATCH (g:`Group`)
RETURN g.id AS id, g.name AS name
