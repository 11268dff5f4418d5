"""Compares a graph with the kept batches that it must be made of, fact by fact, and all ways to a fact with each other.

What is found by reading everything must be what a look-up by id finds, and each relationship must be found from both of
its ends: an engine can lose an index, or one direction, and answer without an error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.errors import StoreError
from csgraph.schema import Kind
from csgraph.store.difference import Difference, difference, joints
from csgraph.store.kept import Reader, kept_batch, order
from csgraph.store.queries import Query
from csgraph.store.replay import replayed

AT_ONCE = 10_000
"""Ids a look-up."""


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Attributes:
        batches: how many batches the store says it holds.
        wrong: what is wrong, one sentence each, without anything of a record; empty where all is as it was loaded.
        records: which nodes and relationships differ: columns what, name, id, other_end, found.
    """

    batches: int
    wrong: tuple[str, ...]
    records: pd.DataFrame


def verify(store: Reader) -> Verdict:
    """Compare a store with its kept batches; it is only read.

    Raises:
        StoreError: it cannot be read.
    """
    ledger = order(store)
    batches, damaged = _kept(store, ledger)
    found = Difference()
    if not damaged:
        with replayed(batches) as expected:
            found = difference(store, expected)
    wrong = (*damaged, *_in_words(found), *_lost_nodes(store), *_lost_links(store))
    if damaged:
        wrong = (*wrong, "What the graph says could not be compared with what was loaded: not every batch can be read.")
    return Verdict(len(ledger), wrong, _records(found))


def _kept(store: Reader, ledger: pd.DataFrame) -> tuple[list[Batch], list[str]]:
    batches, damaged = [], []
    for batch_id, digest in zip(ledger["id"], ledger["digest"].fillna(""), strict=True):
        try:
            batches.append(kept_batch(store, batch_id, digest))
        except StoreError:
            damaged.append(f"What is kept of {batch_id} is missing or damaged.")
    return batches, damaged


def _in_words(found: Difference) -> Iterator[str]:
    for row in found.counts().to_dict("records"):
        parts = ((row["added"], "missing"), (row["removed"], "too many"), (row["changed"], "not as loaded"))
        said = ", ".join(f"{count} {word}" for count, word in parts if count)
        yield f"{row['name']} ({str(row['what']).split()[0]}s): {said}."


def _records(found: Difference) -> pd.DataFrame:
    rows: list[tuple[str, ...]] = []
    for label, part in found.nodes.items():
        for of, word in ((part.added, "missing"), (part.removed, "too many"), (part.after, "not as loaded")):
            rows += [("node label", label, str(id_), "", word) for id_ in of["id"]]
    for joint, part in found.links.items():
        for of, word in ((part.added, "missing"), (part.removed, "too many"), (part.after, "not as loaded")):
            ends = zip(of["from_id"], of["to_id"], strict=True)
            rows += [("relationship type", joint[0], str(start), str(end), word) for start, end in ends]
    return pd.DataFrame(rows, columns=["what", "name", "id", "other_end", "found"])


def _lost_nodes(store: Reader) -> Iterator[str]:
    for label in model.NODE:
        ids = _column(store, f"MATCH (n:`{label}`) RETURN n.id AS id")
        by_id = _looked_up(store, f"MATCH (n:`{label}` {{id: wanted}}) RETURN n.id AS id", ids)
        if len(set(ids)) != len(ids):
            yield f"{label} (nodes): {len(ids) - len(set(ids))} stand twice under one id."
        lost = len(set(ids) - set(by_id))
        if lost or len(by_id) != len(ids):
            yield f"{label} (nodes): {lost or 'some'} are not found by their ids: the index is lost."


def _lost_links(store: Reader) -> Iterator[str]:
    for joint in joints():
        sides = [sorted(_from_end(store, joint, end)) for end in ("a", "b")]
        every = sorted(_column(store, f"{_pattern(joint)} RETURN {_key(joint)} AS id"))
        if not every == sides[0] == sides[1]:
            yield f"{joint[0]} (relationships): from one end others are found than from the other."


def _from_end(store: Reader, joint: Joint, end: str) -> list[str]:
    """Relationships of a joint as they are found from all nodes at one end."""
    label = joint[1] if end == "a" else joint[2]
    ids = _column(store, f"MATCH (n:`{label}`) RETURN n.id AS id")
    start, stop = (" {id: wanted}", "") if end == "a" else ("", " {id: wanted}")
    return _looked_up(store, f"{_pattern(joint, start, stop)} RETURN {_key(joint)} AS id", sorted(set(ids)))


def _pattern(joint: Joint, start: str = "", stop: str = "") -> str:
    return f"MATCH (a:`{joint[1]}`{start})-[r:{joint[0]}]->(b:`{joint[2]}`{stop})"


def _key(joint: Joint) -> str:
    has_id = any(p.name == "id" for p in model.link_properties(joint[0]))
    return "r.id" if has_id else "a.id + ' ' + b.id"


def _column(store: Reader, text: str, **parameters: object) -> list[str]:
    kinds: dict[str, Kind] = {"id": "text"}
    return [str(one) for one in store.ask(Query("verify", "", text, kinds, {}), **parameters)["id"]]


def _looked_up(store: Reader, text: str, ids: Sequence[str]) -> list[str]:
    found: list[str] = []
    for at in range(0, len(ids), AT_ONCE):
        found += _column(store, f"UNWIND $ids AS wanted {text}", ids=list(ids[at : at + AT_ONCE]))
    return found
