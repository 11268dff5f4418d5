// Which child, place or named group an action is about, whoever agreed it.
// columns: subject text, subject_label text, action text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: subject, action, source, record, row, batch
MATCH (a:PlanAction)-[r:CONCERNS]->(c:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS subject, 'Child' AS subject_label, a.id AS action,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (a:PlanAction)-[r:CONCERNS]->(l:Location)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN l.id AS subject, 'Location' AS subject_label, a.id AS action,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (a:PlanAction)-[r:CONCERNS]->(g:`Group`)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of) AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN g.id AS subject, 'Group' AS subject_label, a.id AS action,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
