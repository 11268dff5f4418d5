// At which meetings, held by the day, a referral to the panel was discussed.
// columns: referral text, meeting text, kind text, held_on date, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
MATCH (f:Referral)-[r:DISCUSSED_AT]->(m:Meeting)
WHERE f.kind = 'panel' AND m.held_on <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN f.id AS referral, m.id AS meeting, m.kind AS kind, m.held_on AS held_on,
  r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY referral, meeting, source, record, row, batch
