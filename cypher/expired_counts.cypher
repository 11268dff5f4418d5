// How many relationships of each type are past their day of review, and so left out of every answer.
// columns: type text, expired whole
// parameters: as_of date
// order: type
MATCH ()-[r:FAMILY_OF]->() WHERE r.review_by < $as_of RETURN 'FAMILY_OF' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:PEER_OF]->() WHERE r.review_by < $as_of RETURN 'PEER_OF' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:LINKED_TO]->() WHERE r.review_by < $as_of RETURN 'LINKED_TO' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:MEMBER_OF]->() WHERE r.review_by < $as_of RETURN 'MEMBER_OF' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:PART_OF]->() WHERE r.review_by < $as_of RETURN 'PART_OF' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:LINKED_TO_PLACE]->() WHERE r.review_by < $as_of RETURN 'LINKED_TO_PLACE' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:ATTENDS]->() WHERE r.review_by < $as_of RETURN 'ATTENDS' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:PLACED_AT]->() WHERE r.review_by < $as_of RETURN 'PLACED_AT' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:INVOLVED_WITH]->() WHERE r.review_by < $as_of RETURN 'INVOLVED_WITH' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:WORKS_FOR]->() WHERE r.review_by < $as_of RETURN 'WORKS_FOR' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:WORKS_AT]->() WHERE r.review_by < $as_of RETURN 'WORKS_AT' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:INVOLVED_IN]->() WHERE r.review_by < $as_of RETURN 'INVOLVED_IN' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:OCCURRED_AT]->() WHERE r.review_by < $as_of RETURN 'OCCURRED_AT' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:ASSESSED_IN]->() WHERE r.review_by < $as_of RETURN 'ASSESSED_IN' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:COMPLETED]->() WHERE r.review_by < $as_of RETURN 'COMPLETED' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:HAS_PLAN]->() WHERE r.review_by < $as_of RETURN 'HAS_PLAN' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:HAS_ACTION]->() WHERE r.review_by < $as_of RETURN 'HAS_ACTION' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:OWNS]->() WHERE r.review_by < $as_of RETURN 'OWNS' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:CONCERNS]->() WHERE r.review_by < $as_of RETURN 'CONCERNS' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:REFERRED]->() WHERE r.review_by < $as_of RETURN 'REFERRED' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:DISCUSSED_AT]->() WHERE r.review_by < $as_of RETURN 'DISCUSSED_AT' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:INVITED_TO]->() WHERE r.review_by < $as_of RETURN 'INVITED_TO' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:WAS_AT]->() WHERE r.review_by < $as_of RETURN 'WAS_AT' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:RAISED]->() WHERE r.review_by < $as_of RETURN 'RAISED' AS type, count(r) AS expired
UNION ALL
MATCH ()-[r:CHALLENGES]->() WHERE r.review_by < $as_of RETURN 'CHALLENGES' AS type, count(r) AS expired
