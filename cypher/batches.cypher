// Every batch: what it is, the days it covers, and which children and roles it can show.
// columns: batch text, source text, recorded_by text, extracted_on date, period_start date, period_end date, schemes texts, min_age whole, max_age whole, roles texts, kinds texts, listed_only flag, who text
MATCH (b:Batch)
RETURN b.id AS batch, b.source AS source, b.recorded_by AS recorded_by, b.extracted_on AS extracted_on,
       b.period_start AS period_start, b.period_end AS period_end, b.schemes AS schemes, b.min_age AS min_age,
       b.max_age AS max_age, b.roles AS roles, b.kinds AS kinds, b.listed_only AS listed_only, b.who AS who
ORDER BY batch
