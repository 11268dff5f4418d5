// Every action that a panel's meeting agreed by the day, or that a referral to it led to, and how it stood on the day. `agreed_at` is
// the meeting or the referral.
// columns: action text, agreed_at text, agreed_label text, kind text, agreed_on date, due_on date, done_on date, status text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
// order: action, agreed_at, source, record, row, batch
MATCH (m:Meeting)-[r:HAS_ACTION]->(a:PlanAction)
WHERE m.kind = 'panel' AND m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS action, m.id AS agreed_at, 'Meeting' AS agreed_label, m.kind AS kind, m.held_on AS agreed_on,
  a.due_on AS due_on, CASE WHEN a.done_on <= $as_of THEN a.done_on END AS done_on,
  CASE WHEN a.done_on > $as_of THEN 'open' ELSE a.status END AS status,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
UNION ALL
MATCH (f:Referral)-[r:HAS_ACTION]->(a:PlanAction)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN a.id AS action, f.id AS agreed_at, 'Referral' AS agreed_label, f.kind AS kind, f.referred_on AS agreed_on,
  a.due_on AS due_on, CASE WHEN a.done_on <= $as_of THEN a.done_on END AS done_on,
  CASE WHEN a.done_on > $as_of THEN 'open' ELSE a.status END AS status,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
