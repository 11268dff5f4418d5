// Every decision of a person on whether two identifiers name one subject, with who made it, when and why.
// columns: batch text, verdict text, label text, one text, other text, decided_by text, recorded_by text, decided_at moment, reason text
// order: batch, one, other, verdict
MATCH (a:Identifier)-[r:SAME_AS]->(b:Identifier), (d:Batch)
WHERE r.source = 'decisions' AND d.id = r.batch
RETURN d.id AS batch, 'same' AS verdict, a.label AS label, a.id AS one, b.id AS other, d.decided_by AS decided_by,
       d.recorded_by AS recorded_by, d.loaded_at AS decided_at, d.reason AS reason
UNION ALL
MATCH (a:Identifier)-[r:DIFFERENT_FROM]->(b:Identifier), (d:Batch)
WHERE r.source = 'decisions' AND d.id = r.batch
RETURN d.id AS batch, 'different' AS verdict, a.label AS label, a.id AS one, b.id AS other, d.decided_by AS decided_by,
       d.recorded_by AS recorded_by, d.loaded_at AS decided_at, d.reason AS reason
