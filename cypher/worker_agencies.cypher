// For which kinds of agency each professional works, and how to reach them: a record at a meeting names the agency of its guests.
// columns: worker text, worker_name text, role text, phone text, email text, agency text, source text, record text, batch text, recorded_by text, reliability text
// parameters: as_of date
MATCH (w:Professional)-[r:WORKS_FOR]->(a:Agency)
WHERE a.kind IS NOT NULL AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN w.id AS worker, w.name AS worker_name, w.role AS role, w.phone AS phone, w.email AS email, a.kind AS agency,
  r.source AS source, r.record AS record, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY worker, agency, source, record, batch
