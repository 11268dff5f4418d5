"""ladybug's graph file: opening it, what state it is in, and setting another in its place."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csgraph import model

if TYPE_CHECKING:
    import ladybug

NAME = "graph.lbug"
READY = "ready.lbug"
"""A whole graph file that is to take the other's place; its name is the sign that it is whole."""
LEAST_BUFFER = 2 << 30

Ledger = list[tuple[str, str]]
"""Id and digest of each batch, in the order of loading."""


def connected(file: Path, read_only: bool, *, lenient: bool = False) -> "ladybug.Connection":
    """Open a graph file; make it where it is missing.

    Args:
        lenient: take what its log holds up to the first damage, instead of refusing a damaged log.

    Raises:
        RuntimeError: ladybug does not open it.
    """
    import ladybug

    return ladybug.Connection(
        ladybug.Database(file, buffer_pool_size=_buffer(), read_only=read_only, throw_on_wal_replay_failure=not lenient)
    )


def disconnect(connection: "ladybug.Connection") -> None:
    """Close a connection and its graph file."""
    database = connection.database
    connection.close()
    database.close()


def first_line(fault: BaseException) -> str:
    """What the engine says, without the value that it may name: it can be a child's identifier."""
    said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    return re.sub(r"(value|key)\b[ :].*", r"\1 (not shown)", said)


def rows(connection: "ladybug.Connection", text: str, **parameters: object) -> list[list[Any]]:
    """All rows of a statement's answer."""
    result: Any = connection.execute(text, parameters)
    return [list(row) for row in result.get_all()]


def ledger(connection: "ladybug.Connection") -> Ledger:
    """The batches that an open graph file says it holds."""
    if "Batch" not in _tables(connection):
        return []
    text = "MATCH (b:Batch) RETURN b.id, b.digest, b.sequence ORDER BY b.sequence, b.id"
    return [(str(row[0]), str(row[1] or "")) for row in rows(connection, text)]


def lost_keys(connection: "ladybug.Connection", at_most: int | None = None) -> list[str]:
    """Labels of which some node is found when all are read, and not by its id, or twice.

    Args:
        at_most: how many of each label to look up; default all.
    """
    limit = "" if at_most is None else f" LIMIT {at_most}"
    lost = []
    for label in sorted(_tables(connection).intersection(model.NODE)):
        found = [row[0] for row in rows(connection, f"MATCH (n:`{label}`) RETURN n.id{limit}")]
        text = f"UNWIND $ids AS wanted MATCH (n:`{label}` {{id: wanted}}) RETURN n.id"
        by_key = [row[0] for row in rows(connection, text, ids=found)] if found else []
        if sorted(map(str, found)) != sorted(map(str, by_key)) or len(set(found)) != len(found):
            lost.append(label)
    return lost


def newer_columns(connection: "ladybug.Connection") -> list[str]:
    """Columns, as Table.column, that this csgraph does not know: a newer one made them."""
    return [f"{table}.{name}" for table, there, known in _columns(connection) for name in sorted(there - known)]


def older_columns(connection: "ladybug.Connection") -> list[str]:
    """Columns, as Table.column, that this csgraph needs and an earlier one did not make."""
    return [f"{table}.{name}" for table, there, known in _columns(connection) for name in sorted(known - there)]


def _columns(connection: "ladybug.Connection") -> Iterator[tuple[str, set[str], set[str]]]:
    """Each table of the model that is there, with the columns that it has and that it should have."""
    known = {label: {p.name for p in model.node_properties(label)} for label in model.NODE}
    known |= {link.type: {p.name for p in model.link_properties(link.type)} for link in model.LINKS}
    for name in sorted(_tables(connection).intersection(known)):
        yield name, {str(row[1]) for row in rows(connection, f"CALL table_info('{name}') RETURN *")}, known[name]


def _tables(connection: "ladybug.Connection") -> set[str]:
    return {str(row[1]) for row in rows(connection, "CALL show_tables() RETURN *")}


def beside(file: Path) -> list[Path]:
    """The files that ladybug keeps beside a graph file: its log, and what a checkpoint is made by."""
    return sorted(path for path in file.parent.glob(f"{file.name}.*") if path.is_file())


def copy(file: Path, to: Path) -> None:
    """Copy a graph file with what stands beside it; nobody has it open."""
    discard(to)
    for path in (file, *beside(file)):
        if path.exists():
            shutil.copyfile(path, to.with_name(to.name + path.name.removeprefix(file.name)))


def discard(file: Path) -> None:
    """Delete a graph file and what stands beside it."""
    for path in (*beside(file), file):
        path.unlink(missing_ok=True)


def offer(folder: Path, file: Path) -> None:
    """Have a whole, closed graph file take the place of the store's; a kill at any moment loses neither."""
    settle_on_disk(file)
    file.replace(folder / READY)
    settle_on_disk(folder)
    take_offered(folder)


def take_offered(folder: Path) -> None:
    """Set the file that is ready, if there is one, in the other's place, whose log must not be applied to it."""
    if (folder / READY).exists():
        for path in beside(folder / NAME):
            path.unlink()
        settle_on_disk(folder)
        (folder / READY).replace(folder / NAME)
        settle_on_disk(folder)


def settle_on_disk(path: Path) -> None:
    """Have the operating system write a file, or a folder's names, to the disk; Windows does it for folders itself."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _buffer() -> int:
    """Bytes that ladybug's buffer pool may take: half the machine's memory; left to itself it takes most of it.

    A council's case management for 100,000 children, in one transaction, needs more than 2 GB.
    """
    if not hasattr(os, "sysconf"):  # Windows
        return LEAST_BUFFER
    return max(LEAST_BUFFER, int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")) // 2)
