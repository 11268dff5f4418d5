"""Layouts: no two records' words overlap, names can be read, and the same records always stand in the same places."""

import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from map_examples import drawing, peer_example, peer_findings

from csgraph.maps.layout import Box, box_of, overlapping, separated, wrapped
from csgraph.maps.model import MapNode
from csgraph.maps.off_lines import CLEAR, off_lines
from csgraph.maps.packing import packed
from csgraph.maps.peer_groups import peer_map
from csgraph.maps.picture import bounds_of
from csgraph.maps.rings import on_rings
from csgraph.maps.shelves import arranged

SMALL, WIDE = Box(20, 18, 40), Box(80, 20, 70)
SCREEN = (1050, 690)
"""Room of a map on a screen of 1440 by 900."""


def boxes(ids: list[str]) -> dict[str, Box]:
    return {id_: WIDE if index % 3 == 0 else SMALL for index, id_ in enumerate(ids)}


def frames_of(frames: list[tuple[float, float, float, float]]) -> dict[str, tuple[float, float]]:
    return {str(index): frame[:2] for index, frame in enumerate(frames)}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=25))
def test_pushes_every_two_boxes_apart(spots: list[tuple[float, float]]) -> None:
    places = {f"n{index}": spot for index, spot in enumerate(spots)}
    assert overlapping(separated(places, boxes(list(places))), boxes(list(places))) == []


@pytest.mark.parametrize("sizes", [(0, 0, 1), (1, 0, 0), (4, 8, 13), (0, 0, 44), (14, 18, 44)])
def test_rings_hold_everybody_without_overlap(sizes: tuple[int, ...]) -> None:
    rings = [[f"r{level}n{index:02}" for index in range(size)] for level, size in enumerate(sizes)]
    ids = ["child", *(id_ for ring in rings for id_ in ring)]
    found = on_rings("child", rings, boxes(ids))
    assert set(found.places) == set(ids)
    assert overlapping(found.places, found.boxes) == []
    assert found.places["child"] == (0.0, 0.0)
    assert all(found.boxes[id_].up > found.boxes[id_].down for id_ in found.above)


def test_groups_lie_in_frames_that_do_not_overlap() -> None:
    graph = nx.gnp_random_graph(60, 0.06, seed=4)
    named = nx.relabel_nodes(graph, {number: f"n{number:02}" for number in graph})
    ids = sorted(named)
    groups = [ids[:20], ids[20:29], ids[29:30], ids[30:33], ids[33:]]
    places, frames = packed(groups, named, boxes(ids))
    assert overlapping(places, boxes(ids)) == []
    for group, (left, top, width, height) in zip(groups, frames, strict=True):
        for id_ in group:
            box, (x, y) = boxes(ids)[id_], places[id_]
            assert left <= x - box.half
            assert x + box.half <= left + width
            assert top <= y - box.up
            assert y + box.down <= top + height
    for index, (left, top, width, height) in enumerate(frames):
        for x, y, w, h in frames[index + 1 :]:
            assert x >= left + width or left >= x + w or y >= top + height or top >= y + h


def test_a_record_on_a_line_of_others_is_moved_aside() -> None:
    places = {"a": (0.0, 0.0), "b": (200.0, 0.0), "c": (100.0, 2.0), "d": (50.0, 90.0)}
    moved = off_lines(places, [("a", "b")])
    assert moved["c"][1] >= CLEAR
    assert {id_: moved[id_] for id_ in "abd"} == {id_: places[id_] for id_ in "abd"}


def test_linked_groups_stand_next_to_each_other() -> None:
    sizes = [(100.0, 60.0)] * 9
    corners = arranged(sizes, [(0, 8), (8, 4)])
    apart = abs(corners[0][0] - corners[8][0]) + abs(corners[0][1] - corners[8][1])
    assert apart <= 118 + 78
    assert sorted(corners) == sorted(arranged(sizes, []))


def test_the_same_records_in_another_order_stand_in_the_same_places() -> None:
    graph = peer_example()
    shuffled: nx.MultiGraph[str] = nx.MultiGraph(**graph.graph)
    dice = random.Random(5)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    shuffled.add_nodes_from(dice.sample(nodes, len(nodes)))
    shuffled.add_edges_from((b, a, key, data) for a, b, key, data in dice.sample(edges, len(edges)))
    one = peer_map(graph, peer_findings(graph), drawing(child=None))
    other = peer_map(shuffled, peer_findings(shuffled), drawing(child=None))
    assert one == other


@pytest.mark.parametrize("groups", [6, 12, 22])
def test_names_can_be_read_at_first_sight(groups: int) -> None:
    graph = peer_example(groups)
    model = peer_map(graph, peer_findings(graph), drawing(child=None))
    assert len(model.nodes) <= 150
    left, top, right, bottom = bounds_of(model)
    scale = min(SCREEN[0] / (right - left), SCREEN[1] / (bottom - top), 1.6)
    assert 15 * scale >= 7.5


def test_long_words_are_wrapped_and_take_room() -> None:
    assert wrapped("Exploitation or contextual safeguarding worker") == [
        "Exploitation or",
        "contextual",
        "safeguarding worker",
    ]
    assert wrapped("") == [""]
    assert len(wrapped("x" * 500)[0]) == 44
    short, long = (box_of(MapNode("a", label, "child")) for label in ("AB", "Exploitation or contextual worker"))
    assert long.half > short.half
    assert long.down > short.down
