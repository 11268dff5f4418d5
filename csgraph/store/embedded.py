"""The embedded store: a folder with ladybug's graph file, and every batch as it was asserted (parquet)."""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.errors import StoreError
from csgraph.frames import frame, kinds
from csgraph.schema import Property
from csgraph.store import graph_file, holding, mending
from csgraph.store.entering import held, opened
from csgraph.store.graph_file import connected, disconnect, first_line
from csgraph.store.journal import FolderJournal, Journal, Ledger
from csgraph.store.kept import Reader, Tables, find_batch, order
from csgraph.store.protocol import End, Transaction
from csgraph.store.queries import Query, answer, named_query
from csgraph.store.schema_statements import embedded_statements

if TYPE_CHECKING:
    import ladybug
    import pyarrow

T = TypeVar("T")


class EmbeddedStore:
    """See `csgraph.store.protocol.Store`."""

    engine = "embedded"

    def __init__(self, folder: Path, *, read_only: bool = False, mends: bool = True) -> None:
        self.url = str(folder)
        self.folder = folder
        self.read_only = read_only
        self.journal = FolderJournal(folder / "batches")
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder.name} is a file, and a store is a folder.", "Name another folder.")
        if read_only and not self._graph_file.exists():
            raise StoreError(f"There is no store in {folder}.", "Import an extract first, or check --store.")
        if folder.is_dir() and any(folder.iterdir()) and not self._is_ours():
            raise StoreError(f"{folder} holds other files and is not a store.", "Name an empty or a new folder.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._in_order = True
        self._mends = mends  # not one that is itself being made again: that would go on without end
        self._holding = held(folder, read_only)
        try:
            self._connection = opened(folder, read_only)
        except BaseException:
            self._holding.release()
            raise

    @property
    def _graph_file(self) -> Path:
        return self.folder / graph_file.NAME

    def _is_ours(self) -> bool:
        return self._graph_file.exists() or all(
            p.name in (*holding.NAMES, *mending.NAMES, "batches", "audit") for p in self.folder.iterdir()
        )

    def prepare(self) -> None:
        """Create the tables that are missing."""
        for statement in embedded_statements():
            self._connection.execute(statement)

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Store.ask`."""
        return asked(self._connection, query, parameters)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `Store.write`. The checkpoint after it leaves no write-ahead log that a kill could tear."""
        if self.read_only:
            raise StoreError("The store was opened for reading only.")
        self._connection.execute("BEGIN TRANSACTION")
        transaction = EmbeddedTransaction(self._connection, self.journal)
        worked = False
        try:
            done = work(transaction)
            worked = True
            meant = transaction.mean()
        except (RuntimeError, OSError) as fault:
            self._roll_back()
            # What was meant had been noted already where the graph was then made again with it: it is in after all.
            if not (self._recover(fault, thorough=True) and worked):
                raise _failed(fault, "Nothing was written") from None
            return done
        except BaseException:
            self._roll_back()
            raise
        try:
            self._connection.execute("COMMIT")
            self._connection.execute("CHECKPOINT")
            self._reopen()
            self.journal.settle(ledger_of(self))
        except (RuntimeError, OSError) as fault:
            self._ended_badly(fault, meant)
        return done

    def _ended_badly(self, fault: RuntimeError | OSError, meant: Ledger) -> None:
        """After a fault in or after the commit: find out whether it is in, and say so where it is not.

        Where the journal was settled already, and only its folder is not safely on disk, the graph's own ledger tells.
        """
        if not (self._recover(fault) or ledger_of(self) == meant):
            raise _failed(fault, "Nothing was written")

    def _recover(self, fault: RuntimeError | OSError, *, thorough: bool = False) -> bool:
        """Make the store whole after the engine or the disk failed; ladybug may write no more until it is opened anew.

        Returns:
            Whether what was meant to be written is in.

        Raises:
            StoreError: the store cannot be opened again just now; it says what is known of the write.
        """
        self._in_order = False
        with suppress(RuntimeError):
            disconnect(self._connection)
        if not self._mends:
            raise _failed(fault, "The graph file cannot be made again")
        try:
            finished = mending.mend(self.folder, thorough=thorough).finished
            self._connection = opened(self.folder, read_only=False)
        except (RuntimeError, OSError, StoreError) as second:
            raise StoreError(
                f"{_failed(fault, 'The engine failed')} The store does not open again just now.",
                "Whether the last batch is in is not known until it does; then csgraph verify --repair tells.",
            ) from second
        self._in_order = True
        return finished

    def _reopen(self) -> None:
        """Free the buffer pool: ladybug keeps what each COPY brought in it until its database closes.

        Without it the batches of one process fill the pool between them, and the next one is refused.
        """
        disconnect(self._connection)
        self._connection = connected(self._graph_file, self.read_only)

    def remake(self) -> None:
        """Make the graph file again from the kept batches: what was deleted is in the old one still.

        Raises:
            StoreError: it cannot be made; the old file stands.
        """
        if self.read_only:
            raise StoreError("The store was opened for reading only.")
        disconnect(self._connection)
        try:
            mending.mend(self.folder, anew=True)
        finally:
            self._connection = opened(self.folder, read_only=False)

    def _roll_back(self) -> None:
        with suppress(RuntimeError):  # ladybug may have rolled back by itself
            self._connection.execute("ROLLBACK")

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return [batch for batch, _ in ledger_of(self)]

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return find_batch(self, batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self.journal.tables(batch_id, digest)

    def close(self) -> None:
        """Close the graph file and let go of the lock."""
        try:
            disconnect(self._connection)
            if self._in_order and not self.read_only:
                mending.end(self.folder)
        finally:
            self._holding.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def asked(connection: "ladybug.Connection", query: Query, parameters: dict[str, object]) -> pd.DataFrame:
    """The answer of a query.

    Raises:
        StoreError: it cannot be run.
    """
    try:
        result = connection.execute(query.text, {k: _plain(v) for k, v in parameters.items()})
    except RuntimeError as fault:
        raise StoreError(f"{query.name}.cypher cannot be run: {first_line(fault)}") from None
    return answer(query, _pandas(result))


def ledger_of(reader: Reader) -> Ledger:
    """The graph's own ledger."""
    rows = order(reader)
    return list(zip(rows["id"], rows["digest"].fillna(""), strict=True))


OF_THE_DISK = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG))


def _failed(fault: RuntimeError | OSError, so: str) -> StoreError:
    """A fault in words, without what a record may hold and without the engine's own particulars."""
    said = os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else str(fault)
    disk = next((words for words in OF_THE_DISK if words in said), "")
    if disk:
        return StoreError(f"{so}: the disk says “{disk}”.", "Free some room, or have the disk looked at.")
    if "annot write to file" in said:  # ladybug on a full disk, with the reason of another fault behind it
        return StoreError(f"{so}: the disk takes no more.", "Free some room, or have the disk looked at.")
    if "buffer" in said.lower():
        return StoreError(
            f"{so}: the batch needs more memory than this machine has for it.",
            "Import on a machine with more memory, or in smaller extracts.",
        )
    return StoreError(f"{so}: {first_line(fault)}")


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


class FileReader:
    """See `csgraph.store.kept.Reader`: asks an open graph file."""

    def __init__(self, connection: "ladybug.Connection", journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`."""
        return asked(self._connection, query, parameters)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._journal.tables(batch_id, digest)


class EmbeddedTransaction(FileReader):
    """See `csgraph.store.protocol.Transaction`: arrow tables in and out, COPY for what is new."""

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """See `Transaction.keep`. It counts once the graph's own ledger names it."""
        self._journal.keep(batch_id, digest, tables)

    def let_go(self, batch_id: str, digest: str) -> None:
        """Nothing to do: what the graph's ledger no longer names is removed after the commit."""

    def mean(self) -> Ledger:
        """Note what the ledger will be, as the last thing before the commit; returns it."""
        ledger = ledger_of(self)
        self._journal.mean(ledger)
        return ledger

    def _run(self, text: str, table: "pyarrow.Table") -> Any:
        return self._connection.execute(text, {"rows": table})

    def nodes(self, label: str, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.nodes`."""
        columns = kinds(model.node_properties(label))
        returned = ", ".join(f"n.`{name}` AS `{name}`" for name in columns)
        text = f"LOAD FROM $rows MATCH (n:`{label}` {{id: wanted}}) RETURN {returned}"
        return frame(columns, _pandas(self._run(text, _arrow_ids(ids))))

    def links(self, joint: Joint, end: End, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.links`."""
        columns = kinds(model.link_properties(joint[0]))
        start_key, end_key = (" {id: wanted}", "") if end == "from_id" else ("", " {id: wanted}")
        match = f"MATCH (a:`{joint[1]}`{start_key})-[r:{joint[0]}]->(b:`{joint[2]}`{end_key})"
        returned = ", ".join(["a.id AS from_id", "b.id AS to_id", *(f"r.`{name}` AS `{name}`" for name in columns)])
        found = _pandas(self._run(f"LOAD FROM $rows {match} RETURN {returned}", _arrow_ids(ids)))
        return frame(kinds(ENDS) | columns, found)

    def add_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.add_nodes`."""
        self._run(f"COPY `{label}` FROM $rows", _arrow(rows, model.node_properties(label)))

    def set_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.set_nodes`."""
        names = [p.name for p in model.node_properties(label) if p.name != "id"]
        table = _arrow(rows, model.node_properties(label)).rename_columns(["wanted", *(f"new_{n}" for n in names)])
        changes = ", ".join(f"n.`{n}` = new_{n}" for n in names)
        self._run(f"LOAD FROM $rows MATCH (n:`{label}` {{id: wanted}}) SET {changes}", table)

    def remove_nodes(self, label: str, ids: Sequence[str]) -> None:
        """See `Transaction.remove_nodes`."""
        self._run(f"LOAD FROM $rows MATCH (n:`{label}` {{id: wanted}}) DETACH DELETE n", _arrow_ids(ids))

    def add_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.add_links`."""
        table = _arrow(rows, (*ENDS, *model.link_properties(joint[0])))
        self._run(f"COPY {joint[0]} FROM $rows (from='{joint[1]}', to='{joint[2]}')", table)

    def remove_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.remove_links`."""
        by_id = "id" in rows.columns
        table = _arrow(rows, (*ENDS, model.PROVENANCE[0]) if by_id else ENDS).rename_columns(
            ["a_id", "b_id", "r_id"][: 3 if by_id else 2]
        )
        key = " {id: r_id}" if by_id else ""
        text = f"MATCH (a:`{joint[1]}` {{id: a_id}})-[r:{joint[0]}{key}]->(b:`{joint[2]}` {{id: b_id}}) DELETE r"
        self._run(f"LOAD FROM $rows {text}", table)


ENDS = (model.text("from_id", "start"), model.text("to_id", "end"))


def _arrow_ids(ids: Sequence[str]) -> "pyarrow.Table":
    import pyarrow

    return pyarrow.table({"wanted": pyarrow.array(list(ids), pyarrow.string())})


def _arrow(rows: pd.DataFrame, properties: Sequence[Property]) -> "pyarrow.Table":
    """Rows as an arrow table with just these columns, in this order."""
    import pyarrow

    types = {
        "text": pyarrow.string(), "date": pyarrow.date32(), "moment": pyarrow.timestamp("us"), "whole": pyarrow.int64(),
        "number": pyarrow.float64(), "flag": pyarrow.bool_(), "texts": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    columns = {}
    for p in properties:
        data = rows[p.name] if p.name in rows else pd.Series([None] * len(rows), dtype=object)
        if p.kind == "texts":
            data = data.map(lambda v: None if v is None or isinstance(v, float) or not len(v) else list(v)).astype(
                object
            )
        columns[p.name] = pyarrow.array(data, type=types[p.kind], from_pandas=True)
    return pyarrow.table(columns)


def _pandas(result: Any) -> pd.DataFrame:
    """An engine's answer as a frame; dates as timestamps, never as objects."""
    table = result.get_as_arrow()
    return cast(pd.DataFrame, table.to_pandas(date_as_object=False))
