// How many relationships of each type each source has, and how many lack a date, a reliability or who recorded them.
// columns: type text, source text, links whole, undated whole, unverified whole, unsourced whole
// parameters: as_of date
// order: type, source
MATCH ()-[r:FAMILY_OF]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'FAMILY_OF' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:PEER_OF]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'PEER_OF' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:LINKED_TO]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'LINKED_TO' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:MEMBER_OF]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'MEMBER_OF' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:LINKED_TO_PLACE]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'LINKED_TO_PLACE' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:ATTENDS]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'ATTENDS' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:PLACED_AT]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'PLACED_AT' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:INVOLVED_WITH]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'INVOLVED_WITH' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:WORKS_AT]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'WORKS_AT' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:INVOLVED_IN]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'INVOLVED_IN' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:OCCURRED_AT]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'OCCURRED_AT' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:ASSESSED_IN]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'ASSESSED_IN' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:HAS_PLAN]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'HAS_PLAN' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:CONCERNS]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'CONCERNS' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
UNION ALL
MATCH ()-[r:REFERRED]->() WHERE (r.review_by IS NULL OR r.review_by >= $as_of)
RETURN 'REFERRED' AS type, r.source AS source, count(r) AS links, sum(CASE WHEN r.start IS NULL THEN 1 ELSE 0 END) AS undated,
  sum(CASE WHEN r.reliability IS NULL OR r.reliability = 'unverified' THEN 1 ELSE 0 END) AS unverified,
  sum(CASE WHEN r.recorded_by IS NULL THEN 1 ELSE 0 END) AS unsourced
