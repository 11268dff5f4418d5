// Every referral of a child to children's social care made by the day, with the decision where it is known.
// columns: child text, referral text, day date, decision text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (f:Referral)-[r:CONCERNS]->(c:Child)
WHERE f.kind = 'social_care' AND f.referred_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, f.id AS referral, f.referred_on AS day, f.decision AS decision,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
