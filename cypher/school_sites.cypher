// Every open school with a grid reference, to say which are near a place.
// columns: school text, name text, phase text, easting whole, northing whole
MATCH (s:School)
WHERE s.easting IS NOT NULL AND s.northing IS NOT NULL AND s.closed IS NULL
RETURN s.id AS school, s.name AS name, s.phase AS phase, s.easting AS easting, s.northing AS northing
ORDER BY school
