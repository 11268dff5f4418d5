"""What goes with a person who is forgotten, and what a batch says without them."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.keys import key
from csgraph.schema import Kind
from csgraph.store.difference import joints
from csgraph.store.kept import Reader
from csgraph.store.queries import Query
from csgraph.store.retention import REVIEWED

Node = tuple[str, str]
"""Label and id."""
Edge = tuple[str, Node, Node]
"""Relationship type, start and end."""

CONCERNED = {
    "INVOLVED_IN": "to",
    "ASSESSED_IN": "to",
    "HAS_PLAN": "to",
    "HAS_ACTION": "to",
    "DISCUSSED_AT": "to",
    "CONCERNS": "from",
    "CHALLENGES": "from",
}
"""Types that say whom or what a record is about, and the end at which the record is."""
BEARERS = {"Child", "Location", "Group", "Plan", "Meeting", "Referral", "Closure"}
"""What keeps a record that is about it too; an adult or a professional alone does not."""
HASHED = "record-"
"""Begins what stands in place of a record's number."""
LEFT_OVER = {"Adult", "Group", "Location"}
"""What goes when nothing else than what is forgotten is tied to it."""
WORKING = {"Professional", "Agency", "School"}
"""Whose ties keep nobody: they work with whom the record is about."""


@dataclass(frozen=True)
class Going:
    """What is forgotten.

    Attributes:
        nodes: by label the keys by which the batches name what goes; the person's are under Child and Adult.
    """

    nodes: dict[str, AbstractSet[str]] = field(default_factory=dict)


def edges_in(store: Reader) -> list[Edge]:
    """Every relationship of the world in a store."""
    columns: dict[str, Kind] = {"from_id": "text", "to_id": "text"}
    found: list[Edge] = []
    for type_, start, end in joints():
        if type_ in REVIEWED:
            text = f"MATCH (a:`{start}`)-[:{type_}]->(b:`{end}`) RETURN DISTINCT a.id AS from_id, b.id AS to_id"
            rows = store.ask(Query(f"ends of {type_}", "", text, columns, {}))
            found += [(type_, (start, a), (end, b)) for a, b in zip(rows["from_id"], rows["to_id"], strict=True)]
    return found


def edges_of(batch: Batch) -> list[Edge]:
    """Every relationship of a batch, by the identifiers that it uses."""
    return [
        (joint[0], (joint[1], a), (joint[2], b))
        for joint, rows in batch.links.items()
        for a, b in zip(rows["from_key"], rows["to_key"], strict=True)
    ]


def going(edges: Iterable[Edge], person: AbstractSet[str], private: AbstractSet[str] = frozenset()) -> Going:
    """What goes with a person: records that are about nobody else, then who and what was tied to those alone.

    A record stays where another child, a place, a group or a record that stays is a subject of it. An adult, a group or
    an address stays where anything that stays is tied to it, other than those who work there.

    Args:
        edges: all relationships.
        person: the ids by which they name the person.
        private: ids of the places that are somebody's address; other places stay.
    """
    every = list(edges)
    gone: set[Node] = {(label, one) for label in model.PEOPLE for one in person}
    about: dict[Node, set[Node]] = {}
    beside: dict[Node, set[Node]] = {}
    for type_, start, end in every:
        if type_ in CONCERNED:
            record, subject = (end, start) if CONCERNED[type_] == "to" else (start, end)
            about.setdefault(record, set()).add(subject)
        beside.setdefault(start, set()).add(end)
        beside.setdefault(end, set()).add(start)
    _take_records(gone, about, beside)
    _take_left_over(gone, beside, private)
    nodes: dict[str, AbstractSet[str]] = {}
    for label, one in gone:
        nodes[label] = nodes.get(label, frozenset()) | {one}
    return Going(nodes)


def _take_records(gone: set[Node], about: Mapping[Node, set[Node]], beside: Mapping[Node, set[Node]]) -> None:
    waiting = [record for node in gone for record in beside.get(node, ()) if record in about]
    while waiting:
        record = waiting.pop()
        bearing = {one for one in about[record] if one[0] in BEARERS}
        if record not in gone and bearing <= gone and about[record] & gone:
            gone.add(record)
            waiting += [one for one in beside.get(record, ()) if one in about]


