// The names of places and groups, for labels.
// columns: id text, name text, kind text
// order: id
MATCH (l:Location)
RETURN l.id AS id, l.name AS name, l.kind AS kind
UNION ALL
MATCH (g:`Group`)
RETURN g.id AS id, g.name AS name, g.kind AS kind
