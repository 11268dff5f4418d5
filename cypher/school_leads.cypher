// The designated safeguarding lead of every school, where a record says who works there in that role.
// columns: school text, worker text, name text, phone text, email text, recorded_by text, source text, record text, row whole, batch text, reliability text
// parameters: as_of date
MATCH (w:Professional)-[r:WORKS_AT]->(s:School)
WHERE coalesce(r.role, w.role) = 'dsl' AND coalesce(r.start, r.recorded_on, $as_of) <= $as_of
  AND (r.`end` IS NULL OR r.`end` >= $as_of) AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN s.id AS school, w.id AS worker, w.name AS name, w.phone AS phone, w.email AS email,
  r.recorded_by AS recorded_by, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.reliability AS reliability
ORDER BY school, worker, record, row, batch
