// For which agency somebody referred to the panel, as the record of the referral itself says.
// columns: referral text, worker text, agency text, source text, recorded_by text, reliability text
// parameters: as_of date
MATCH (f:Referral)<-[r:REFERRED]-(w:Professional)-[e:WORKS_FOR]->(a)
WHERE f.kind = 'panel' AND f.referred_on <= $as_of AND e.record = r.record AND e.batch = r.batch
  AND (r.review_by IS NULL OR r.review_by >= $as_of) AND (e.review_by IS NULL OR e.review_by >= $as_of)
RETURN DISTINCT f.id AS referral, w.id AS worker, a.id AS agency,
       r.source AS source, r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY referral, worker, agency, source, recorded_by, reliability
