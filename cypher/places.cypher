// Every place, physical or online, with what is known of it.
// columns: place text, name text, kind text, online flag, postcode text, ward text, easting whole, northing whole, protective flag, guardians texts
MATCH (p:Location)
RETURN p.id AS place, p.name AS name, p.kind AS kind, p.online AS online, p.postcode AS postcode, p.ward AS ward,
  p.easting AS easting, p.northing AS northing, p.protective AS protective, p.guardians AS guardians
ORDER BY place
