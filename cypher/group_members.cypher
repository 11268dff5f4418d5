// Which children somebody says belong to a named group.
// columns: child text, named_group text, group_name text, group_kind text, status text, start date, end date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:MEMBER_OF]->(g:`Group`)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
  AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN c.id AS child, g.id AS named_group, g.name AS group_name, g.kind AS group_kind, r.status AS status,
  r.start AS start, r.`end` AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
