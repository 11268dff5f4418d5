// Where events happened: at a place or a school, and where missing children were found again.
// columns: event text, place text, place_label text, kind text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: id
MATCH (e:Event)-[r:OCCURRED_AT]->(p:Location)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN e.id AS event, p.id AS place, 'Location' AS place_label, r.kind AS kind,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (e:Event)-[r:OCCURRED_AT]->(p:School)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN e.id AS event, p.id AS place, 'School' AS place_label, r.kind AS kind,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
