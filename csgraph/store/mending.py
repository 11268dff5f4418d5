"""Makes an embedded store whole again after a kill, a full disk or a damaged file, before anybody works with it.

The journal beside the graph says which batches stand, and which were meant to stand when a write was under way. A graph
that opens, finds every node by its id and holds one of the two is whole. One that ladybug refuses is copied, and the
copy opened leniently, which leaves out what stands in its log after the damage: good enough where only the torn end is
missing, and told by the journal where it is more. Everything else is made again from the kept batches.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csgraph.errors import StoreError
from csgraph.store import graph_file
from csgraph.store.graph_file import NAME, Ledger
from csgraph.store.journal import FolderJournal
from csgraph.store.kept import Tables, kept_batch
from csgraph.store.overall import overall_of
from csgraph.store.telling import tell
from csgraph.store.trial import tried

if TYPE_CHECKING:
    from csgraph.batch import Batch

AT_WORK = "store.writing"
"""Stands in the folder while a writer is at work; found by the next one, it says that the last was cut off."""
NEW = "new"
COPY = "copy.lbug"
REBUILDING = "rebuilding"
HALF = ("batches/*.part", "batches/.csgraph-*", "audit/*.part")
"""What a writer that was cut off may have left half written."""
NAMES = (NAME, graph_file.READY, AT_WORK, COPY, REBUILDING)
"""What stands in a store's folder beside its batches and locks."""


@dataclass(frozen=True)
class Mended:
    """What was found and done.

    Attributes:
        damage: what was wrong with the graph file; empty where nothing was.
        done: what was done about it, and what became of a write that was under way; one sentence each.
        finished: whether there was a write under way, and it is in.
    """

    damage: str
    done: tuple[str, ...]
    finished: bool


