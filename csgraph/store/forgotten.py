"""Tombstones: keyed hashes of the identifiers of whoever was forgotten, so that no import brings them back.

Without the key nobody can tell from a tombstone who it stands for. They are no part of any batch: the embedded store
keeps them in a file beside its batches, Neo4j in nodes `Forgotten`.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from networkx.utils import UnionFind

from csgraph import model
from csgraph.batch import Batch
from csgraph.errors import StoreError
from csgraph.files import write_whole
from csgraph.keys import key
from csgraph.store.erasing import Going, edges_of, erased, going
from csgraph.store.identity import keys_of
from csgraph.store.kept import Reader
from csgraph.store.protocol import Store
from csgraph.store.queries import Query

if TYPE_CHECKING:
    from csgraph.store.neo4j import Neo4jStore

FILE = "forgotten.json"
READ = Query(
    "tombstones",
    "",
    "MATCH (f:Forgotten) RETURN f.id AS mark, f.person AS person",
    {"mark": "text", "person": "text"},
    {},
)
WRITE = "UNWIND $rows AS row MERGE (f:Forgotten {id: row.mark}) SET f.person = row.person"
LIFT = "MATCH (f:Forgotten) WHERE f.id IN $marks DETACH DELETE f"


@dataclass(frozen=True)
class LeftOut:
    """What the tombstones kept out of a batch.

    Attributes:
        batch: the batch without it.
        people: how many people were left out.
        found: identifiers that the batch equates with a forgotten one, and that had no tombstone yet, by person.
    """

    batch: Batch
    people: int
    found: dict[str, str]


def marks_of(identifiers: Iterable[str]) -> dict[str, str]:
    """The tombstone of each identifier: HMAC-SHA-256 under a key of its own."""
    secret = key("tombstone")
    return {one: hmac.new(secret, one.encode(), hashlib.sha256).hexdigest() for one in identifiers}


def tombstones(store: Store) -> dict[str, str]:
    """The person (an arbitrary one of their tombstones) by tombstone."""
    if store.engine == "neo4j":
        rows = store.ask(READ)
        return dict(zip(rows["mark"], rows["person"], strict=True))
    path = _file(store)
    if not path.exists():
        return {}
    try:
        return {str(mark): str(person) for mark, person in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError):
        raise StoreError(f"{path} is damaged: who was forgotten is unknown.", "Restore it from a backup.") from None


def bury(store: Store, found: dict[str, str]) -> None:
    """Add tombstones (person by tombstone)."""
    if not found:
        return
    if store.engine == "neo4j":
        rows = [{"mark": mark, "person": person} for mark, person in found.items()]
        cast("Neo4jStore", store).write_own(WRITE, rows=rows)
    else:
        _write(store, tombstones(store) | found)


def lift(store: Store, identifier: str) -> int:
    """Take away every tombstone of the person whom an identifier names; returns how many there were."""
    held = tombstones(store)
    person = held.get(marks_of([identifier])[identifier])
    gone = [mark for mark, whose in held.items() if whose == person and person is not None]
    if gone and store.engine == "neo4j":
        cast("Neo4jStore", store).write_own(LIFT, marks=gone)
    elif gone:
        _write(store, {mark: whose for mark, whose in held.items() if mark not in gone})
    return len(gone)


def without_forgotten(store: Store, batch: Batch, addresses: Collection[str] = ()) -> LeftOut:
    """A batch without whoever was forgotten, and without what concerns nobody else.

    Where a record gives an identifier of theirs to somebody whom the store knows, only that identifier is left out: one
    wrong cell must neither take a living child out of every later import nor mark them as forgotten.

    Args:
        addresses: kinds of place that are one household's.
    """
    held = tombstones(store)
    people = keys_of(batch, "Child") | keys_of(batch, "Adult") if held else set()
    marks = marks_of(people)
    groups = [group for group in _named_alike(batch, people) if any(marks[one] in held for one in group)]
    there = _there(store, {one for group in groups for one in group if marks[one] not in held})
    gone: set[str] = set()
    found: dict[str, str] = {}
    for group in groups:
        marked = {one for one in group if marks[one] in held}
        gone |= marked if group & there else group
        if not group & there:
            person = held[marks[min(marked)]]
            found |= {marks[one]: person for one in group - marked}
    if not gone:
        return LeftOut(batch, 0, {})
    alone = going(edges_of(batch), gone, _addresses(batch, addresses))
    return LeftOut(erased(batch, _not_in(store, alone)), len(groups), found)


def _named_alike(batch: Batch, people: set[str]) -> list[set[str]]:
    """The people of a batch, each as the identifiers that its records equate."""
    named: UnionFind[str] = UnionFind(people)
    same = batch.same[batch.same["label"].isin(model.PEOPLE)] if people else batch.same.iloc[:0]
    for one, other in zip(same["key"], same["other"], strict=True):
        named.union(one, other)
    return list(named.to_sets()) if people else []


def _there(store: Reader, identifiers: set[str]) -> set[str]:
    """Those of some identifiers by which the store knows somebody."""
    found: set[str] = set()
    for label in model.PEOPLE if identifiers else ():
        for pattern in (f"(n:`{label}`)", f"(:`{label}`)-[:IDENTIFIED_BY]->(n:Identifier)"):
            text = f"MATCH {pattern} WHERE n.id IN $ids RETURN n.id AS id"
            query = Query(f"some {label}", "", text, {"id": "text"}, {"ids": "texts"})
            found |= set(store.ask(query, ids=sorted(identifiers))["id"])
    return found


def _addresses(batch: Batch, kinds: Collection[str]) -> frozenset[str]:
    if "Location" not in batch.nodes:
        return frozenset()
    places = batch.nodes["Location"]
    return frozenset(places.loc[places["kind"].isin(list(kinds)), "key"])


def is_forgotten(cells: Iterable[object], held: dict[str, str]) -> bool:
    """Whether a row as it stood names somebody who was forgotten, by any scheme."""
    stood = {str(cell).strip() for cell in cells if cell is not None}
    texts = stood | {text.upper().replace(" ", "").replace("-", "") for text in stood}
    possible = [f"{scheme}:{text}" for text in texts for scheme in model.NODE["Child"].schemes]
    return any(mark in held for mark in marks_of(possible).values())


def _not_in(store: Reader, alone: Going) -> Going:
    """What goes, without the records that the store has already: they concern others too."""
    kept = {}
    for label, ids in alone.nodes.items():
        if label not in model.PEOPLE and ids:
            text = f"MATCH (n:`{label}`) WHERE n.id IN $ids RETURN n.id AS id"
            there = store.ask(Query(f"some {label}", "", text, {"id": "text"}, {"ids": "texts"}), ids=sorted(ids))
            ids = ids - set(there["id"])
        kept[label] = ids
    return replace(alone, nodes=kept)


def _file(store: Store) -> Path:
    return Path(store.url) / "batches" / FILE


def _write(store: Store, held: dict[str, str]) -> None:
    write_whole(_file(store), json.dumps(dict(sorted(held.items())), indent=1))
