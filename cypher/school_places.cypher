// Every school, open or closed, with where it stands: events are recorded at both.
// columns: school text, name text, kind text, easting whole, northing whole
MATCH (s:School)
RETURN s.id AS school, s.name AS name, s.kind AS kind, s.easting AS easting, s.northing AS northing
ORDER BY school
