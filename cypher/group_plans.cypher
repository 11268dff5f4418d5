// Every named group that had an open plan of its own on the day.
// columns: named_group text, plan text, kind text, start date
// parameters: as_of date
MATCH (g:`Group`)-[r:HAS_PLAN]->(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT g.id AS named_group, p.id AS plan, p.kind AS kind, p.start AS start
ORDER BY named_group, plan
