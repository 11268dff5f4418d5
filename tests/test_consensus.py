"""Many runs of the Louvain method become one partition."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csgraph.network.consensus import FIRST, RESOLUTIONS, RUNS, agreed, all_runs, consensus


def same(numbers: np.ndarray) -> list[list[bool]]:
    matrix: list[list[bool]] = (numbers[:, None] == numbers[None, :]).tolist()
    return matrix


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([[0, 0, 1, 1]] * 3, [0, 0, 1, 1]),
        ([[0, 0, 1, 1], [5, 5, 2, 2], [1, 1, 0, 0]], [0, 0, 1, 1]),
        ([[0, 0, 0, 1, 1, 1]] * 4 + [[0, 0, 0, 0, 1, 1]], [0, 0, 0, 1, 1, 1]),
        ([[0, 0, 0], [0, 1, 2], [0, 1, 2]], [0, 1, 2]),
    ],
    ids=["all agree", "numbers do not matter", "one run in five differs", "fewer than half"],
)
def test_the_partition_is_what_most_runs_say(runs: list[list[int]], expected: list[int]) -> None:
    assert same(consensus(np.array(runs))) == same(np.array(expected))


@given(st.lists(st.lists(st.integers(0, 3), min_size=7, max_size=7), min_size=1, max_size=9))
@settings(max_examples=150, deadline=None)
def test_those_whom_every_run_puts_together_stay_together_and_chains_of_few_runs_do_not(runs: list[list[int]]) -> None:
    table = np.array(runs)
    numbers = consensus(table)
    share = (table[:, :, None] == table[:, None, :]).mean(axis=0)
    assert (numbers[:, None] == numbers[None, :])[share == 1].all()
    reach = np.linalg.matrix_power((share >= 0.5).astype(int), 7) > 0
    assert not (numbers[:, None] == numbers[None, :])[~reach].any(), "no chain of agreeing runs leads there"
    assert (consensus(table) == numbers).all()


def ring(cliques: int, size: int = 5) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph(nx.ring_of_cliques(cliques, size).edges)
    nx.set_edge_attributes(graph, 1.0, "weight")
    return graph


def test_cliques_of_a_ring_are_found_by_few_runs_where_those_agree() -> None:
    graph = ring(4)
    runs = all_runs(graph)
    assert len(runs) == FIRST * len(RESOLUTIONS)
    assert same(agreed(graph, runs)) == same(np.array([node // 5 for node in sorted(graph)]))


def test_more_seeds_are_asked_where_the_first_disagree() -> None:
    graph: nx.Graph[int] = nx.gnm_random_graph(60, 90, seed=3)
    nx.set_edge_attributes(graph, 1.0, "weight")
    runs = all_runs(graph)
    assert len(runs) == RUNS
    assert (agreed(graph, runs) == agreed(graph, runs)).all()


def test_no_clear_split_is_no_split() -> None:
    graph: nx.Graph[int] = nx.complete_graph(8)
    nx.set_edge_attributes(graph, 1.0, "weight")
    assert set(agreed(graph, all_runs(graph))) == {0}
