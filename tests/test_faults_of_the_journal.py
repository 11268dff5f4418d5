"""What is said of a batch is so, also where the disk fails between the note of what is meant and the commit."""

import errno
import os
from pathlib import Path

import pytest
from fault_program import BATCHES, load_one

from csgraph.errors import StoreError
from csgraph.store import open_store
from csgraph.store.embedded import EmbeddedTransaction
from csgraph.store.journal import FolderJournal, Ledger
from csgraph.store.mending import AT_WORK


@pytest.mark.parametrize("damaged", [False, True], ids=["sound graph", "damaged graph"])
@pytest.mark.parametrize("batch", [0, 3])
def test_a_fault_after_what_is_meant_was_noted(
    batch: int, damaged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note is written and the disk then refuses; the engine may leave a file that must be made again."""
    where, before = tmp_path / "store", list(range(batch))
    for place in before:
        load_one(str(where), tmp_path, place)
    really = EmbeddedTransaction.mean

    def refused(self: EmbeddedTransaction) -> Ledger:
        really(self)
        monkeypatch.setattr(EmbeddedTransaction, "mean", really)
        if damaged:
            (where / "graph.lbug").write_bytes(b"torn")
            (where / "graph.lbug.wal").unlink(missing_ok=True)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(EmbeddedTransaction, "mean", refused)
    try:
        load_one(str(where), tmp_path, batch)
        called_done = True
    except StoreError as fault:
        called_done = "Nothing was written" not in str(fault)
    with open_store(str(where)) as store:
        assert len(store.kept()) == len(before) + called_done
    assert FolderJournal(where / "batches").meant() is None
    load_one(str(where), tmp_path, batch)
    with open_store(str(where)) as store:
        assert len(store.kept()) == len(before) + 1
    assert len(BATCHES) > batch


@pytest.mark.parametrize("batch", [0, 3])
def test_a_fault_after_the_journal_was_settled(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch is committed and noted to stand; only the journal's folder is not safely on disk."""
    where = tmp_path / "store"
    for place in range(batch):
        load_one(str(where), tmp_path, place)
    really = FolderJournal.settle

    def refused(self: FolderJournal, ledger: Ledger) -> None:
        really(self, ledger)
        monkeypatch.setattr(FolderJournal, "settle", really)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(FolderJournal, "settle", refused)
    load_one(str(where), tmp_path, batch)
    with open_store(str(where)) as store:
        assert len(store.kept()) == batch + 1


@pytest.mark.parametrize("left", [".csgraph-abcd1234.part", "batch-x-1.part", ".csgraph-abcd1234"])
def test_what_a_kill_left_half_written_is_taken_away(left: str, tmp_path: Path) -> None:
    """A kill between writing the journal's new text and putting it in place leaves a file that two patterns name."""
    where = tmp_path / "store"
    load_one(str(where), tmp_path, 0)
    (where / "batches" / left).write_bytes(b"half")
    (where / AT_WORK).write_text("in use", encoding="utf-8")
    with open_store(str(where)) as store:
        assert len(store.kept()) == 1
    assert not (where / "batches" / left).exists()
