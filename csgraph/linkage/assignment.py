"""One to one: a record of one source is matched to one record of another at most, by the best total weight."""

from collections.abc import Mapping
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd


def one_to_one(pairs: pd.DataFrame, sources: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The pairs that can hold together.

    For any two sources the pairs kept between them are a one-to-one assignment with the greatest total weight; then,
    from the heaviest pair down, a pair is dropped that would bring two nodes of one source together by way of others.

    Args:
        pairs: columns one, other (nodes) and weight (above 0); at most one row a pair.
        sources: which sources describe each node.
    """
    apart = [not sources[a] & sources[b] for a, b in zip(pairs["one"], pairs["other"], strict=True)]
    possible = pairs[pd.Series(apart, index=pairs.index, dtype=bool)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(possible[["one", "other", "weight"]].itertuples(index=False))
    kept: set[frozenset[str]] = set()
    for component in nx.connected_components(graph):
        kept |= _assigned(graph, sorted(component), sources)
    wins = [frozenset(pair) in kept for pair in zip(possible["one"], possible["other"], strict=True)]
    chosen = possible[pd.Series(wins, index=possible.index, dtype=bool)]
    return _consistent(chosen.sort_values(["weight", "one", "other"], ascending=[False, True, True]), sources)


def _assigned(graph: "nx.Graph[str]", nodes: list[str], sources: Mapping[str, frozenset[str]]) -> set[frozenset[str]]:
    """The pairs of a component that win between each two sources that they join."""
    edges = {frozenset((a, b)) for a, b in graph.subgraph(nodes).edges}
    if len(edges) == 1:
        return edges
    every = sorted(set().union(*(sources[node] for node in nodes)))
    lost: set[frozenset[str]] = set()
    for at, first in enumerate(every):
        for second in every[at + 1 :]:
            here = [n for n in nodes if first in sources[n]]
            there = [n for n in nodes if second in sources[n]]
            lost |= _losers(graph, here, there)
    return edges - lost


def _losers(graph: "nx.Graph[str]", here: list[str], there: list[str]) -> set[frozenset[str]]:
    """Pairs between two sources that the best assignment leaves out."""
    from scipy.optimize import linear_sum_assignment

    between = {(i, j) for (i, a), (j, b) in product(enumerate(here), enumerate(there)) if graph.has_edge(a, b)}
    if len(between) < 2:
        return set()
    weights = np.zeros((len(here), len(there)))
    for i, j in between:
        weights[i, j] = graph.edges[here[i], there[j]]["weight"]
    best = set(zip(*(side.tolist() for side in linear_sum_assignment(weights, maximize=True)), strict=True))
    return {frozenset((here[i], there[j])) for i, j in between - best}


def _consistent(pairs: pd.DataFrame, sources: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The pairs, heaviest first, without those that would give a subject two records of one source."""
    member: dict[str, str] = {}
    groups: dict[str, tuple[set[str], frozenset[str]]] = {}
    keep = []
    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        for node in (one, other):
            if node not in member:
                member[node], groups[node] = node, ({node}, sources[node])
        (nodes, known), (more, also) = groups[member[one]], groups[member[other]]
        fits = member[one] == member[other] or not known & also
        keep.append(fits)
        if fits and member[one] != member[other]:
            groups[member[one]] = (nodes | more, known | also)
            for node in more:
                member[node] = member[one]
    return pairs[pd.Series(keep, index=pairs.index, dtype=bool)].reset_index(drop=True)
