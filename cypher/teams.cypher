// Every agency and team with its name, to show a name where a record gives a team's code.
// columns: team text, name text
MATCH (a:Agency)
WHERE a.name IS NOT NULL
RETURN a.id AS team, a.name AS name
ORDER BY team
