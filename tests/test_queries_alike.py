"""Every named query, and every question, answers the same on Neo4j and embedded: the sample loaded into both."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import ON_NEO4J
from loaded_sample import load_sample, loaded_sample
from pandas.testing import assert_frame_equal

from csgraph.findings import Asking
from csgraph.questions import all_questions
from csgraph.store import open_store
from csgraph.store.queries import all_queries

DAY = date(2026, 10, 31)
GIVEN: dict[str, object] = {"as_of": DAY, "since": DAY - timedelta(days=365)}


@pytest.fixture(scope="module")
def both(empty_neo4j: Callable[[], str]) -> tuple[str, str]:
    """The URLs of the sample on Neo4j and embedded."""
    url = empty_neo4j()
    load_sample(url)
    return url, loaded_sample()


class TestAlike:
    pytestmark = ON_NEO4J

    def test_queries(self, both: tuple[str, str]) -> None:
        with open_store(both[0]) as server, open_store(both[1]) as embedded:
            for name, query in all_queries().items():
                given = {parameter: GIVEN[parameter] for parameter in query.parameters}
                # Each was loaded at a moment of its own.
                one = server.read(name, **given).drop(columns="loaded_at", errors="ignore")
                other = embedded.read(name, **given).drop(columns="loaded_at", errors="ignore")
                assert_frame_equal(one, other, obj=name)

    def test_questions(self, both: tuple[str, str]) -> None:
        with open_store(both[0]) as server, open_store(both[1]) as embedded:
            for name, question in all_questions().items():
                one, other = question.answer(server, Asking(DAY)), question.answer(embedded, Asking(DAY))
                assert_frame_equal(one.table, other.table, obj=name)
                for figure in one.figures:
                    assert_frame_equal(one.figures[figure], other.figures[figure], obj=f"{name}: {figure}")
