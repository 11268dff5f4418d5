"""Does an import without writing: reads come from a store opened for reading, writes stay in frames laid over it.

So the very code of an import runs, and what it would do is known without a byte of the store changing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.frames import frame, kinds
from csgraph.schema import Kind
from csgraph.store.kept import Reader, Tables
from csgraph.store.memory import MemoryStore
from csgraph.store.opening import open_store, store_place
from csgraph.store.protocol import End, Store, Transaction
from csgraph.store.queries import Query, named_query

T = TypeVar("T")
ENDS: dict[str, Kind] = {"from_id": "text", "to_id": "text"}
AT_ONCE = 5_000
"""Ids a query."""


def open_rehearsal(where: str | Path | None = None) -> "RehearsalStore":
    """Open a store for rehearsing; one that does not exist yet is not made, and counts as empty.

    Raises:
        StoreError: it cannot be opened, and why.
    """
    chosen = store_place(where)
    folder = Path(chosen)
    if "://" in chosen or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        return RehearsalStore(open_store(chosen, read_only=True))
    base = MemoryStore()
    base.prepare()
    return RehearsalStore(base)


class RehearsalStore:
    """A store that may be written to like any other and forgets it: `csgraph.store.protocol.Store`."""

    def __init__(self, base: Store) -> None:
        """Lays an overlay over a store; closing it closes that store."""
        self.url = base.url
        self.engine = base.engine
        self._base = base
        self._transaction = Rehearsal(base)

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`; as it is without what was rehearsed."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`; as it is without what was rehearsed."""
        return self._base.ask(query, **parameters)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do some work on the overlay."""
        return work(self._transaction)

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return self._base.kept()

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return self._base.kept_batch(batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._base.kept_tables(batch_id, digest)

    def prepare(self) -> None:
        """Nothing is made."""

    def close(self) -> None:
        """Close the store beneath."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Rehearsal:
    """See `csgraph.store.protocol.Transaction`.

    Of each label and joint it holds the rows written, and the keys of those of the store that they hide.
    """

    def __init__(self, base: Reader) -> None:
        self._base = base
        self._nodes: dict[str, pd.DataFrame] = {}
        self._hidden_nodes: dict[str, set[str]] = {}
        self._dead: dict[str, set[str]] = {}
        self._links: dict[Joint, pd.DataFrame] = {}
        self._hidden_links: dict[Joint, set[str]] = {}

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`.

        Raises:
            RuntimeError: something was written already, which no query over the store can see.
        """
        if self._nodes or self._links or self._hidden_links:
            raise RuntimeError("a rehearsal cannot answer a query once it has written")
        return self._base.ask(query, **parameters)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._base.kept_tables(batch_id, digest)

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """Nothing is kept."""

    def let_go(self, batch_id: str, digest: str) -> None:
        """Nothing is let go of."""

    def nodes(self, label: str, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.nodes`."""
        columns = kinds(model.node_properties(label))
        hidden = self._hidden_nodes.get(label, set())
        returned = ", ".join(f"n.`{name}` AS `{name}`" for name in columns)
        text = f"UNWIND $ids AS wanted MATCH (n:`{label}` {{id: wanted}}) RETURN {returned}"
        found = [self._asked(f"some {label}", text, columns, [one for one in dict.fromkeys(ids) if one not in hidden])]
        if label in self._nodes:
            written = self._nodes[label]
            found.append(written[written["id"].isin(set(ids))])
        return _together(columns, found)

    def links(self, joint: Joint, end: End, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.links`."""
        own = kinds(model.link_properties(joint[0]))
        columns = ENDS | own
        start, last = (" {id: wanted}", "") if end == "from_id" else ("", " {id: wanted}")
        returned = ", ".join(["a.id AS from_id", "b.id AS to_id", *(f"r.`{name}` AS `{name}`" for name in own)])
        match = f"MATCH (a:`{joint[1]}`{start})-[r:{joint[0]}]->(b:`{joint[2]}`{last})"
        text = f"UNWIND $ids AS wanted {match} RETURN {returned}"
        base = self._asked(f"some {joint[0]}", text, columns, list(dict.fromkeys(ids)))
        alive = ~base["from_id"].isin(self._dead.get(joint[1], set()))
        alive &= ~base["to_id"].isin(self._dead.get(joint[2], set()))
        alive &= ~_keys(base).isin(self._hidden_links.get(joint, set()))
        found = [base[alive]]
        if joint in self._links:
            written = self._links[joint]
            found.append(written[written[end].isin(set(ids))])
        return _together(columns, found)

    def _asked(self, name: str, text: str, columns: dict[str, Kind], ids: list[str]) -> pd.DataFrame:
        query = Query(name, "", text, columns, {"ids": "texts"})
        parts = [self._base.ask(query, ids=ids[at : at + AT_ONCE]) for at in range(0, len(ids), AT_ONCE)]
        return _together(columns, parts)

    def add_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.add_nodes`."""
        columns = kinds(model.node_properties(label))
        there = [self._nodes[label]] if label in self._nodes else []
        self._nodes[label] = _together(columns, [*there, frame(columns, rows)])

    def set_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.set_nodes`."""
        self._take_out(label, set(rows["id"]))
        self.add_nodes(label, rows)

    def remove_nodes(self, label: str, ids: Sequence[str]) -> None:
        """See `Transaction.remove_nodes`."""
        gone = set(ids)
        self._take_out(label, gone)
        self._dead.setdefault(label, set()).update(gone)
        for joint, rows in self._links.items():
            loose = pd.Series(False, index=rows.index)
            for end, place in (("from_id", 1), ("to_id", 2)):
                if joint[place] == label:
                    loose |= rows[end].isin(gone)
            self._links[joint] = rows[~loose]

    def _take_out(self, label: str, ids: set[str]) -> None:
        self._hidden_nodes.setdefault(label, set()).update(ids)
        if label in self._nodes:
            written = self._nodes[label]
            self._nodes[label] = written[~written["id"].isin(ids)]

    def add_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.add_links`."""
        columns = ENDS | kinds(model.link_properties(joint[0]))
        there = [self._links[joint]] if joint in self._links else []
        self._links[joint] = _together(columns, [*there, frame(columns, rows)])

    def remove_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.remove_links`."""
        gone = set(_keys(rows))
        self._hidden_links.setdefault(joint, set()).update(gone)
        if joint in self._links:
            written = self._links[joint]
            self._links[joint] = written[~_keys(written).isin(gone)]


def _keys(rows: pd.DataFrame) -> pd.Series:
    """What tells relationships apart: both ends, and the id where the type has one."""
    key = rows["from_id"].astype(object) + "\x1f" + rows["to_id"].astype(object)
    return key + "\x1f" + rows["id"].astype(object) if "id" in rows.columns else key


def _together(columns: dict[str, Kind], parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return frame(columns, pd.concat(filled, ignore_index=True) if filled else {})
