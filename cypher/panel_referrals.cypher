// Every referral to the panel that was made by the day, of a child, a place or a named group: decision and feedback by the day.
// columns: subject text, subject_label text, referral text, referred_on date, decided_on date, decision text, feedback_on date, tool_attached flag, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: subject, referral, source, record, row, batch
MATCH (f:Referral)-[r:CONCERNS]->(c:Child)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS subject, 'Child' AS subject_label, f.id AS referral, f.referred_on AS referred_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decided_on END AS decided_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decision END AS decision,
  CASE WHEN f.feedback_on <= $as_of THEN f.feedback_on END AS feedback_on, f.tool_attached AS tool_attached,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (f:Referral)-[r:CONCERNS]->(l:Location)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN l.id AS subject, 'Location' AS subject_label, f.id AS referral, f.referred_on AS referred_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decided_on END AS decided_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decision END AS decision,
  CASE WHEN f.feedback_on <= $as_of THEN f.feedback_on END AS feedback_on, f.tool_attached AS tool_attached,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (f:Referral)-[r:CONCERNS]->(g:`Group`)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN g.id AS subject, 'Group' AS subject_label, f.id AS referral, f.referred_on AS referred_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decided_on END AS decided_on,
  CASE WHEN f.decided_on <= $as_of THEN f.decision END AS decision,
  CASE WHEN f.feedback_on <= $as_of THEN f.feedback_on END AS feedback_on, f.tool_attached AS tool_attached,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
