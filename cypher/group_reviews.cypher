// When each group that an agency named, and each saying that a child belongs to it, falls due for review.
// columns: named_group text, id text, group_review_by date, review_by date, source text, recorded_by text, reliability text
// parameters: as_of date
MATCH (c:Child)-[r:MEMBER_OF]->(g:`Group`)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
  AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN g.id AS named_group, r.id AS id, g.review_by AS group_review_by, r.review_by AS review_by,
       r.source AS source, r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY id
