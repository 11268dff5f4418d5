// Who made which referral to the panel by the day: a professional, else an agency or a school that named nobody.
// columns: referral text, worker text, worker_label text, worker_name text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: referral, worker, source, record, row, batch
MATCH (w:Professional)-[r:REFERRED]->(f:Referral)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN f.id AS referral, w.id AS worker, 'Professional' AS worker_label, w.name AS worker_name,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:Agency)-[r:REFERRED]->(f:Referral)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN f.id AS referral, w.id AS worker, 'Agency' AS worker_label, w.name AS worker_name,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:School)-[r:REFERRED]->(f:Referral)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN f.id AS referral, w.id AS worker, 'School' AS worker_label, w.name AS worker_name,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
