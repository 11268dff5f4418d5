"""docs/security.md grants what the model has, in statements that Neo4j understands."""

import os
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from csgraph import model
from csgraph.store.schema_statements import OWN

PAGE = (Path(__file__).parents[1] / "docs" / "security.md").read_text(encoding="utf-8")
STATEMENTS = [
    " ".join(statement.split())
    for block in re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    for statement in block.split(";")
]
READER = "TO csgraph_reader"


def granted(what: str) -> set[str]:
    """The labels or types that the reader may match."""
    (told,) = (s for s in STATEMENTS if s.startswith("GRANT MATCH") and f" {what} " in s and s.endswith(READER))
    return {name.strip() for name in told.partition(f" {what} ")[2].removesuffix(READER).split(",")}


def test_a_reader_may_see_the_graph_and_nothing_of_the_importer_s() -> None:
    assert granted("NODES") == set(model.NODE)
    assert granted("RELATIONSHIPS") == set(model.LINK)
    rest = [s for s in STATEMENTS if s.endswith(READER) and "MATCH" not in s]
    assert [s for s in rest if any(label in s for label in {*OWN} - {"AuditHead"})] == []
    assert "GRANT MERGE {id, kept} ON GRAPH neo4j NODES AuditHead TO csgraph_reader" in rest
    assert not [s for s in rest if "WRITE" in s or "CREATE ON" in s]


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_understands_each_statement(empty_neo4j: Callable[[], str]) -> None:
    """Community has no roles; but it reads a statement before it says so, and a misspelt one is another fault."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import ClientError

    url = empty_neo4j()
    login = (os.environ["CSGRAPH_USER"], os.environ["CSGRAPH_PASSWORD"])
    with GraphDatabase.driver(url, auth=login) as driver, driver.session(database="system") as session:
        for statement in STATEMENTS:
            with nullcontext() if statement.startswith("CREATE USER") else pytest.raises(ClientError) as told:
                session.run(f"EXPLAIN {statement}").consume()
            assert told is None or "UnsupportedAdministrationCommand" in str(told.value.code), statement
