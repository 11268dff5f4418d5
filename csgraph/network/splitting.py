"""Connected sets of children, and their splitting into communities: by one run, or by what most runs agree on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.consensus import RUNS, agreed, all_runs, graph_of, one_run

if TYPE_CHECKING:
    import networkx as nx

SMALLEST = 3
"""Children of a peer group at least; two are a tie."""


def split(weights: pd.DataFrame, children: pd.Index) -> np.ndarray:
    """A community number for each child: connected sets, split by one run where that finds a clear split.

    Args:
        weights: columns child_a, child_b, weight.
        children: all of them, in order.
    """
    labels, sets = _connected(weights, children)
    return _divided(labels, [(nodes, one_run(graph)) for nodes, graph in sets])


def split_by_consensus(weights: pd.DataFrame, children: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """A community number for each child: connected sets, split where most runs agree on a clear split.

    Args:
        weights: columns child_a, child_b, weight.
        children: all of them, in order.

    Returns:
        The numbers; and for each run (rows) the number of each child (columns) within its set, -1 where the run was not
        needed. Whoever is in no set that could be split is with the same children in every run.
    """
    labels, sets = _connected(weights, children)
    runs = np.zeros((RUNS, len(children)), dtype="int64")
    parts = []
    for nodes, graph in sets:
        found = all_runs(graph)
        runs[:, nodes] = -1
        runs[: len(found), nodes] = found
        parts.append((nodes, agreed(graph, found)))
    return _divided(labels, parts), runs


def _divided(labels: np.ndarray, parts: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The numbers of sets with those of their parts in place; the first part keeps the number of its set."""
    following = int(labels.max(initial=-1)) + 1
    for nodes, numbers in parts:
        labels[nodes] = np.where(numbers == numbers[0], labels[nodes], following + numbers)
        following += int(numbers.max()) + 1
    return labels


def _connected(weights: pd.DataFrame, children: pd.Index) -> tuple[np.ndarray, list[tuple[np.ndarray, nx.Graph[int]]]]:
    """The connected set of each child; and those sets that could hold two groups: their children and their graph."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    a, b = children.get_indexer(pd.Index(weights["child_a"])), children.get_indexer(pd.Index(weights["child_b"]))
    weight = weights["weight"].to_numpy()
    ties = coo_array((weight, (a, b)), shape=(len(children), len(children)))
    labels: np.ndarray = np.asarray(connected_components(ties, directed=False)[1], dtype="int64")
    graphs = [graph_of(a[edges], b[edges], weight[edges]) for edges in _splittable(labels, a)]
    return labels, [(np.array(sorted(graph)), graph) for graph in graphs]


def _splittable(labels: np.ndarray, a: np.ndarray) -> Iterator[np.ndarray]:
    """Positions of the edges of each connected set that could hold two groups."""
    size = np.bincount(labels, minlength=1)
    of_edge = labels[a]
    large = np.flatnonzero(size[of_edge] >= 2 * SMALLEST) if len(a) else np.array([], dtype="int64")
    order = large[np.argsort(of_edge[large], kind="stable")]
    bounds = np.flatnonzero(np.diff(of_edge[order])) + 1
    yield from (part for part in np.split(order, bounds) if len(part))
