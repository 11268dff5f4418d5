"""Moves what hangs on one node to another: two identifiers turned out to name one subject, or a better one came."""

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from csgraph import model
from csgraph.batch import Joint
from csgraph.frames import frame, kinds
from csgraph.store.protocol import End, Transaction


def move(tx: Transaction, label: str, moved: dict[str, str]) -> int:
    """Give each old node's relationships to its new id and remove it; returns how many nodes there were to move."""
    there = sorted(set(tx.nodes(label, sorted(moved))["id"])) if moved else []
    if not there:
        return 0
    targets = {moved[old] for old in there}
    missing = sorted(targets - set(tx.nodes(label, sorted(targets))["id"]))
    if missing:
        tx.add_nodes(label, frame(kinds(model.node_properties(label)), {"id": missing}))
    for joint, end in _joints(label):
        _move_links(tx, joint, end, {old: moved[old] for old in there})
    tx.remove_nodes(label, there)
    return len(there)


def _joints(label: str) -> Iterator[tuple[Joint, End]]:
    ends: tuple[tuple[Literal["from_id"], int], tuple[Literal["to_id"], int]] = (("from_id", 0), ("to_id", 1))
    for link in model.LINKS:
        for pair in link.pairs:
            for end, place in ends:
                if pair[place] == label:
                    yield (link.type, *pair), end


def _move_links(tx: Transaction, joint: Joint, end: End, moved: dict[str, str]) -> None:
    rows = tx.links(joint, end, sorted(moved))
    if not len(rows):
        return
    tx.remove_links(joint, rows)
    ends = rows.assign(**{end: rows[end].map(moved)})
    keys = ["id"] if "id" in rows.columns else ["from_id", "to_id"]
    # A tie between two identifiers of one child is no tie.
    kept = ends[(ends["from_id"] != ends["to_id"]) | pd.Series(joint[1] != joint[2], index=ends.index)].drop_duplicates(
        keys
    )
    tx.add_links(joint, kept)
