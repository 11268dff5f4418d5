"""Maps of many records: groups that open, limits that say how to narrow, layouts that stay quick and apart."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

import networkx as nx
import pytest
from group_examples import overview_example
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_sample import loaded_sample
from map_examples import drawing, peer_example, peer_findings, place_example, place_findings
from sizes import size

from benchmarks import pages
from csgraph.errors import CsgraphError
from csgraph.maps import all_maps
from csgraph.maps.group_overview import LINKING
from csgraph.maps.layout import Box, boxes_of, overlap, overlapping, separated
from csgraph.maps.model import MapModel, MapNode
from csgraph.maps.off_lines import FEW, off_lines
from csgraph.maps.packing import LARGE, packed
from csgraph.maps.peer_groups import peer_map
from csgraph.maps.picture import bounds_of, picture_of
from csgraph.maps.places import place_map
from csgraph.network.peer_grouping import PeerGroups, peer_grouping
from csgraph.store import open_store

AS_OF = drawing().as_of


@pytest.fixture(scope="module")
def sample() -> tuple[MapModel, PeerGroups]:
    """The sample's map of all groups, and the groups that it must tell of."""
    with open_store(loaded_sample(), read_only=True) as store:
        model = all_maps()["group-overview"].draw(store, drawing(child=None))
        return model, peer_grouping(store, as_of=AS_OF)


def shown(model: MapModel, opened: Iterable[str]) -> list[MapNode]:
    """What a page shows when these are open, and nothing else."""
    at, open_ = {node.id: node for node in model.nodes}, set(opened)

    def reachable(node: MapNode) -> bool:
        return not node.inside or (node.inside in open_ and reachable(at[node.inside]))

    return [node for node in model.nodes if node.id not in open_ and reachable(node)]


def that_open(model: MapModel) -> list[str]:
    return sorted({node.inside for node in model.nodes if node.inside})


def apart(nodes: list[MapNode]) -> bool:
    return overlapping({node.id: (node.x, node.y) for node in nodes}, boxes_of(nodes)) == []


def test_every_group_and_child_of_the_grouping_is_there_once(sample: tuple[MapModel, PeerGroups]) -> None:
    model, found = sample
    kinds = Counter(node.kind for node in model.nodes if node.id != LINKING and node.inside != LINKING)
    assert kinds == {"peer_group": len(found.groups), "child": len(found.members)}
    inside = {node.id: node.inside for node in model.nodes if node.kind == "child" and node.inside != LINKING}
    assert inside == dict(zip(found.members["child"], found.members["group"], strict=True))
    told = {node.id: dict(node.facts)["Children"] for node in model.nodes if node.kind == "peer_group" if node.facts}
    sizes = zip(found.groups["group"], found.groups["size"], strict=True)
    assert told == {group: f"{count} children" for group, count in sizes}
    assert model.meta.left_out == ""


def test_lines_between_groups_are_the_ties_across(sample: tuple[MapModel, PeerGroups]) -> None:
    model, found = sample
    ties = found.ties[found.ties["state"] == "current"]
    across = ties[(ties["group_a"] != "") & (ties["group_b"] != "") & (ties["group_a"] != ties["group_b"])]
    expected: Counter[tuple[str, ...]] = Counter()
    for one, other in zip(across["group_a"], across["group_b"], strict=True):
        expected[tuple(sorted((one, other)))] += 1
    groups = set(found.groups["group"])
    drawn = {(e.source, e.target): e.count for e in model.edges if groups.issuperset((e.source, e.target))}
    family = sum(drawn.values()) - sum(expected.values())
    assert set(drawn) >= set(expected) != set()
    assert all(drawn[pair] >= count for pair, count in expected.items())  # type: ignore[index]
    assert 0 <= family <= 0.2 * sum(expected.values())