class KeptIn:
    """Reads kept batches where the graph cannot be asked. See `csgraph.store.kept.Keeper`."""

    def __init__(self, folder: Path) -> None:
        self.journal = FolderJournal(folder / "batches")

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Keeper.kept_tables`."""
        return self.journal.tables(batch_id, digest)

    def batches(self, ledger: Ledger) -> "list[Batch]":
        """Kept batches in order.

        Raises:
            StoreError: one is missing or damaged.
        """
        return [kept_batch(self, batch_id, digest) for batch_id, digest in ledger]


def was_cut_off(folder: Path) -> bool:
    """Whether the last writer did not come to its end. True also while one is at work: hold the store before."""
    return (folder / AT_WORK).exists() or (folder / graph_file.READY).exists()


def begin(folder: Path) -> None:
    """Note that a writer is at work, and whether it makes the graph file, which may be thrown away if it is torn."""
    if not (folder / AT_WORK).exists():
        (folder / AT_WORK).write_text("in use" if (folder / NAME).exists() else NEW, encoding="utf-8")


def end(folder: Path) -> None:
    """Note that a writer came to its end with everything in order."""
    (folder / AT_WORK).unlink(missing_ok=True)


def mend(folder: Path, *, thorough: bool = False, anew: bool = False) -> Mended:
    """Make a store whole that nobody else holds; say what was found and done.

    Args:
        thorough: compare every fact with the kept batches, instead of trusting a graph that is sound.
        anew: make the graph again from the kept batches in any case.

    Raises:
        StoreError: it cannot be mended; nothing was removed.
    """
    _clear(folder)
    keeper = KeptIn(folder)
    stands, meant = keeper.journal.stands(), keeper.journal.meant()
    damage, ledger = _sound(folder, stands, meant)
    sound = ledger is not None
    if thorough and ledger is not None and _differs(folder, keeper, ledger):
        damage, ledger = damage or "it does not say what the kept batches say", None
    if anew:
        damage, ledger = damage or "it was to be made anew", None
    how = "it was mended from its log"
    finished = meant is not None and ledger == meant
    if ledger is None:
        if not sound:
            _refuse_foreign(folder, stands if meant is None else meant)
        ledger = _rebuilt(folder, keeper, stands if meant is None else meant)
        how, finished = "it was made again from the kept batches", meant is not None
    done = [f"The graph file was damaged ({damage}); {how}: nothing that was saved is lost."] if damage else []
    if anew:
        done = [f"The graph was made again from {len(ledger)} kept batches."]
    if meant is not None:
        done.append(_became(keeper, finished, stands, meant))
    keeper.journal.settle(ledger)
    end(folder)
    return Mended(damage, tuple(done), finished)


def mend_and_tell(folder: Path) -> None:
    """`mend`, with a line to the person for each thing done."""
    for line in mend(folder).done:
        tell(line)


def _clear(folder: Path) -> None:
    """Take away what a cut-off mending or writing left half done, and finish what was only to be put in place."""
    graph_file.take_offered(folder)
    graph_file.discard(folder / COPY)
    shutil.rmtree(folder / REBUILDING, ignore_errors=True)
    left = {path for pattern in HALF for path in folder.glob(pattern)}  # a set: two patterns may name one file
    for path in left:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _sound(folder: Path, stands: Ledger, meant: Ledger | None) -> tuple[str, Ledger | None]:
    """What is wrong with the graph file, and the ledger of it or of the mended one that has taken its place."""
    file = folder / NAME
    if not file.exists():
        return ("it is missing", None) if stands or meant else ("", [])
    found = tried(file)
    if not isinstance(found, str):
        if found in (stands, meant):
            return "", found
        return "it does not hold the batches that were saved", None
    graph_file.copy(file, folder / COPY)
    lenient = tried(folder / COPY, lenient=True)
    if isinstance(lenient, str) or lenient not in (stands, meant):
        graph_file.discard(folder / COPY)
        return found, None
    graph_file.offer(folder, folder / COPY)
    return found, lenient


def _differs(folder: Path, keeper: KeptIn, ledger: Ledger) -> bool:
    """Whether the graph says anything else than the kept batches do."""
    from csgraph.store.difference import difference
    from csgraph.store.embedded import FileReader
    from csgraph.store.replay import replayed

    connection = graph_file.connected(folder / NAME, read_only=True)
    try:
        with replayed(keeper.batches(ledger)) as expected:
            return bool(difference(FileReader(connection, keeper.journal), expected))
    finally:
        graph_file.disconnect(connection)


def _refuse_foreign(folder: Path, ledger: Ledger) -> None:
    """Not to make an empty graph where a file of somebody else stands, or one of which nothing was kept."""
    mark = folder / AT_WORK
    if not ledger and (folder / NAME).exists() and not (mark.exists() and mark.read_text(encoding="utf-8") == NEW):
        raise StoreError(
            f"{folder / NAME} does not open as csgraph's graph file, and no batches are kept to make it again from.",
            "If it is csgraph's, restore a copy of the folder; else name another folder.",
        )


def _rebuilt(folder: Path, keeper: KeptIn, ledger: Ledger) -> Ledger:
    """Make the graph file again from kept batches, and set it in the other's place; returns its ledger."""
    from csgraph.store.embedded import EmbeddedStore, ledger_of
    from csgraph.store.putting import put

    batches = keeper.batches(ledger)
    overall = overall_of(batches)
    with EmbeddedStore(folder / REBUILDING, mends=False) as store:
        store.prepare()
        for batch in batches:
            store.write(lambda tx, batch=batch: put(tx, batch, overall))  # type: ignore[misc]
        made = ledger_of(store)
    if [batch for batch, _ in made] != [batch for batch, _ in ledger]:
        raise StoreError(
            f"The store in {folder} cannot be made again from its kept batches.",
            "Import the extracts into a new store.",
        )
    if made != ledger:  # kept by an earlier csgraph, whose tables had other columns
        _take_over(FolderJournal(folder / REBUILDING / "batches"), keeper.journal, made)
    graph_file.offer(folder, folder / REBUILDING / NAME)
    shutil.rmtree(folder / REBUILDING, ignore_errors=True)
    return made


def _take_over(fresh: FolderJournal, journal: FolderJournal, made: Ledger) -> None:
    """Keep batches as they were kept in the making, before the graph that names them so is set in place."""
    for entry in made:
        if not journal.place(*entry).exists():
            fresh.place(*entry).replace(journal.place(*entry))
    journal.mean(made)


def _became(keeper: KeptIn, finished: bool, stands: Ledger, meant: Ledger) -> str:
    """What became of the write that was under way, in a sentence."""
    concerned = _named(keeper, [entry for entry in (*meant, *stands) if (entry in meant) != (entry in stands)])
    if finished:
        return f"The last run was cut off, and what it did is saved whole: finished ({concerned})."
    return f"The last run was cut off and had not been saved, so nothing of it is in: run it again ({concerned})."


def _named(keeper: KeptIn, entries: Sequence[tuple[str, str]]) -> str:
    """Batches by their source and id, as far as that can be read."""
    named = []
    for batch_id, digest in dict(entries).items():
        try:
            ledger = kept_batch(keeper, batch_id, digest).ledger
            named.append(f"{ledger['source']} of {ledger['extracted_on']}, {batch_id}")
        except StoreError:
            named.append(batch_id)
    return "; ".join(named) or "no batch"
