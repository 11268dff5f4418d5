// What everybody is called whom a page may name: children, adults, professionals, and groups as agencies named them.
// Professionals and groups have one name; it stands as the surname.
// columns: id text, label text, forename text, surname text
// order: label, id
MATCH (c:Child)
RETURN c.id AS id, 'Child' AS label, c.forename AS forename, c.surname AS surname
UNION ALL
MATCH (a:Adult)
RETURN a.id AS id, 'Adult' AS label, a.forename AS forename, a.surname AS surname
UNION ALL
MATCH (p:Professional)
RETURN p.id AS id, 'Professional' AS label, '' AS forename, p.name AS surname
UNION ALL
MATCH (g:`Group`)
RETURN g.id AS id, 'Group' AS label, '' AS forename, g.name AS surname
