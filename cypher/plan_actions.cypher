// Every action of the plans that were open on the day, the child it is about, and whether it was done by then.
// columns: child text, plan text, kind text, action text, addresses text, due_on date, done_on date, status text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (p:Plan)-[h:HAS_ACTION]->(a:PlanAction)-[r:CONCERNS]->(c:Child)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (h.review_by IS NULL OR h.review_by >= $as_of) AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, p.id AS plan, p.kind AS kind, a.id AS action, a.addresses AS addresses, a.due_on AS due_on,
  CASE WHEN a.done_on <= $as_of THEN a.done_on END AS done_on,
  CASE WHEN a.done_on > $as_of THEN 'open' ELSE a.status END AS status,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id, plan
