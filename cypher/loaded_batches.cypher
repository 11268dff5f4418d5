// Every batch in the order of loading: its files, the days it covers, its rows, and what it added to those before it.
// columns: number whole, batch text, source text, recorded_by text, files texts, extracted_on date, period_start date, period_end date, rows_read whole, rows_loaded whole, rows_rejected whole, loaded_at moment, nodes_added whole, nodes_changed whole, joined whole, links_added whole, links_again whole
MATCH (b:Batch)
RETURN b.sequence AS number, b.id AS batch, b.source AS source, b.recorded_by AS recorded_by, b.files AS files,
       b.extracted_on AS extracted_on, b.period_start AS period_start, b.period_end AS period_end,
       b.rows_read AS rows_read, b.rows_loaded AS rows_loaded, b.rows_rejected AS rows_rejected,
       b.loaded_at AS loaded_at, b.nodes_added AS nodes_added, b.nodes_changed AS nodes_changed, b.joined AS joined,
       b.links_added AS links_added, b.links_again AS links_again
ORDER BY number, batch
