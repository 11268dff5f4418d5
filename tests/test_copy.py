"""A store copied into an empty one, of the same engine or the other, is the same graph, and remembers the same."""

import json
from pathlib import Path

import pytest
from extracts import EXTRACTS, load, whole
from test_cli import run

from csgraph.errors import StoreError
from csgraph.governance.chain import log_path
from csgraph.governance.forgetting import forget, plan_forgetting
from csgraph.store import Store, open_store
from csgraph.store.copying import copy
from csgraph.store.forgotten import tombstones
from csgraph.store.heads import keep_head, kept_heads
from csgraph.store.verify import verify


def test_a_copy_is_the_same_store_without_what_was_deleted(store: Store, tmp_path: Path) -> None:
    """From the embedded store into either engine."""
    with open_store(tmp_path / "source") as source:
        for name in EXTRACTS:
            load(source, tmp_path, name)
        forget(source, plan_forgetting(source, "ssd:8"))
        keep_head(source, "a log", 7, "abc")
        copy(source, store)
        assert whole(store, without=()) == whole(source, without=())
        assert store.kept() == source.kept()
        assert tombstones(store) == tombstones(source) != {}
        assert kept_heads(store) == kept_heads(source) == {"a log": [(7, "abc")]}
    assert verify(store).wrong == ()
    again = load(store, tmp_path, "council", EXTRACTS["council"][1] + "9,,,Dee\n")
    assert [notice.kind for notice in again.report.notices if notice.kind == "forgotten"]


def test_a_store_that_holds_anything_is_not_copied_into(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    before = whole(store)
    with open_store(tmp_path / "source") as source:
        load(source, tmp_path, "council")
        with pytest.raises(StoreError, match="not empty"):
            copy(source, store)
    assert whole(store) == before


def test_the_command_says_how_much_and_is_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "source") as source:
        load(source, tmp_path, "council")
    call = ("copy", str(tmp_path / "target"), "--store", str(tmp_path / "source"), "--purpose", "moving house")
    code, out, err = run(capsys, *call)
    assert code == 0, err
    assert out.startswith("1 batches were copied to")
    entry = json.loads(log_path().read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["action"], entry["purpose"]) == ("copy", "moving house")
    assert entry["outputs"] == [str(tmp_path / "target")]
    assert run(capsys, "verify", "--store", str(tmp_path / "target"))[0] == 0
    assert run(capsys, *call)[0] == 1


def test_a_store_from_which_all_was_taken_back_is_compacted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "store")
    with open_store(place) as store:
        load(store, tmp_path, "council")
    assert run(capsys, "undo", "1", "--store", place, "--yes")[0] == 0
    code, _, err = run(capsys, "compact", "--store", place)
    assert code == 0, err
    assert not [p for p in (tmp_path / "store").rglob("*") if p.is_file() and b"Annie" in p.read_bytes()]
