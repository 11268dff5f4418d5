"""Counts what a transaction does to each label and relationship type: new, changed, unchanged, removed.

An import and its rehearsal are counted by the same code, as they are done by the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.store.derive import as_texts
from csgraph.store.kept import Tables
from csgraph.store.protocol import End, Store, Transaction
from csgraph.store.queries import Query

T = TypeVar("T")
COLUMNS = ("what", "name", "new", "changed", "unchanged", "removed")

COUNTED = {link.type for link in model.LINKS if link.provenance and link.pairs[0][0] not in model.INTERNAL}
"""Relationship types of the world, not of the ledger."""

SHOWN = ("start", "end", "review_by", "recorded_by", "reliability")
"""Provenance that tells a relationship that changed from one that was merely said again."""


@dataclass
class Counts:
    """What happened to one label or type, by id."""

    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    removed: dict[str, str] = field(default_factory=dict)

    def row(self, what: str, name: str) -> tuple[str, str, int, int, int, int]:
        """A row of `COLUMNS`. What was removed and written anew, as when it moved, is not removed."""
        gone = set(self.removed) - self.new - self.changed
        unchanged = self.met - self.changed - self.new
        if what == "node label":
            unchanged -= gone
        else:
            gone -= self.met
        return what, name, len(self.new), len(self.changed), len(unchanged), len(gone)


class Watch:
    """A transaction that counts what goes through it: `csgraph.store.protocol.Transaction`."""

    def __init__(self, inner: Transaction) -> None:
        self._inner = inner
        self._written = False
        self._nodes: dict[str, Counts] = {}
        self._links: dict[str, Counts] = {}

    def counted(self) -> pd.DataFrame:
        """A row for each label and type that was touched; columns `COLUMNS`."""
        rows = [counts.row("node label", label) for label, counts in sorted(self._nodes.items())]
        rows += [counts.row("relationship type", type_) for type_, counts in sorted(self._links.items())]
        return pd.DataFrame([row for row in rows if any(row[2:])], columns=list(COLUMNS))

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`."""
        return self._inner.ask(query, **parameters)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._inner.kept_tables(batch_id, digest)

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """See `Transaction.keep`."""
        self._inner.keep(batch_id, digest, tables)

    def let_go(self, batch_id: str, digest: str) -> None:
        """See `Transaction.let_go`."""
        self._inner.let_go(batch_id, digest)

    def nodes(self, label: str, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.nodes`. Those met once writing has begun are those that the batch names."""
        found = self._inner.nodes(label, ids)
        if self._written and label in model.ASSERTED:
            counts = self._nodes.setdefault(label, Counts())
            counts.met.update(set(found["id"]) - counts.new)
        return found

    def links(self, joint: Joint, end: End, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.links`."""
        return self._inner.links(joint, end, ids)

    def add_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.add_nodes`."""
        self._written = True
        if label in model.ASSERTED:
            self._nodes.setdefault(label, Counts()).new.update(rows["id"])
        self._inner.add_nodes(label, rows)

    def set_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.set_nodes`."""
        if label in model.ASSERTED:
            counts = self._nodes.setdefault(label, Counts())
            counts.changed.update(set(rows["id"]) - counts.new)
        self._inner.set_nodes(label, rows)

    def remove_nodes(self, label: str, ids: Sequence[str]) -> None:
        """See `Transaction.remove_nodes`."""
        if label in model.ASSERTED:
            counts = self._nodes.setdefault(label, Counts())
            counts.removed.update(dict.fromkeys(set(ids) - counts.new, ""))
            counts.new -= set(ids)
        self._inner.remove_nodes(label, ids)

    def add_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.add_links`."""
        if joint[0] in COUNTED:
            counts = self._links.setdefault(joint[0], Counts())
            if not counts.removed:
                counts.new.update(rows["id"])
            else:
                self._count_again(counts, joint, rows)
        self._inner.add_links(joint, rows)

    def _count_again(self, counts: Counts, joint: Joint, rows: pd.DataFrame) -> None:
        for id_, shown in zip(rows["id"], _shown(joint, rows), strict=True):
            before = counts.removed.get(id_)
            (counts.new if before is None else counts.met if before == shown else counts.changed).add(id_)

    def remove_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.remove_links`."""
        if joint[0] in COUNTED:
            counts = self._links.setdefault(joint[0], Counts())
            for id_, shown in zip(rows["id"], _shown(joint, rows), strict=True):
                # What stood there first, where a relationship moves and is then said again.
                counts.removed.setdefault(id_, shown)
        self._inner.remove_links(joint, rows)


def _shown(joint: Joint, rows: pd.DataFrame) -> list[str]:
    own = [p.name for p in model.LINK[joint[0]].properties]
    return list(as_texts(rows, [*SHOWN, *own]))


class WatchedStore:
    """A store whose writing is counted: `csgraph.store.protocol.Store`."""

    def __init__(self, inner: Store) -> None:
        self.url = inner.url
        self.engine = inner.engine
        self.inner = inner
        self.counted = pd.DataFrame(columns=list(COLUMNS))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `Store.write`. Work that is begun again is counted from the start."""
        watch: list[Watch] = []

        def watched(tx: Transaction) -> T:
            watch[:] = [Watch(tx)]
            return work(watch[0])

        done = self.inner.write(watched)
        self.counted = watch[0].counted()
        return done

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`."""
        return self.inner.read(name, **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`."""
        return self.inner.ask(query, **parameters)

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return self.inner.kept()

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return self.inner.kept_batch(batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self.inner.kept_tables(batch_id, digest)

    def prepare(self) -> None:
        """See `Store.prepare`."""
        self.inner.prepare()

    def close(self) -> None:
        """See `Store.close`."""
        self.inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
