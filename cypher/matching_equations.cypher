// Every record that equates two identifiers, for telling why two of them name one subject.
// columns: label text, one text, other text, source text, recorded_by text, record text, row whole, batch text
MATCH (a:Identifier)-[r:SAME_AS]->(b:Identifier)
RETURN a.label AS label, a.id AS one, b.id AS other, r.source AS source, r.recorded_by AS recorded_by,
       r.record AS record, r.row AS row, r.batch AS batch
ORDER BY one, other, batch, record
