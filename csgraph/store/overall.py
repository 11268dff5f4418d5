"""What all batches of a store say together that bears on each of them, whichever came first.

Two things do: which equations of identifiers a person has declared wrong, and who is known as a child. Both are
gathered before any batch is put in, so that a graph does not depend on the order of its batches.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd
from networkx.utils import UnionFind

from csgraph import model
from csgraph.batch import Batch
from csgraph.store.identity import keys_of
from csgraph.store.protocol import End, Transaction

Pair = frozenset[str]
ENDS: tuple[End, End] = ("from_id", "to_id")
DIFFERENT = ("DIFFERENT_FROM", "Identifier", "Identifier")
SAME = ("SAME_AS", "Identifier", "Identifier")


@dataclass(frozen=True)
class Overall:
    """What bears on every batch.

    Attributes:
        apart: pairs of identifiers that are declared not to be of one subject.
        children: identifiers of those who are known as children.
    """

    apart: frozenset[Pair] = frozenset()
    children: frozenset[str] = frozenset()


def overall_of(batches: Iterable[Batch]) -> Overall:
    """What some batches say together."""
    every = list(batches)
    apart = frozenset(pair for batch in every for pair in pairs(batch.apart))
    named: UnionFind[str] = UnionFind()
    children: set[str] = set()
    for batch in every:
        valid = in_force(batch, apart)
        children |= keys_of(valid, "Child")
        _unite(named, valid)
    return Overall(apart, frozenset(_grown(named, children)))


def overall_in(tx: Transaction, batch: Batch) -> Overall:
    """What a store and a batch say together that bears on the batch."""
    equated = sorted(set(batch.same["key"]) | set(batch.same["other"]))
    apart = frozenset({*pairs(batch.apart), *_both_ways(tx, equated)})
    valid = in_force(batch, apart)
    named: UnionFind[str] = UnionFind()
    _unite(named, valid)
    children = keys_of(valid, "Child")
    people = sorted(children | keys_of(valid, "Adult"))
    for label in model.PEOPLE:
        for identifier, node in _nodes(tx, label, people):
            named.union(identifier, f"{label} {node}")  # a space: no identifier has one before its first colon
            if label == "Child":
                children.add(identifier)
    grown = _grown(named, children)
    return Overall(apart, frozenset(grown & set(people)))


def in_force(batch: Batch, apart: frozenset[Pair]) -> Batch:
    """The batch without the equations that are declared wrong."""
    if not len(batch.same) or not apart:
        return batch
    wrong = [pair in apart for pair in map(frozenset, zip(batch.same["key"], batch.same["other"], strict=True))]
    return replace(batch, same=batch.same[[not one for one in wrong]].reset_index(drop=True))


def reaches_back(tx: Transaction, batch: Batch, overall: Overall) -> bool:
    """Whether a batch changes what earlier ones meant, so that they must be put in again with it.

    It does where it takes back an equation that is in force, and where it shows that an adult of the store is a child.
    """
    if len(batch.apart):
        keys = sorted(set(batch.apart["key"]) | set(batch.apart["other"]))
        held = {pair for end in ENDS for pair in _linked(tx.links(SAME, end, keys))}
        known = set(_both_ways(tx, keys))
        if held & (set(pairs(batch.apart)) - known):
            return True
    asked = sorted(overall.children)
    known_children = {identifier for identifier, _ in _nodes(tx, "Child", asked)}
    adults = {identifier for identifier, _ in _nodes(tx, "Adult", asked)}
    return bool(adults - known_children)


def pairs(rows: pd.DataFrame) -> Iterable[Pair]:
    """The pairs of a frame with the columns of `csgraph.batch.JOINED`."""
    return map(frozenset, zip(rows["key"], rows["other"], strict=True))


def _linked(rows: pd.DataFrame) -> Iterable[Pair]:
    return map(frozenset, zip(rows["from_id"], rows["to_id"], strict=True))


def _both_ways(tx: Transaction, keys: list[str]) -> Iterable[Pair]:
    """Pairs that the store holds apart and that some identifiers belong to."""
    for end in ENDS:
        yield from _linked(tx.links(DIFFERENT, end, keys)) if keys else ()


def _nodes(tx: Transaction, label: str, keys: list[str]) -> Iterable[tuple[str, str]]:
    """Identifier and node, of those identifiers by which the store knows somebody under a label."""
    if not keys:
        return
    yield from ((node, node) for node in tx.nodes(label, keys)["id"])
    joined = tx.links(("IDENTIFIED_BY", label, "Identifier"), "to_id", keys)
    yield from zip(joined["to_id"], joined["from_id"], strict=True)


def _unite(named: "UnionFind[str]", batch: Batch) -> None:
    people = batch.same[batch.same["label"].isin(model.PEOPLE)]
    for key, other in zip(people["key"], people["other"], strict=True):
        named.union(key, other)


def _grown(named: "UnionFind[str]", children: set[str]) -> set[str]:
    """The children's identifiers, and every identifier that is equated with one of them."""
    linked = {key for group in named.to_sets() if group & children for key in group}
    return children | linked
