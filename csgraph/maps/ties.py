"""Ties of a network, gathered by the two records that they join: one line each on peer and place maps."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csgraph.maps.model import MapEdge
from csgraph.maps.records import joined, surest
from csgraph.maps.words import Attributes

if TYPE_CHECKING:
    import networkx as nx

Pairs = dict[tuple[str, str], list[Attributes]]
"""Ties by the two ends, in the order of their ids."""

MARKS = {
    "in_conflict_with": "conflict",
    "protective_tie": "protective",
    "feels_safe_at": "protective",
    "harmed_at": "harm",
    "feels_unsafe_at": "harm",
}
"""Mark of a line by the kind of a tie; where a line has several, the first of this list shows."""


def pairs_of(graph: "nx.MultiGraph[str]") -> Pairs:
    """All ties of a network by pair, sorted, so that the same network gives the same file."""
    pairs: Pairs = {}
    for one, other, key, tie in sorted(graph.edges(keys=True, data=True), key=lambda edge: str(edge[2])):
        if one != other:
            pairs.setdefault((min(one, other), max(one, other)), []).append({**tie, "key": key})
    return dict(sorted(pairs.items()))


def current(pairs: Mapping[tuple[str, str], Sequence[Attributes]]) -> Pairs:
    """Only ties that hold, and only pairs that have one."""
    held = {pair: [tie for tie in ties if tie.get("state") != "ended"] for pair, ties in pairs.items()}
    return {pair: ties for pair, ties in held.items() if ties}


def among(pairs: Mapping[tuple[str, str], Sequence[Attributes]], drawn: set[str]) -> Pairs:
    """Only pairs whose both ends are drawn."""
    return {pair: list(ties) for pair, ties in pairs.items() if drawn.issuperset(pair)}


def certain_line(pair: tuple[str, str], ties: Sequence[Attributes]) -> MapEdge:
    """The line of a pair: its pattern tells how surely the best-known tie is known."""
    kinds = {str(tie.get("kind")) for tie in ties}
    only_family = all(tie.get("type") == "FAMILY_OF" for tie in ties)
    mark = "family" if only_family else next((mark for kind, mark in MARKS.items() if kind in kinds), "")
    return joined(*pair, ties, surest(ties), mark)
