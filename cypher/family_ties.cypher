// Who is family or household of which child: a tie that never counts as evidence of harm.
// columns: person text, person_label text, child text, kind text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: id
MATCH (p:Child)-[r:FAMILY_OF]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN p.id AS person, 'Child' AS person_label, c.id AS child, r.kind AS kind,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (p:Adult)-[r:FAMILY_OF]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN p.id AS person, 'Adult' AS person_label, c.id AS child, r.kind AS kind,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
