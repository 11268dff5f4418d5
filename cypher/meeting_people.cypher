// Who was invited to, or came to, which meeting held by the day, whatever kind of meeting it was.
// columns: meeting text, kind text, held_on date, part text, worker text, worker_label text, worker_name text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: meeting, part, worker, source, record, row, batch
MATCH (w:Professional)-[r:INVITED_TO]->(m:Meeting)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN m.id AS meeting, m.kind AS kind, m.held_on AS held_on, 'invited' AS part, w.id AS worker, 'Professional' AS worker_label,
  w.name AS worker_name, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:Agency)-[r:INVITED_TO]->(m:Meeting)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN m.id AS meeting, m.kind AS kind, m.held_on AS held_on, 'invited' AS part, w.id AS worker, 'Agency' AS worker_label,
  w.name AS worker_name, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:Professional)-[r:WAS_AT]->(m:Meeting)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN m.id AS meeting, m.kind AS kind, m.held_on AS held_on, 'attended' AS part, w.id AS worker, 'Professional' AS worker_label,
  w.name AS worker_name, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (w:Agency)-[r:WAS_AT]->(m:Meeting)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN m.id AS meeting, m.kind AS kind, m.held_on AS held_on, 'attended' AS part, w.id AS worker, 'Agency' AS worker_label,
  w.name AS worker_name, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
