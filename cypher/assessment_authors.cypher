// Who completed which assessment or screening tool (what = author), and the agency that the same record names (what = agency).
// columns: assessment text, what text, worker text, role text, job_title text, agency text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: assessment, what, worker, agency, id
MATCH (w:Professional)-[r:COMPLETED]->(a:Assessment)
WHERE coalesce(a.completed_on, a.start) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS assessment, 'author' AS what, w.id AS worker, w.role AS role, w.job_title AS job_title,
  CASE WHEN false THEN w.name END AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (w:Professional)-[r:COMPLETED]->(a:Assessment), (w)-[f:WORKS_FOR]->(g:Agency)
WHERE f.source = r.source AND f.record = r.record
  AND coalesce(a.completed_on, a.start) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (f.review_by IS NULL OR f.review_by >= $as_of)
RETURN a.id AS assessment, 'agency' AS what, w.id AS worker, w.role AS role, w.job_title AS job_title, g.kind AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (g:Agency)-[r:COMPLETED]->(a:Assessment)
WHERE coalesce(a.completed_on, a.start) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS assessment, 'agency' AS what, g.id AS worker, CASE WHEN false THEN g.name END AS role,
  CASE WHEN false THEN g.name END AS job_title, g.kind AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
