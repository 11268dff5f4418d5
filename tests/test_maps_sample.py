"""The maps of the synthetic borough, from store to page, against what was planted in it."""

from pathlib import Path

import pytest
from loaded_sample import loaded_sample, truth
from map_examples import drawing

from csgraph.maps import all_maps
from csgraph.maps.layout import Box, boxes_of, overlapping, text_width
from csgraph.maps.model import MapModel
from csgraph.maps.page import write_page
from csgraph.store import open_store

STATES = {"gap": "gap", "ended_without_successor": "ended", "present_stale": "stale"}


def drawn(name: str, child: str | None = None) -> MapModel:
    with open_store(loaded_sample(), read_only=True) as store:
        return all_maps()[name].draw(store, drawing(child=child))


def children_with(state: str) -> list[str]:
    table = truth("missing_links")
    return table.loc[table["state"] == state, "child"].value_counts().index.tolist()


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_childs_map_shows_what_was_planted(state: str) -> None:
    child = children_with(state)[0]
    planted = truth("missing_links").query("child == @child")
    nodes = drawn("professional-network", child).nodes
    for said, look in STATES.items():
        assert sum(node.state == look for node in nodes) == int((planted["state"] == said).sum())


@pytest.mark.parametrize("name", ["peer-groups", "places", "professional-network"])
def test_each_map_can_be_read_and_names_nobody(name: str, tmp_path: Path) -> None:
    model = drawn(name, children_with("gap")[0] if name == "professional-network" else None)
    places = {node.id: (node.x, node.y) for node in model.nodes}
    assert 10 < len(model.nodes) <= 150
    assert overlapping(places, boxes_of(model.nodes)) == []
    text = write_page(model, tmp_path / "map.html").read_text(encoding="utf-8")
    with open_store(loaded_sample(), read_only=True) as store:
        people = store.read("child_names").dropna()
    full = [f"{forename} {surname}" for forename, surname in zip(people["forename"], people["surname"], strict=True)]
    assert [name for name in full if name in text] == []


@pytest.mark.parametrize("state", sorted(STATES))
def test_captions_lie_on_no_other(state: str) -> None:
    for child in children_with(state)[:2]:
        captions = drawn("professional-network", child).captions
        places = {one.words: (one.x, one.y) for one in captions}
        assert overlapping(places, {one.words: Box(text_width(one.words, 13) / 2, 8, 8) for one in captions}) == []


def test_planted_groups_stand_in_one_frame_each() -> None:
    model = drawn("peer-groups")
    planted = truth("peer_groups").groupby("group")["child"].agg(set)
    at = {node.id: (node.x, node.y) for node in model.nodes}
    for members in planted:
        shown = [at[child] for child in members if child in at]
        assert len(shown) > len(members) / 2
        frames = [sum(r.x < x < r.x + r.width and r.y < y < r.y + r.height for x, y in shown) for r in model.regions]
        assert max(frames) >= 0.7 * len(shown)


def test_no_small_count_of_a_place_stands_alone() -> None:
    words = ("Unrelated children with records that count", "Incidents and returns from missing there")
    told = [value for node in drawn("places").nodes for name, value in node.facts if name in words]
    assert "fewer than 5" in told
    assert [value for value in told if value.isdigit() and 0 < int(value) < 5] == []


def test_a_child_has_the_same_label_on_every_map() -> None:
    groups, places = drawn("peer-groups"), drawn("places")
    labels = {node.id: node.label for node in groups.nodes}
    shared = [node for node in places.nodes if node.id in labels]
    assert shared
    assert all(labels[node.id] == node.label for node in shared)
