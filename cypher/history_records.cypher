// What happened on one day in the work with a child: referrals, closures, challenges, meetings, actions (what says which).
// columns: child text, what text, node text, kind text, part text, day date, until date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
// order: child, day, what, node, part, id
MATCH (f:Referral)-[r:CONCERNS]->(c:Child)
WHERE f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'referral' AS what, f.id AS node, f.kind AS kind, 'made' AS part, f.referred_on AS day,
  CASE WHEN f.decided_on <= $as_of THEN f.decided_on END AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (f:Closure)-[r:CONCERNS]->(c:Child)
WHERE f.closed_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'closure' AS what, f.id AS node, f.kind AS kind, 'closed' AS part, f.closed_on AS day,
  f.closed_on AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (f:Challenge)-[r:CONCERNS]->(c:Child)
WHERE f.raised_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'challenge' AS what, f.id AS node, CASE WHEN false THEN f.id END AS kind, 'raised' AS part,
  f.raised_on AS day, CASE WHEN f.resolved_on <= $as_of THEN f.resolved_on END AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (f:Meeting)-[r:CONCERNS]->(c:Child)
WHERE f.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'meeting' AS what, f.id AS node, f.kind AS kind, 'held about the child' AS part, f.held_on AS day,
  f.held_on AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (c:Child)<-[q:CONCERNS]-(f:Referral)-[r:DISCUSSED_AT]->(m:Meeting)
WHERE m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (q.review_by IS NULL OR q.review_by >= $as_of)
RETURN c.id AS child, 'meeting' AS what, m.id AS node, m.kind AS kind, 'referral discussed' AS part, m.held_on AS day,
  m.held_on AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
UNION ALL
MATCH (f:PlanAction)-[r:CONCERNS]->(c:Child)
WHERE coalesce(f.done_on, f.due_on) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, 'action' AS what, f.id AS node, f.status AS kind,
  CASE WHEN f.done_on IS NULL THEN 'due' ELSE 'done' END AS part, coalesce(f.done_on, f.due_on) AS day,
  coalesce(f.done_on, f.due_on) AS until,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
