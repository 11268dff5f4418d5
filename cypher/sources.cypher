// What is loaded: each extract, the days and children it covers, its rows.
// columns: source text, recorded_by text, files texts, extracted_on date, period_start date, period_end date, who text, rows_read whole, rows_loaded whole, rows_rejected whole, loaded_at moment, batch text
MATCH (b:Batch)
RETURN b.source AS source, b.recorded_by AS recorded_by, b.files AS files, b.extracted_on AS extracted_on,
       b.period_start AS period_start, b.period_end AS period_end, b.who AS who, b.rows_read AS rows_read,
       b.rows_loaded AS rows_loaded, b.rows_rejected AS rows_rejected, b.loaded_at AS loaded_at, b.id AS batch
ORDER BY source, extracted_on, batch
