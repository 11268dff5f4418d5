// Which children, places and named groups a meeting held by the day was about of itself, whatever kind of meeting it was.
// columns: subject text, subject_label text, meeting text, kind text, held_on date, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: subject, meeting, source, record, row, batch
MATCH (m:Meeting)-[r:CONCERNS]->(c:Child)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS subject, 'Child' AS subject_label, m.id AS meeting, m.kind AS kind, m.held_on AS held_on,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (m:Meeting)-[r:CONCERNS]->(l:Location)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN l.id AS subject, 'Location' AS subject_label, m.id AS meeting, m.kind AS kind, m.held_on AS held_on,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (m:Meeting)-[r:CONCERNS]->(g:`Group`)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN g.id AS subject, 'Group' AS subject_label, m.id AS meeting, m.kind AS kind, m.held_on AS held_on,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
