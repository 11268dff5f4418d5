// The officers on every child's missing episodes between two days.
// columns: child text, worker text, name text, phone text, email text, role text, event text, start moment, recorded_by text, source text, record text, row whole, batch text, reliability text
// parameters: as_of date
MATCH (w:Professional)-[r:INVOLVED_IN]->(e:Event)<-[t:INVOLVED_IN]-(c:Child)
WHERE e.kind = 'missing' AND (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (t.review_by IS NULL OR t.review_by >= $as_of)
RETURN DISTINCT c.id AS child, w.id AS worker, w.name AS name, w.phone AS phone, w.email AS email, w.role AS role,
  e.id AS event, e.start AS start, r.recorded_by AS recorded_by, r.source AS source, r.record AS record, r.row AS row,
  r.batch AS batch, r.reliability AS reliability
ORDER BY child, event, worker, record, row, batch