def test_nothing_overlaps_however_it_is_opened(sample: tuple[MapModel, PeerGroups]) -> None:
    for model in (sample[0], overview_example(9, records=60), overview_example(104)):
        opens, dice = that_open(model), random.Random(3)
        assert opens
        for opened in ([], opens, *(dice.sample(opens, len(opens) // 2) for _ in range(6))):
            assert apart(shown(model, opened))


def test_what_is_open_lies_in_its_frame(sample: tuple[MapModel, PeerGroups]) -> None:
    for model in (sample[0], overview_example(104)):
        frames = {region.of: region for region in model.regions}
        for node in (node for node in model.nodes if node.inside):
            frame, box = frames[node.inside], boxes_of([node])[node.id]
            assert frame.x <= node.x - box.half + 0.1
            assert node.x + box.half - 0.1 <= frame.x + frame.width
            assert frame.y <= node.y - box.up + 0.1
            assert node.y + box.down - 0.1 <= frame.y + frame.height


def test_a_tie_across_groups_is_drawn_once_however_they_are_opened() -> None:
    model = overview_example(6)
    whole = {frozenset((edge.source, edge.target)): edge.count for edge in model.edges}
    for opened in ([], ["peers:0"], ["peers:1"], ["peers:0", "peers:1"], that_open(model)):
        ids = {node.id for node in shown(model, opened)}
        between = 0
        for ends, count in whole.items():
            if ends <= ids:
                groups = {next(n.inside or n.id for n in model.nodes if n.id == end) for end in ends}
                between += count if groups == {"peers:0", "peers:1"} else 0
        assert between == 2


def test_many_groups_are_gathered_by_school_and_the_rest_say_how_to_see_them() -> None:
    model = overview_example(130, records=200)
    first = shown(model, [])
    assert {node.kind for node in first} == {"peer_groups", "peer_group"}
    assert [node.id for node in first if node.kind == "peer_group"] == [LINKING]
    assert len(first) <= 62
    assert len(model.nodes) <= 200
    closed = [node for node in model.nodes if node.state == "elsewhere"]
    assert closed
    assert all("csgraph map peer-groups --group " in " ".join(node.reasons) for node in closed)
    table = next(table for table in model.tables if table.title == "Groups")
    assert len(table.rows) == 130
    absent = 130 - sum(node.kind == "peer_group" and node.id != LINKING for node in model.nodes)
    told = [
        int(reason.split()[0]) for node in first for reason in node.reasons if "in the table of groups alone" in reason
    ]
    assert sum(told) == absent > 0
    assert all(row[-1].startswith("csgraph map peer-groups --group ") for row in table.rows)
    assert "csgraph map peer-groups --group" in model.meta.left_out


def test_the_first_view_can_be_read() -> None:
    for model in (overview_example(6), overview_example(60), overview_example(130)):
        left, top, right, bottom = bounds_of(model)
        zoom = min(1050 / (right - left), 690 / (bottom - top), 1.6)
        assert min(15 * node.scale * zoom for node in shown(model, [])) >= 7.5


def test_paper_shows_it_closed() -> None:
    model = overview_example(6)
    assert len(picture_of(model).marks) == len(shown(model, []))


def test_the_same_groups_give_the_same_map() -> None:
    graph = peer_example(8)
    shuffled: nx.MultiGraph[str] = nx.MultiGraph(**graph.graph)
    dice, nodes = random.Random(5), list(graph.nodes(data=True))
    shuffled.add_nodes_from(dice.sample(nodes, len(nodes)))
    shuffled.add_edges_from((b, a, key, data) for a, b, key, data in graph.edges(keys=True, data=True))
    assert overview_example(graph=graph) == overview_example(graph=shuffled)


def test_a_limit_says_what_was_left_out_and_how_to_narrow() -> None:
    graph = peer_example(40)
    model = peer_map(graph, peer_findings(graph), drawing(child=None))
    assert "csgraph map group-overview" in model.meta.left_out
    assert "--group" in model.meta.left_out
    whole = peer_map(graph, peer_findings(graph), drawing(child=None, whole=True))
    assert whole.meta.left_out == ""
    assert len(whole.nodes) > 150 >= len(model.nodes)
    assert apart(list(whole.nodes))
    places = place_example(9)
    cut = place_map(places, place_findings(places), drawing(child=None, records=20))
    assert "--place" in cut.meta.left_out
    assert place_map(places, place_findings(places), drawing(child=None, whole=True)).meta.left_out == ""


def test_more_than_a_browser_bears_is_refused_with_what_to_do() -> None:
    graph = peer_example(300)
    with pytest.raises(CsgraphError, match="a page bears 2,000") as refused:
        peer_map(graph, peer_findings(graph), drawing(child=None, whole=True))
    assert "csgraph map group-overview" in refused.value.advice


BOXES = st.lists(
    st.tuples(st.floats(-400, 400), st.floats(-300, 300), st.floats(5, 90), st.floats(5, 30), st.floats(5, 80)),
    min_size=2,
    max_size=200,
)


def all_pairs(
    places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box], slack: float
) -> list[tuple[str, str]]:
    """Overlapping pairs, each two held against each other."""
    ids = sorted(places)
    return [
        (a, b)
        for index, a in enumerate(ids)
        for b in ids[index + 1 :]
        if min(overlap(places[a], boxes[a], places[b], boxes[b])) > -slack
    ]


@settings(max_examples=size(ci=12, full=300))
@given(BOXES, st.sampled_from([0.0, 0.3, 5.0]))
def test_neighbours_are_found_as_by_looking_at_all(drawn: list[tuple[float, ...]], slack: float) -> None:
    places = {f"n{number:03}": (one[0], one[1]) for number, one in enumerate(drawn)}
    boxes = {f"n{number:03}": Box(*one[2:]) for number, one in enumerate(drawn)}
    assert overlapping(places, boxes, slack) == all_pairs(places, boxes, slack)
    moved = separated(places, boxes)
    assert all_pairs(moved, boxes, 0.0) == []
    assert moved == separated(dict(reversed(places.items())), boxes)


def test_a_frame_of_many_stands_apart_and_off_lines_alike() -> None:
    dice = random.Random(1)
    ids = [f"n{number:04}" for number in range(700)]
    graph: nx.Graph[str] = nx.Graph(pairwise(ids))
    graph.add_edges_from((ids[number], ids[dice.randrange(max(number - 40, 0), number)]) for number in range(1, 700))
    boxes = {id_: Box(dice.uniform(18, 60), 20, 40) for id_ in ids}
    assert len(ids) > LARGE
    places, frames = packed([ids], graph, boxes)
    assert overlapping(places, boxes) == []
    assert len(frames) == 1
    few = {id_: places[id_] for id_ in ids[:FEW]}
    edges = [edge for edge in graph.edges() if few.keys() >= set(edge)]
    far = {f"z{number}": (1e6 + 500 * number, 1e6) for number in range(FEW)}
    at_once = off_lines({**few, **far}, edges)
    one_by_one = off_lines(few, edges)
    assert {id_: at_once[id_] for id_ in few} == pytest.approx(one_by_one)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_both_pages_are_measured_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.main(["--records", "12", "--limit", "60"]) == 0
    told = capsys.readouterr().out
    assert "| 12 | pyvis |" in told
    assert "| 12 | csgraph |" in told
    assert "no picture yet" not in told
