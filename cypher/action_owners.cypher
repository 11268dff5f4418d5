// Who is to carry out which action, whoever agreed it.
// columns: action text, worker text, worker_label text, worker_name text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: action, worker, source, record, row, batch
MATCH (w:Professional)-[r:OWNS]->(a:PlanAction)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS action, w.id AS worker, 'Professional' AS worker_label, w.name AS worker_name,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:Agency)-[r:OWNS]->(a:PlanAction)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS action, w.id AS worker, 'Agency' AS worker_label, w.name AS worker_name,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
