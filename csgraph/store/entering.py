"""Coming into an embedded store: the lock first, then whatever a cut-off writer left, then a graph that is whole."""

from pathlib import Path
from typing import TYPE_CHECKING

from csgraph.errors import StoreError
from csgraph.store import graph_file, mending
from csgraph.store.graph_file import NAME, connected, disconnect, first_line
from csgraph.store.holding import Holding
from csgraph.store.journal import FolderJournal
from csgraph.store.room import check_room
from csgraph.store.trial import EARLIER

if TYPE_CHECKING:
    import ladybug

SOME = 3
"""Nodes of each label that every opening looks up by their ids: a lost index is empty, so a few show it."""
REPAIR = "Run csgraph verify --repair."


def held(folder: Path, read_only: bool) -> Holding:
    """The lock on a store. Who finds that the last writer was cut off mends the store first, a reader too.

    Raises:
        StoreError: another process has the store, or it cannot be mended.
    """
    if read_only and not mending.was_cut_off(folder):
        return Holding(folder, shared=True)
    alone = Holding(folder, shared=False)
    try:
        check_room(folder, 0)
        if mending.was_cut_off(folder):
            mending.mend_and_tell(folder)
    except BaseException:
        alone.release()
        raise
    if not read_only:
        return alone
    alone.release()
    return Holding(folder, shared=True)


def opened(folder: Path, read_only: bool) -> "ladybug.Connection":
    """The graph of a store that is held, whole as far as can be told at once; a writer mends it where it is not.

    Raises:
        StoreError: it is damaged and may only be read, or cannot be mended, or is of another version of csgraph.
    """
    if read_only:
        damage = _damage(folder)
        if damage:
            raise StoreError(f"The store in {folder} is damaged: {damage}.", REPAIR)
        return _connected(folder, read_only)
    mending.begin(folder)  # first of all: a file that breaks ladybug down is mended by whoever comes next
    try:
        if _damage(folder):
            mending.mend_and_tell(folder)
            mending.begin(folder)
        return _connected(folder, read_only)
    except StoreError:
        mending.end(folder)
        raise


def _connected(folder: Path, read_only: bool) -> "ladybug.Connection":
    try:
        return connected(folder / NAME, read_only)
    except RuntimeError as fault:
        raise StoreError(f"The store in {folder} does not open: {first_line(fault)}", REPAIR) from None


def _damage(folder: Path) -> str:
    """What can be seen at once to be wrong with a store; nothing where it is whole or new."""
    journal = FolderJournal(folder / "batches")
    stands, meant = journal.stands(), journal.meant()
    if not (folder / NAME).exists():
        return "its graph file is missing" if stands or meant else ""
    try:
        connection = connected(folder / NAME, read_only=True)
    except RuntimeError as fault:
        return first_line(fault)
    try:
        newer = graph_file.newer_columns(connection)
        if newer:
            raise StoreError(
                f"The store in {folder} was written by a newer csgraph (it has {', '.join(newer)}).", "Upgrade csgraph."
            )
        older = graph_file.older_columns(connection)
        if older and not stands:
            raise StoreError(
                f"The store in {folder} was written by an earlier csgraph, which kept its batches in another way.",
                "Import the extracts into a new store.",
            )
        if older:
            return EARLIER
        if meant is not None or graph_file.ledger(connection) != stands:
            return "it does not hold the batches that were saved"
        lost = graph_file.lost_keys(connection, at_most=SOME)
        return f"the index of {', '.join(lost)} is lost" if lost else ""
    except RuntimeError as fault:
        return first_line(fault)
    finally:
        disconnect(connection)
