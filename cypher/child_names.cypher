// What every child is called, for labels; nothing else of them.
// columns: id text, forename text, surname text
MATCH (c:Child)
RETURN c.id AS id, c.forename AS forename, c.surname AS surname
ORDER BY id
