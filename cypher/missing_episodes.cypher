// Every missing episode of every child, with what is recorded of the return home interview. Away without authorisation is none.
// columns: child text, event text, role text, start moment, end moment, interview_offered text, interview_accepted text, interview_on date, id text, source text, batch text, record text, row whole, recorded_by text, reliability text, recorded_on date
// parameters: as_of date
MATCH (c:Child)-[r:INVOLVED_IN]->(e:Event)
WHERE e.kind = 'missing' AND (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN c.id AS child, e.id AS event, r.role AS role, e.start AS start, e.`end` AS `end`,
  e.interview_offered AS interview_offered, e.interview_accepted AS interview_accepted, e.interview_on AS interview_on,
  r.id AS id, r.source AS source, r.batch AS batch, r.record AS record, r.row AS row,
  r.recorded_by AS recorded_by, r.reliability AS reliability, r.recorded_on AS recorded_on
ORDER BY id
