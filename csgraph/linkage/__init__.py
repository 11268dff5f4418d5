"""The same subject under two nodes: Splink on DuckDB proposes, a person decides, the graph remembers the decision."""
