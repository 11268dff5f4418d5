// Every referral of a child to the panel between two days.
// columns: child text, referral text, day date, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: since date, as_of date
MATCH (f:Referral)-[r:CONCERNS]->(c:Child)
WHERE f.kind = 'panel' AND f.referred_on >= $since AND f.referred_on <= $as_of
  AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, f.id AS referral, f.referred_on AS day,
       r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY child, referral, record, row, batch
