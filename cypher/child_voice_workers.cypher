// Who recorded which account of a child, or tried to engage the child (what = author), and the agency of the same record (agency).
// columns: event text, what text, worker text, role text, job_title text, agency text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: event, what, worker, agency, id
MATCH (w:Professional)-[r:INVOLVED_IN]->(e:Event)
WHERE e.kind IN ['account', 'engagement'] AND coalesce(r.start, r.recorded_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN e.id AS event, 'author' AS what, w.id AS worker, w.role AS role, w.job_title AS job_title,
  CASE WHEN false THEN w.name END AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (w:Professional)-[r:INVOLVED_IN]->(e:Event), (w)-[f:WORKS_FOR]->(g:Agency)
WHERE f.source = r.source AND f.record = r.record AND e.kind IN ['account', 'engagement'] AND coalesce(r.start, r.recorded_on) <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (f.review_by IS NULL OR f.review_by >= $as_of)
RETURN e.id AS event, 'agency' AS what, w.id AS worker, w.role AS role, w.job_title AS job_title, g.kind AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
