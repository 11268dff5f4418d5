"""Maps of one year resemble each other: records stand near where they stood, groups keep their order."""

import math
from datetime import date
from statistics import median

import networkx as nx
import pytest
from loaded_sample import loaded_sample

from csgraph.maps import Drawing, MapModel, all_maps
from csgraph.maps.carried import Earlier, in_earlier_order, start_places, turned_like
from csgraph.maps.packing import earlier_map
from csgraph.store import open_store

SQUARE = {"a": (-1.0, -1.0), "b": (1.0, -1.0), "c": (1.0, 2.0), "d": (-1.0, 1.0)}


def turned(angle: float, mirrored: int = 1) -> dict[str, tuple[float, float]]:
    cos, sin = math.cos(angle), math.sin(angle)
    return {id_: (mirrored * (x * cos - y * sin), x * sin + y * cos) for id_, (x, y) in SQUARE.items()}


@pytest.mark.parametrize(("angle", "mirrored"), [(0.7, 1), (2.9, 1), (1.2, -1)])
def test_a_turned_group_is_turned_back(angle: float, mirrored: int) -> None:
    found = turned_like(turned(angle, mirrored), Earlier(SQUARE))
    assert found is not None
    middle = [sum(place[axis] for place in SQUARE.values()) / 4 for axis in (0, 1)]
    for id_, (x, y) in SQUARE.items():
        assert found[id_] == pytest.approx((x - middle[0], y - middle[1]))


def test_a_group_that_nobody_knew_starts_afresh() -> None:
    part = nx.Graph([("x", "y"), ("y", "z")])
    assert start_places(part, Earlier(SQUARE)) is None
    assert turned_like({"x": (0.0, 0.0), "a": (1.0, 0.0), "b": (0.0, 1.0)}, Earlier(SQUARE)) is None


def test_a_newcomer_starts_beside_its_neighbours() -> None:
    part = nx.Graph([("a", "b"), ("c", "d"), ("e", "c")])
    found = start_places(part, Earlier(SQUARE))
    assert found is not None
    assert min(SQUARE, key=lambda id_: math.dist(found[id_], found["e"])) == "c"
    assert len(set(found.values())) == 5


def test_groups_keep_their_order_where_most_of_their_members_were() -> None:
    before = [["a1", "a2", "a3"], ["b1", "b2", "b3"], ["c1", "c2", "c3"]]
    graph = nx.Graph([pair for group in before for pair in ((group[0], group[1]), (group[1], group[2]))])
    earlier = earlier_map(before, graph)
    assert sorted(set(earlier.order.values())) == [0, 1, 2]
    now = [["n1", "n2", "n3"], ["c1", "c2", "a1"], ["b1", "b2", "b3"], ["a2", "a3", "x1"]]
    first, second, third = (now[number][0] for number in in_earlier_order(now, earlier)[:3])
    assert [earlier.order[one] for one in (first, second, third)] == [0, 1, 2]
    assert in_earlier_order(now, earlier)[3] == 0


def drawn(day: date) -> MapModel:
    with open_store(loaded_sample(), read_only=True) as store:
        return all_maps()["peer-groups"].draw(store, Drawing(day, day, "test"))


def places(model: MapModel) -> dict[str, tuple[float, float]]:
    wide = max(node.x for node in model.nodes) - min(node.x for node in model.nodes)
    return {node.id: (node.x / wide, node.y / wide) for node in model.nodes}


def test_a_panel_recognises_last_months_map() -> None:
    before, now = (places(drawn(day)) for day in (date(2026, 9, 28), date(2026, 10, 28)))
    moved = [math.dist(before[id_], now[id_]) for id_ in set(before) & set(now)]
    assert len(moved) > 40
    assert median(moved) < 0.1  # of the page's width; 0.3 to 0.5 where each month starts afresh
