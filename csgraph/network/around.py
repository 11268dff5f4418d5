"""Nodes and the relationships at them, asked for with queries made from the model."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Literal

import pandas as pd

from csgraph import model
from csgraph.batch import Joint
from csgraph.frames import kinds
from csgraph.schema import Kind
from csgraph.store.queries import Query

if TYPE_CHECKING:
    from csgraph.store import Store

End = Literal["from", "to"]


def joints(type_: str) -> list[Joint]:
    """The relationship type with each pair of labels that it may join."""
    return [(type_, start, end) for start, end in model.LINK[type_].pairs]


def links_at(store: Store, joint: Joint, end: End, ids: Collection[str], as_of: date) -> pd.DataFrame:
    """The relationships of a joint that touch some nodes at one end, known by the day and due for no review.

    Returns:
        type, from_id, from_label, to_id, to_label, then the relationship's properties (`id` first).
    """
    type_, start, finish = joint
    own: dict[str, Kind] = {f"r_{name}": kind for name, kind in kinds(model.link_properties(type_)).items()}
    returned = ", ".join(["a.id AS from_id", "b.id AS to_id", *(f"r.`{name[2:]}` AS {name}" for name in own)])
    text = (
        f"MATCH (a:`{start}`)-[r:{type_}]->(b:`{finish}`) WHERE {'a' if end == 'from' else 'b'}.id IN $ids "
        "AND coalesce(r.start, r.recorded_on, $as_of) <= $as_of AND (r.review_by IS NULL OR r.review_by >= $as_of) "
        f"RETURN {returned} ORDER BY r_id, from_id, to_id"
    )
    columns: dict[str, Kind] = {"from_id": "text", "to_id": "text", **own}
    query = Query(
        f"links_{type_.lower()}", f"{type_} around some nodes.", text, columns, {"ids": "texts", "as_of": "date"}
    )
    found = store.ask(query, ids=sorted(ids), as_of=as_of).rename(columns=lambda name: name.removeprefix("r_"))
    return found.assign(type=type_, from_label=start, to_label=finish)


def nodes_of(store: Store, label: str, ids: Collection[str]) -> pd.DataFrame:
    """Nodes of a label with all their properties but those that are only counted, those of the ids that exist."""
    own = kinds(p for p in model.node_properties(label) if not p.counted_only)
    returned = ", ".join(f"n.`{name}` AS p_{name}" for name in own)
    columns: dict[str, Kind] = {f"p_{name}": kind for name, kind in own.items()}
    text = f"MATCH (n:`{label}`) WHERE n.id IN $ids RETURN {returned} ORDER BY p_id"
    query = Query(f"nodes_{label.lower()}", f"Some nodes of {label}.", text, columns, {"ids": "texts"})
    return store.ask(query, ids=sorted(ids)).rename(columns=lambda name: name.removeprefix("p_"))
