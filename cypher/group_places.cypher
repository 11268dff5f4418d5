// How named groups are connected with places, of those ties that hold on the day.
// columns: named_group text, place text, kind text, start date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (g:`Group`)-[r:LINKED_TO_PLACE]->(p:Location)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
  AND (r.`end` IS NULL OR r.`end` >= $as_of)
  AND (g.review_by IS NULL OR g.review_by >= $as_of)
RETURN g.id AS named_group, p.id AS place, r.kind AS kind, r.start AS start,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