def _take_left_over(gone: set[Node], beside: Mapping[Node, set[Node]], private: AbstractSet[str]) -> None:
    def may_go(node: Node) -> bool:
        return node not in gone and node[0] in LEFT_OVER and (node[0] != "Location" or node[1] in private)

    candidates: set[Node] = set()
    waiting = [one for node in gone for one in beside.get(node, ()) if may_go(one)]
    while waiting:
        node = waiting.pop()
        if node not in candidates:
            candidates.add(node)
            waiting += [one for one in beside[node] if may_go(one)]
    while kept := {
        node for node in candidates if any(o[0] not in WORKING and o not in gone | candidates for o in beside[node])
    }:
        candidates -= kept
    gone |= candidates


def erased(batch: Batch, forgotten: Going) -> Batch:
    """What a batch says without what is forgotten; the very same batch where it says nothing of that."""
    gone = forgotten.nodes
    nodes = {label: _without(rows, {"key": gone.get(label, frozenset())}) for label, rows in batch.nodes.items()}
    links = {joint: _without(rows, _ends(joint, gone)) for joint, rows in batch.links.items()}
    same, apart = (_without_equations(rows, gone) for rows in (batch.same, batch.apart))
    before = [*batch.nodes.values(), *batch.links.values(), batch.same, batch.apart]
    after = [*nodes.values(), *links.values(), same, apart]
    if all(one is other for one, other in zip(before, after, strict=True)):
        return batch
    rows_gone = _rows_gone(before, after)
    return replace(
        batch,
        nodes={label: _renamed(rows, rows_gone) for label, rows in nodes.items() if len(rows)},
        links={joint: _renamed(rows, rows_gone) for joint, rows in links.items() if len(rows)},
        same=_renamed(same, rows_gone),
        apart=_renamed(apart, rows_gone),
    )


def _rows_gone(before: Iterable[pd.DataFrame], after: Iterable[pd.DataFrame]) -> set[tuple[object, object]]:
    """File and row of all that goes."""
    return {
        place
        for one, other in zip(before, after, strict=True)
        if one is not other
        for place in set(zip(one["file"], one["row"], strict=True)) - _kept_places(one, other)
    }


def _kept_places(one: pd.DataFrame, other: pd.DataFrame) -> set[tuple[object, object]]:
    """Rows of a file of which nothing goes from a frame."""
    count = Counter(zip(one["file"], one["row"], strict=True))
    left = Counter(zip(other["file"], other["row"], strict=True))
    return {place for place, number in count.items() if left[place] == number}


def _renamed(rows: pd.DataFrame, rows_gone: set[tuple[object, object]]) -> pd.DataFrame:
    """What other people's part of such a row says, with the record by a keyed hash: its number may be the person's own.

    The same record has the same hash in every extract, so a later one is known again.
    """
    places = zip(rows["file"], rows["row"], strict=True)
    touched = pd.Series([place in rows_gone for place in places], index=rows.index, dtype=bool)
    touched &= rows["record"].notna() & ~rows["record"].astype(str).str.startswith(("row ", HASHED))
    if not touched.any():
        return rows
    secret = key("record")
    hashes = [hmac.new(secret, one.encode(), hashlib.sha256).hexdigest()[:16] for one in rows.loc[touched, "record"]]
    changed = rows["record"].copy()
    changed[touched] = [f"{HASHED}{one}" for one in hashes]
    return rows.assign(record=changed)


def says_nothing(batch: Batch) -> bool:
    """Whether nothing is left of a batch but its ledger."""
    return not any(map(len, (*batch.nodes.values(), *batch.links.values(), batch.same, batch.apart)))


def _ends(joint: Joint, gone: Mapping[str, AbstractSet[str]]) -> dict[str, AbstractSet[str]]:
    return {"from_key": gone.get(joint[1], frozenset()), "to_key": gone.get(joint[2], frozenset())}


def _without(rows: pd.DataFrame, gone: Mapping[str, AbstractSet[str]]) -> pd.DataFrame:
    out = pd.Series(data=False, index=rows.index)
    for column, ids in gone.items():
        out |= rows[column].isin(ids)
    return rows[~out].reset_index(drop=True) if out.any() else rows


def _without_equations(rows: pd.DataFrame, gone: Mapping[str, AbstractSet[str]]) -> pd.DataFrame:
    kept = [
        one not in gone.get(label, ()) and other not in gone.get(label, ())
        for label, one, other in zip(rows["label"], rows["key"], rows["other"], strict=True)
    ]
    return rows if all(kept) else rows[pd.Series(kept, index=rows.index, dtype=bool)].reset_index(drop=True)
