// Which professionals were at which meeting.
// columns: worker text, meeting text, kind text, held_on date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (w:Professional)-[r:WAS_AT]->(m:Meeting)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (m.held_on IS NULL OR m.held_on <= $as_of)
RETURN w.id AS worker, m.id AS meeting, m.kind AS kind, m.held_on AS held_on,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
