// Who is to carry out which action of a plan that was open on the day.
// columns: action text, worker text, name text, phone text, email text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (w:Professional)-[r:OWNS]->(a:PlanAction)<-[h:HAS_ACTION]-(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (h.review_by IS NULL OR h.review_by >= $as_of)
RETURN DISTINCT a.id AS action, w.id AS worker, w.name AS name, w.phone AS phone, w.email AS email,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
