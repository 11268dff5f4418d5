"""What a query's file says of itself, and the order of its answer."""

import re

import pandas as pd
import pytest
from loaded_sample import loaded_sample

from csgraph import model
from csgraph.errors import StoreError
from csgraph.store import open_store
from csgraph.store.queries import all_queries, answer, parse_query

UNION = "// columns: name text, day whole\n{order}MATCH (c:Child) RETURN 1 UNION ALL MATCH (c:Adult) RETURN 2"


class TestParseQuery:
    def test_states_no_columns(self) -> None:
        with pytest.raises(StoreError, match=r"mine.cypher does not state its columns.*columns: child text"):
            parse_query("mine", "// What I ask.\nMATCH (c:Child) RETURN c.id AS child")

    def test_column_of_no_kind(self) -> None:
        with pytest.raises(StoreError, match=r"mine.cypher: “child string” is not a column and its kind"):
            parse_query("mine", "// columns: child string\nMATCH (c:Child) RETURN c.id AS child")

    def test_union_states_no_order(self) -> None:
        with pytest.raises(StoreError, match=r"mine.cypher joins its parts by UNION.*Add a line"):
            parse_query("mine", UNION.format(order=""))

    def test_order_by_a_column_that_is_not_returned(self) -> None:
        with pytest.raises(StoreError, match=r"to be ordered by start, which it does not return"):
            parse_query("mine", UNION.format(order="// order: start, name\n"))


class TestAnswer:
    def test_puts_the_parts_of_a_union_in_order(self) -> None:
        query = parse_query("mine", UNION.format(order="// order: name, day\n"))
        rows = answer(query, pd.DataFrame({"name": ["b", "a", None, "a"], "day": [1, 2, 0, 1]}))
        assert rows["day"].tolist() == [1, 2, 1, 0]
        assert rows.index.tolist() == [0, 1, 2, 3]

    def test_every_union_of_the_sample_is_in_order(self) -> None:
        unions = {n: query for n, query in all_queries().items() if query.order and not query.parameters}
        assert "matching_records" in unions
        with open_store(loaded_sample(), read_only=True) as store:
            for name, query in unions.items():
                rows, order = store.read(name), list(query.order)
                assert rows[order].equals(rows[order].sort_values(order, ignore_index=True)), name
                assert not rows.drop_duplicates()[order].duplicated().any(), f"{name}: rows that differ tie"


class TestRestrictedLayers:
    COUNTS = ("expired_counts", "link_quality", "record_gaps")
    """They count relationships of the whole store and show none."""
    NOT_SHOWN = ("matching_ties",)
    """Read whole: a person decides on matches with everything that there is."""

    @pytest.mark.parametrize("name", sorted(all_queries().keys() - {*COUNTS, *NOT_SHOWN}))
    def test_a_query_on_relationships_says_what_the_rules_of_layers_ask(self, name: str) -> None:
        query = all_queries()[name]
        asserted = {link.type for link in model.LINKS if link.provenance and link.type not in model.BOOKKEEPING}
        if asserted & set(re.findall(r":([A-Z_]+)\]", query.text)):
            assert {"source", "recorded_by", "reliability"} <= query.columns.keys()
