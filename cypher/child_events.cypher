// Every missing episode, incident and section 47 enquiry of every child, and the part the child had in it as recorded.
// columns: child text, event text, kind text, role text, start moment, end moment, outcome text, source text, record text, row whole, batch text, recorded_by text, reliability text
// parameters: as_of date
MATCH (c:Child)-[r:INVOLVED_IN]->(e:Event)
WHERE e.kind IN ['missing', 'incident', 's47'] AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, e.id AS event, e.kind AS kind, r.role AS role, e.start AS start, e.`end` AS `end`,
       e.outcome AS outcome, r.source AS source, r.record AS record, r.row AS row, r.batch AS batch,
       r.recorded_by AS recorded_by, r.reliability AS reliability
ORDER BY child, event, role, record, row, batch
