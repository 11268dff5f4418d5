// Every child whom the panel was told of between two days: referred, discussed at a meeting of it, or in one of its actions.
// columns: child text, day date, recorded_by text, reliability text, source text, record text, row whole, batch text
// parameters: since date, as_of date
// order: child, day, source, record, row, batch
MATCH (c:Child)<-[r:CONCERNS]-(f:Referral)
WHERE f.kind = 'panel' AND f.referred_on >= $since AND f.referred_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, f.referred_on AS day, r.recorded_by AS recorded_by, r.reliability AS reliability,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch
UNION ALL
MATCH (c:Child)<-[r:CONCERNS]-(f:Referral)-[d:DISCUSSED_AT]->(m:Meeting)
WHERE m.kind = 'panel' AND m.held_on >= $since AND m.held_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (d.review_by IS NULL OR d.review_by >= $as_of)
RETURN c.id AS child, m.held_on AS day, r.recorded_by AS recorded_by, r.reliability AS reliability,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch
UNION ALL
MATCH (c:Child)<-[r:CONCERNS]-(m:Meeting)
WHERE m.kind = 'panel' AND m.held_on >= $since AND m.held_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, m.held_on AS day, r.recorded_by AS recorded_by, r.reliability AS reliability,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch
UNION ALL
MATCH (c:Child)<-[r:CONCERNS]-(a:PlanAction)<-[h:HAS_ACTION]-(m:Meeting)
WHERE m.kind = 'panel' AND m.held_on >= $since AND m.held_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (h.review_by IS NULL OR h.review_by >= $as_of)
RETURN c.id AS child, m.held_on AS day, r.recorded_by AS recorded_by, r.reliability AS reliability,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch
