"""Tombstones: keyed hashes of the identifiers of whoever was forgotten, so that no import brings them back.

Without the key nobody can tell from a tombstone who it stands for. They are no part of any batch: the embedded store
keeps them in a file beside its batches, Neo4j in nodes `Forgotten`.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
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


def without_forgotten(store: Store, batch: Batch) -> LeftOut:
    """A batch without whoever was forgotten, and without what concerns nobody else."""
    held = tombstones(store)
    people = keys_of(batch, "Child") | keys_of(batch, "Adult") if held else set()
    marks = marks_of(people)
    named: UnionFind[str] = UnionFind(people)
    for label, one, other in zip(batch.same["label"], batch.same["key"], batch.same["other"], strict=True):
        if held and label in model.PEOPLE:
            named.union(one, other)
    gone: set[str] = set()
    found: dict[str, str] = {}
    count = 0
    for group in named.to_sets() if people else ():
        person = next((held[marks[one]] for one in sorted(group) if marks[one] in held), None)
        if person is not None:
            gone |= group
            count += 1
            found |= {marks[one]: person for one in group if marks[one] not in held}
    if not gone:
        return LeftOut(batch, 0, {})
    alone = going(edges_of(batch), gone)
    return LeftOut(erased(batch, _not_in(store, alone)), count, found)


def is_forgotten(cells: Iterable[object], held: dict[str, str]) -> bool:
    """Whether a row as it stood names somebody who was forgotten, by any scheme."""
    texts = {str(cell).strip() for cell in cells if cell is not None}
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
