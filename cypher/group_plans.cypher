// Every named group that had an open plan of its own on the day.
// columns: named_group text, plan text, kind text, start date, source text, recorded_by text, reliability text
// parameters: as_of date
MATCH (g:`Group`)-[r:HAS_PLAN]->(p:Plan)
WHERE (p.start IS NULL OR p.start <= $as_of) AND (p.`end` IS NULL OR p.`end` >= $as_of)
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN DISTINCT g.id AS named_group, p.id AS plan, p.kind AS kind, p.start AS start,
       r.source AS source, r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY named_group, plan, source, recorded_by, reliability
