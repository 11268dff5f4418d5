// Every tie between two children that somebody recorded and that is due for no review, ended ones too.
// columns: child_a text, child_b text, kind text, event text, start date, end date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (a:Child)-[r:PEER_OF]->(b:Child)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
  AND (coalesce(r.start, r.recorded_on) IS NULL OR coalesce(r.start, r.recorded_on) <= $as_of)
RETURN a.id AS child_a, b.id AS child_b, r.kind AS kind, r.event AS event, r.start AS start, r.`end` AS `end`,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
