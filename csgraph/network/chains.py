"""Shortest chains of recorded steps between a child and a place, a group or a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.steps import EVIDENCE, FAMILY, WORKERS, Steps

if TYPE_CHECKING:
    import networkx as nx

TIERS = (EVIDENCE, FAMILY, WORKERS)
"""What a chain may be made of, tried in this order: a later one only where the ones before connect nothing."""


@dataclass(frozen=True)
class Chain:
    """The chains between a child and an end.

    Attributes:
        child: node id.
        to: node id of the end; empty where nothing was found near the child.
        tier: what the chains are made of: 1 evidence, 2 family too, 3 professionals too; 0 where there is none.
        paths: node ids of each chain, the child first; empty where there is none.
        more: whether there are more chains of this length than are told.
    """

    child: str
    to: str
    tier: int
    paths: tuple[tuple[str, ...], ...]
    more: bool = False


@dataclass(frozen=True)
class Ways:
    """Graphs to look for chains in, one a tier, each with the steps of those before it."""

    graphs: dict[int, nx.DiGraph]
    steps: int
    chains: int


def ways(found: Steps, *, crowded: int, steps: int, chains: int) -> Ways:
    """The graphs of all steps.

    A chain ends at, and never goes through, a peer group that csgraph found (its ties are steps of their own), a safe
    place, or a place that more than `crowded` children share.
    """
    import networkx as nx

    pairs = found.steps[["a", "b", "tier"]].drop_duplicates().sort_values(["tier", "a", "b"])
    ends = _ends_only(found, crowded)
    graphs: dict[int, nx.DiGraph] = {}
    for tier in TIERS:
        both = pairs.loc[pairs["tier"] <= tier, ["a", "b"]]
        graph = nx.DiGraph()
        graph.add_edges_from((a, b) for a, b in _rows(both) if a not in ends)
        graph.add_edges_from((b, a) for a, b in _rows(both) if b not in ends)
        graphs[tier] = graph
    return Ways(graphs, steps, chains)


def _rows(pairs: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return zip(pairs["a"], pairs["b"], strict=True)


def _ends_only(found: Steps, crowded: int) -> frozenset[str]:
    table = found.places.table
    safe = table.loc[table["state"] == "protective", "place"]
    many = table.loc[table["linked"] > crowded, "place"]
    return frozenset(safe) | frozenset(many) | frozenset(found.groups.groups["group"])


def chains_between(known: Ways, child: str, ends: Sequence[str]) -> list[Chain]:
    """The chains from a child to each end, of the first tier that connects the two."""
    left, found = list(dict.fromkeys(ends)), {}
    for tier in TIERS:
        reach = within_reach(known, tier, child)
        for end in [end for end in left if end in reach]:
            found[end] = _paths(known, tier, child, end, reach)
        left = [end for end in left if end not in found]
    return [found.get(end, Chain(child, end, 0, ())) for end in dict.fromkeys(ends)]


def nearest(known: Ways, child: str, kinds: Sequence[Collection[str]], most: int) -> list[str]:
    """Of each kind of end those at the smallest distance from a child by evidence, at most so many of them."""
    reach = within_reach(known, EVIDENCE, child)
    found: list[str] = []
    for ends in kinds:
        here = sorted((reach[end], end) for end in ends if end in reach)
        found += [end for distance, end in here if distance == here[0][0]][:most]
    return found


def within_reach(known: Ways, tier: int, child: str) -> dict[str, int]:
    """How many steps it is from a child to whatever lies within reach, by id; without the child."""
    import networkx as nx

    graph = known.graphs[tier]
    if child not in graph:
        return {}
    lengths: dict[str, int] = dict(nx.single_source_shortest_path_length(graph, child, cutoff=known.steps))
    return {node: length for node, length in lengths.items() if node != child}


def _paths(known: Ways, tier: int, child: str, end: str, reach: dict[str, int]) -> Chain:
    import networkx as nx

    graph = known.graphs[tier]
    far = {child: 0} | {node: length for node, length in reach.items() if length < reach[end] or node == end}
    # Only steps that lead away from the child can be on a shortest chain; in order, so that the same ones are shown.
    away = sorted((a, b) for a in far for b in graph[a] if far.get(b) == far[a] + 1)
    paths = list(islice(nx.all_shortest_paths(nx.DiGraph(away), child, end), known.chains + 1))
    shown = tuple(tuple(path) for path in sorted(paths[: known.chains]))
    return Chain(child, end, tier, shown, more=len(paths) > known.chains)
