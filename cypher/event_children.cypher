// Which children took part in which event, and in what role.
// columns: child text, event text, event_kind text, detail text, start moment, end moment, role text, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:INVOLVED_IN]->(e:Event)
WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, e.id AS event, e.kind AS event_kind, e.detail AS detail, e.start AS start, e.`end` AS `end`,
  r.role AS role,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
