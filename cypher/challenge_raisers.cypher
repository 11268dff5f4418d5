// Who raised which challenge, and the agency that the same record names; none where it names nobody's.
// columns: challenge text, agency text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: id, agency
MATCH (a:Agency)<-[e:WORKS_FOR]-(w:Professional)-[r:RAISED]->(h:Challenge)
WHERE h.raised_on <= $as_of AND a.kind IS NOT NULL AND e.source = r.source AND e.record = r.record
  AND (e.review_by IS NULL OR e.review_by >= $as_of) AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT h.id AS challenge, a.kind AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (a:Agency)-[r:RAISED]->(h:Challenge)
WHERE h.raised_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT h.id AS challenge, a.kind AS agency,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
