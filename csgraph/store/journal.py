"""Where the embedded store keeps its batches: a folder of parquet files each, and a list of those that count.

A kept batch lies in `batches/<id>-<digest>`. It is written before the graph's transaction commits, file by file and
safely on disk, under another name; it gets its own name only when it is whole. `batches/journal.json` is the store's
ledger outside the graph: the batches (id and digest, in the order of loading) that `stand`, and, while a transaction
commits, those that are `meant` to stand after it. So at every moment

- where the graph opens, its ledger is one of the two, and says which;
- where it does not, both are there whole to make it again from, and `meant` is the one to take.

A folder that neither names was never part of the graph, or is no longer: the next writer removes it.
"""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from csgraph.errors import StoreError
from csgraph.files import private_folder, write_whole
from csgraph.store.kept import Tables, packed, unpacked
from csgraph.store.room import check_room

Ledger = list[tuple[str, str]]
"""Id and digest of each batch, in the order of loading."""

LIST = "journal.json"
ENOUGH = 16
"""Characters of a digest that tell apart two versions of one batch in the name of its folder."""


class Journal(Protocol):
    """Keeps batches beside a graph that cannot keep them itself."""

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """Keep a batch, safely before this returns."""
        ...

    def tables(self, batch_id: str, digest: str) -> Tables:
        """A kept batch; none where nothing is kept of it."""
        ...

    def mean(self, ledger: Ledger) -> None:
        """Note what stands once the transaction that is about to commit has committed."""
        ...

    def settle(self, ledger: Ledger) -> None:
        """Note what stands, and remove what no longer does."""
        ...


class FolderJournal:
    """See `Journal`: parquet files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """See `Journal.keep`."""
        final = self.place(batch_id, digest)
        if final.exists():  # a stray of the very same content: it is whole, or it would not have this name
            return
        check_room(self.folder.parent, sum(table.nbytes for table in tables.values()))
        part = final.with_name(f"{final.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        private_folder(part)
        for name, table in tables.items():
            write_whole(part / f"{name}.parquet", packed(table))
        _settled(part)
        part.replace(final)
        _settled(self.folder)

    def tables(self, batch_id: str, digest: str) -> Tables:
        """See `Journal.tables`."""
        place = self.place(batch_id, digest)
        try:
            return unpacked({path.stem: path.read_bytes() for path in sorted(place.glob("*.parquet"))})
        except OSError as fault:
            raise StoreError(f"A kept batch in {self.folder} cannot be read: {fault.strerror}.") from None

    def place(self, batch_id: str, digest: str) -> Path:
        """The folder of a batch."""
        return self.folder / f"{batch_id.replace(':', '-')}-{digest[:ENOUGH]}"

    def stands(self) -> Ledger:
        """The batches that stood when the store was last written to, without a transaction that was under way."""
        return self._read()[0]

    def meant(self) -> Ledger | None:
        """The batches of a transaction that was under way when csgraph was stopped; None where none was."""
        return self._read()[1]

    def mean(self, ledger: Ledger) -> None:
        """See `Journal.mean`."""
        self._write(self.stands(), ledger)

    def settle(self, ledger: Ledger) -> None:
        """See `Journal.settle`."""
        if self._read() != (ledger, None):
            self._write(ledger, None)
        self._sweep(ledger)

    def _sweep(self, ledger: Ledger) -> None:
        """Remove what is no kept batch. A file that cannot be removed does no harm: nothing names it."""
        known = {self.place(*entry).name for entry in ledger}
        for path in self.folder.iterdir() if self.folder.exists() else ():
            if path.is_dir() and path.name not in known:  # decisions are kept there too
                shutil.rmtree(path, ignore_errors=True)

    def _read(self) -> tuple[Ledger, Ledger | None]:
        path = self.folder / LIST
        if not path.exists():
            return [], None
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            meant = told["meant"]
            return _entries(told["stand"]), None if meant is None else _entries(meant)
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(f"{path} is damaged.", "Run csgraph verify.") from None

    def _write(self, stand: Ledger, meant: Ledger | None) -> None:
        text = json.dumps({"stand": stand, "meant": meant}, indent=1)
        write_whole(self.folder / LIST, text)
        _settled(self.folder)


def _entries(told: Sequence[Sequence[str]]) -> Ledger:
    return [(str(batch), str(digest)) for batch, digest in told]


def _settled(folder: Path) -> None:
    """Have the names in a folder safely on disk; Windows does so by itself and cannot be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class MemoryJournal:
    """See `Journal`: for a graph in memory, which is gone with it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Tables] = {}

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """See `Journal.keep`."""
        self._kept[batch_id, digest] = tables

    def tables(self, batch_id: str, digest: str) -> Tables:
        """See `Journal.tables`."""
        return self._kept.get((batch_id, digest), {})

    def mean(self, ledger: Ledger) -> None:
        """Nothing outlives a kill."""

    def settle(self, ledger: Ledger) -> None:
        """Nothing takes room on a disk."""
