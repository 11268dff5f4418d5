"""One partition out of many runs of the Louvain method: what most seeds and resolutions agree on.

Lancichinetti and Fortunato (2012), Consensus clustering in complex networks, Scientific Reports 2:336: children whom at
least half of the runs put together stay tied by that share, the rest is cut, and the runs are repeated on what is left
until they all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array

RESOLUTIONS = (0.8, 1.0, 1.2)
"""Resolutions of the Louvain method: 1 is modularity itself; below it groups are larger, above it smaller."""
SEEDS = (2020, 2021, 2022, 2023, 2024)
FIRST = 2
"""Seeds that every set is run with; the others only where those runs differ, for they are what the time goes into."""
RUNS = len(SEEDS) * len(RESOLUTIONS)
AGREED = 0.5
"""Share of the runs that must put two children together for the tie between them to be kept."""
ROUNDS = 10
"""Rounds after which whatever is still tied is one group; one or two do in practice."""
CLEAR_SPLIT = 0.3
"""Modularity from which a connected set is split: Newman and Girvan (2004) call 0.3 and more a clear structure."""


def graph_of(a: np.ndarray, b: np.ndarray, weight: np.ndarray) -> nx.Graph[int]:
    """A weighted graph; sorted nodes and edges make the seeded search independent of the order of the records."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted({*a.tolist(), *b.tolist()}))
    graph.add_weighted_edges_from(sorted(zip(a.tolist(), b.tolist(), weight.tolist(), strict=True)))
    return graph


def one_run(graph: nx.Graph[int], resolution: float = 1.0, seed: int = SEEDS[0]) -> np.ndarray:
    """The community number of each node, in order of the nodes, in one run; all the same where no split is clear."""
    import networkx as nx

    parts = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    return _numbers(graph, parts) if _clear(graph, parts) else np.zeros(len(graph), dtype="int64")


def all_runs(graph: nx.Graph[int]) -> np.ndarray:
    """The numbers of `one_run`, a row for each seed at each resolution: all `RUNS`, or the first where those agree."""
    runs = [one_run(graph, at, seed) for seed in SEEDS[:FIRST] for at in RESOLUTIONS]
    if any((run != runs[0]).any() for run in runs):
        runs += [one_run(graph, at, seed) for seed in SEEDS[FIRST:] for at in RESOLUTIONS]
    return np.array(runs)


def agreed(graph: nx.Graph[int], runs: np.ndarray) -> np.ndarray:
    """The community number of each node that the runs agree on; all the same where no split is clear."""
    numbers = consensus(runs)
    nodes = np.array(sorted(graph))
    clear = _clear(graph, [set(nodes[numbers == number].tolist()) for number in np.unique(numbers)])
    return numbers if clear else np.zeros_like(numbers)


def consensus(runs: np.ndarray) -> np.ndarray:
    """A number for each column of the runs (rows: one run each, a number for each child): the partition they agree on.

    Children whom every run puts together are handled as one, so the work grows with what the runs differ in.
    """
    from scipy.sparse.csgraph import connected_components

    distinct, which, sizes = np.unique(runs, axis=1, return_inverse=True, return_counts=True)
    for _ in range(ROUNDS):
        shares = _shares(distinct)
        number, blocks = connected_components(shares, directed=False)
        inside = np.bincount(blocks, minlength=number)
        # Block-diagonal: every two of one block are together in every run.
        if shares.nnz == int((inside**2).sum()) and shares.data.min() > 1 - 1e-9:
            break
        distinct = _again(shares, sizes)
    return np.asarray(blocks, dtype="int64")[which.ravel()]


def _shares(runs: np.ndarray) -> csr_array:
    """The share of runs in which each two columns have one number, those below `AGREED` left out."""
    from scipy.sparse import csr_array

    count, size = runs.shape
    numbers = runs + np.arange(count)[:, None] * (int(runs.max()) + 1)
    where = np.tile(np.arange(size), count), numbers.ravel()
    within = csr_array((np.ones(runs.size), where), shape=(size, int(numbers.max()) + 1))
    shares = (within @ within.T).tocsr()
    shares.data = np.where(shares.data < AGREED * count, 0.0, shares.data / count)
    shares.eliminate_zeros()
    return shares


def _again(shares: csr_array, sizes: np.ndarray) -> np.ndarray:
    """Runs on the shares themselves, one for each seed; a column stands for `sizes` children, all tied together."""
    import networkx as nx

    ties = shares.tocoo()
    one, other, share = (part[ties.row <= ties.col] for part in (ties.row, ties.col, ties.data))
    pairs = np.where(one == other, sizes[one] * (sizes[one] - 1) / 2, sizes[one] * sizes[other])
    graph = graph_of(one, other, share * pairs)
    return np.array(
        [_numbers(graph, nx.community.louvain_communities(graph, weight="weight", seed=seed)) for seed in SEEDS]
    )


def _clear(graph: nx.Graph[int], parts: list[set[int]]) -> bool:
    """Whether parts are a split at all, and a clear one."""
    import networkx as nx

    return len(parts) > 1 and nx.community.modularity(graph, parts, weight="weight") >= CLEAR_SPLIT


def _numbers(graph: nx.Graph[int], parts: Iterable[Iterable[int]]) -> np.ndarray:
    """The number of the part that each node is in, in order of the nodes; parts in order of their first node."""
    ordered = sorted(sorted(part) for part in parts)
    number = {node: count for count, part in enumerate(ordered) for node in part}
    return np.array([number[node] for node in sorted(graph)], dtype="int64")
