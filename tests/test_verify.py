"""`csgraph verify` finds what is not as it was loaded, on both engines, and --repair makes it so again."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from extracts import EXTRACTS, load, whole
from figures import tell_figure
from sizes import size

from csgraph.cli import main
from csgraph.store import Store, open_store
from csgraph.store.embedded import EmbeddedStore
from csgraph.store.kept import Tables
from csgraph.store.neo4j import Neo4jStore
from csgraph.store.queries import Query
from csgraph.store.verify import verify

FLIPS = Path(__file__).with_name("flip_program.py")
EDITS = {
    "a deleted relationship": (
        "MATCH (:Child)-[r:ATTENDS]->(:School {id: 'urn:100001'}) DELETE r",
        "ATTENDS (relationships): 1 missing.",
    ),
    "an edited property": ("MATCH (c:Child {id: 'upn:B2'}) SET c.forename = 'Bert'", "Child (nodes): 1 not as loaded."),
    "an added node": ("CREATE (c:Child {id: 'upn:Z9'})", "Child (nodes): 1 too many."),
    "a moved relationship": (
        "MATCH (c:Child {id: 'upn:B2'})-[r:ATTENDS]->() SET r.start = date('2020-01-01')",
        "ATTENDS (relationships): 1 not as loaded.",
    ),
    "an edited ledger": (
        "MATCH (b:Batch) WHERE b.source = 'roll' SET b.digest = 'other'",
        "could not be compared",
    ),
}


@pytest.fixture
def loaded(engine_url: str, tmp_path: Path) -> str:
    with open_store(engine_url) as store:
        for name in EXTRACTS:
            load(store, tmp_path, name)
    return engine_url


def by_hand(where: str, text: str) -> None:
    """Change the graph past csgraph, as in Neo4j Browser."""
    with open_store(where) as store:
        if isinstance(store, EmbeddedStore):
            store._connection.execute(text)
        else:
            assert isinstance(store, Neo4jStore)
            store.write_own(text)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    said = capfd.readouterr()
    return int(end.value.code or 0), said.out + said.err


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_by_hand_is_found(edit: str, loaded: str) -> None:
    text, told = EDITS[edit]
    by_hand(loaded, text)
    if edit == "an edited ledger" and "://" not in loaded:
        return  # told when the store is opened: the journal beside the graph knows better
    with open_store(loaded, read_only=True) as store:
        assert any(told in line for line in verify(store).wrong), verify(store).wrong
    tell_figure("edits by hand", 1, found=1)


def test_repair_makes_the_graph_again_what_was_loaded(loaded: str, capfd: pytest.CaptureFixture[str]) -> None:
    with open_store(loaded, read_only=True) as store:
        before = whole(store)
        assert verify(store).wrong == ()
    for edit in ("a deleted relationship", "an edited property", "an added node"):
        by_hand(loaded, EDITS[edit][0])
    code, said = run(capfd, "verify", "--store", loaded, "--identifiable", "--purpose", "a test")
    assert "Child upn:B2: not as loaded" in said
    assert "Audit: " in said
    code, said = run(capfd, "verify", "--store", loaded, "--repair")
    assert code == 0, said
    assert "B2" not in said  # no identifier, unless it is asked for
    assert said.endswith("4 batches: everything in the graph is as it was loaded.\n")
    with open_store(loaded, read_only=True) as store:
        assert whole(store) == before


class Forgetful:
    """A store whose engine has lost a way to what it holds: look-ups that match a pattern find nothing."""

    def __init__(self, store: Store, pattern: str) -> None:
        self._store = store
        self._pattern = pattern

    def ask(self, query: Query, **parameters: Any) -> pd.DataFrame:
        found = self._store.ask(query, **parameters)
        return found.iloc[:0] if self._pattern in query.text else found

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        return self._store.kept_tables(batch_id, digest)


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("(n:`Child` {id: wanted})", "Child (nodes): 4 are not found by their ids: the index is lost."),
        ("[r:ATTENDS]->(b:`School` {id: wanted})", "ATTENDS (relationships): from one end others are found"),
    ],
)
def test_a_lost_index_is_found(lost: str, told: str, loaded: str) -> None:
    with open_store(loaded, read_only=True) as store:
        wrong = verify(Forgetful(store, lost)).wrong
    assert len(wrong) == 1
    assert told in wrong[0]
    tell_figure("look-ups lost by the engine", 1, found=1)


@pytest.mark.parametrize(("what", "tried"), [("graph", size(ci=6, full=200)), ("kept", size(ci=2, full=60))])
def test_a_flipped_bit_is_found_or_changes_no_answer(what: str, tried: int, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with open_store(store) as opened:
        for name in EXTRACTS:
            load(opened, tmp_path, name)
    path = os.pathsep.join([str(FLIPS.parent), str(FLIPS.parents[1])])
    done = subprocess.run(
        [sys.executable, str(FLIPS), str(store), what, str(tried)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["missed"] == []
    assert found["found"] + found["broke down"] + found["no answer changed"] == tried
    # A few bits of the graph file may all lie in what is not used; those of kept batches are found whatever they are.
    assert found["found"] or (what == "graph" and tried < 50)
    counts = {name.replace(" ", "_"): number for name, number in found.items() if name != "missed"}
    tell_figure(f"bits flipped, {what}", tried, **counts)


def test_a_kept_batch_that_is_gone_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "store") as store:
        load(store, tmp_path, "roll")
    next((tmp_path / "store" / "batches").glob("batch-*/node-Child.parquet")).unlink()
    code, said = run(capfd, "verify", "--store", str(tmp_path / "store"), "--repair")
    assert code == 1
    assert "missing or damaged" in said
    assert "Traceback" not in said
