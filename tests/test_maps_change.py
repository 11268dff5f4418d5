"""The map of two days: what is new, what ended, what was resolved; the same spot on both sides."""

from datetime import date
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth
from map_examples import AS_OF, drawing, tie

from csgraph.errors import CsgraphError
from csgraph.findings import findings_table
from csgraph.maps import all_maps
from csgraph.maps.change import Compared, change_map, draw, earlier_day
from csgraph.maps.change_found import TwoDays, shown
from csgraph.maps.layout import boxes_of, overlapping
from csgraph.maps.model import MapModel, again, record_of
from csgraph.maps.subject import shown_on
from csgraph.maps.ties import pairs_of
from csgraph.network.peer_ties import peer_ties
from csgraph.questions.changes import MORE
from csgraph.store import open_store

SINCE = date(2026, 8, 1)
CHILDREN = {"ssd:1": ("Ann", "Bell"), "ssd:2": ("Cal", "Dow"), "ssd:3": ("Eve", "Fox"), "ssd:4": ("Gus", "Hay")}


def network(*ties: tuple[str, str]) -> "nx.MultiGraph[str]":
    made: nx.MultiGraph[str] = nx.MultiGraph()
    for id_, (first, last) in CHILDREN.items():
        made.add_node(id_, label="Child", kind="child", name=None, forename=first, surname=last, dob=None)
    made.add_node("place:1", label="Location", kind="park", name="Kiln Park", online=False)
    for one, other in ties:
        edge: dict[str, Any] = tie("AT", "incident") if "place" in other else tie("PEER_OF", "friend_peer")
        made.add_edge(one, other, f"{one}+{other}", **edge)
    return made


def days() -> TwoDays:
    before, after = (
        network(("ssd:1", "ssd:2"), ("ssd:2", "ssd:3")),
        network(("ssd:1", "ssd:2"), ("ssd:1", "ssd:4"), ("ssd:4", "place:1")),
    )
    groups = dict.fromkeys(CHILDREN, "peers:1")
    return TwoDays(nx.compose(before, after), pairs_of(before), pairs_of(after), groups, {"peers:1": "Peer group 1"})


def findings() -> pd.DataFrame:
    said = {
        "basis": "",
        "reasons": ["seen"],
        "sources": ["ssd r1, row 2"],
        "next_step": "Tell.",
        "would_change": "A record.",
    }
    rows = [
        {"subject": subject, "subject_label": "Child", "state": state, "finding": f"{state} one.", "question": "plans"}
        | {"before": "gap", "after": "present" if state == "resolved" else "gap", **said}
        for subject, state in (("ssd:1", "resolved"), ("ssd:2", "new"), ("ssd:9", "ended"))
    ]
    return findings_table(pd.DataFrame(rows), MORE)


def change(children: frozenset[str] | None = None, most: int = 60) -> MapModel:
    kept = shown(days(), children, most, 8)
    return change_map(Compared(SINCE, "the day asked for", days(), kept, findings()), drawing(child=None))


def states(model: MapModel, *, second: bool) -> dict[str, str]:
    return {record_of(node.id): node.state for node in model.nodes if (record_of(node.id) != node.id) == second}


def test_each_side_tells_what_is_on_record_on_its_day() -> None:
    model = change()
    later, earlier = states(model, second=False), states(model, second=True)
    assert (later["ssd:1"], later["ssd:4"], later["ssd:3"], later["place:1"]) == ("recorded", "new", "gone", "new")
    assert (earlier["ssd:1"], earlier["ssd:4"], earlier["ssd:3"]) == ("recorded", "not_yet", "recorded")
    lines = {(edge.source, edge.target): edge.line for edge in model.edges}
    assert lines["ssd:1", "ssd:2"] == lines[again("ssd:1"), again("ssd:2")] == "held"
    assert lines["ssd:1", "ssd:4"] == "appeared"
    assert lines["ssd:2", "ssd:3"] == lines[again("ssd:2"), again("ssd:3")] == "lapsed"
    assert (again("ssd:1"), again("ssd:4")) not in lines


def test_everybody_stands_at_the_same_spot_on_both_sides_and_nobody_on_another() -> None:
    model = change()
    at = {node.id: (node.x, node.y) for node in model.nodes}
    aside = {round(x - at[again(id_)][0], 1) for id_, (x, _) in at.items() if record_of(id_) == id_}
    assert len(aside) == 1
    assert all(y == at[again(id_)][1] for id_, (_, y) in at.items() if record_of(id_) == id_)
    assert overlapping(at, boxes_of(model.nodes)) == []
    assert {node.label for node in model.nodes} == {"AB", "CD", "EF", "GH", "Kiln Park"}
    earlier, later = model.regions[:2]
    assert (earlier.words, later.words) == ("On 1 August 2026", "On 31 October 2026")
    assert earlier.x + earlier.width < later.x


def test_what_was_resolved_is_marked_and_every_change_is_in_a_table() -> None:
    model = change()
    node = next(node for node in model.nodes if node.id == "ssd:1")
    assert (node.lines, node.reasons) == (("1 resolved",), ("resolved one.",))
    told, new, gone, held = model.tables[:4]
    assert [row[0] for row in told.rows] == ["Resolved", "New", "Ended"]
    assert {row[:2] for row in new.rows} == {("AB", "GH"), ("Kiln Park", "GH")} or len(new.rows) == 2
    assert (len(gone.rows), len(held.rows)) == (1, 1)


def test_the_audit_log_is_told_of_each_child_once_and_of_those_in_tables() -> None:
    assert shown_on(change()) == {*CHILDREN, "ssd:9"}


def test_only_those_asked_about_and_their_ties_are_drawn_and_no_more_than_fit() -> None:
    kept = shown(days(), frozenset({"ssd:3"}), 60, 8)
    assert kept.ids() == {"ssd:3", "ssd:2"}
    few = shown(days(), frozenset({"ssd:1"}), 2, 0)
    assert few.ids() == {"ssd:1", "ssd:4"}, "a tie that changed comes before one that held"
    assert few.left_out == 0
    assert shown(days(), frozenset({"ssd:1"}), 1, 0).left_out == 1


def test_nothing_changed_is_an_empty_map() -> None:
    same = network(("ssd:1", "ssd:2"))
    two = TwoDays(same, pairs_of(same), pairs_of(same), dict.fromkeys(CHILDREN, "peers:1"))
    kept = shown(two, None, 60, 8)
    model = change_map(Compared(SINCE, "", two, kept, findings().iloc[:0]), drawing(child=None))
    assert (model.nodes, model.edges) == ((), ())
    assert ("Ties new", "0") in model.meta.summary


def test_the_day_to_compare_with_comes_before_the_day() -> None:
    with pytest.raises(CsgraphError, match="not before the day shown"):
        draw(FrameStore(), drawing(child=None, since=AS_OF))  # type: ignore[arg-type]


def test_without_a_meeting_it_is_three_months_before_and_with_one_the_last() -> None:
    assert earlier_day(FrameStore(), drawing())[0] == date(2026, 8, 1)  # type: ignore[arg-type]
    held = {"referral": "r", "meeting": "m", "kind": "panel", "held_on": pd.Timestamp("2026-09-28")}
    store = FrameStore(panel_referral_meetings=[held])
    assert earlier_day(store, drawing()) == (date(2026, 9, 28), "the panel's last meeting on record")  # type: ignore[arg-type]


def test_an_empty_store_gives_an_empty_map() -> None:
    model = draw(FrameStore(), drawing(child=None))  # type: ignore[arg-type]
    assert model.nodes == ()


def test_new_ties_of_the_sample_are_those_of_the_two_days() -> None:
    since = date(2026, 6, 30)
    with open_store(loaded_sample(), read_only=True) as store:
        model = all_maps()["change"].draw(store, drawing(child=None, since=since))
        held = [peer_ties(store, as_of=day) for day in (since, AS_OF)]
    drawn = {record_of(node.id) for node in model.nodes if node.kind == "child"}
    pairs = [
        {pair for pair in zip(part["child_a"], part["child_b"], strict=True) if drawn.issuperset(pair)}
        for part in (ties[ties["state"] != "ended"] for ties in held)
    ]
    lines = {
        line: {tuple(sorted((e.source, e.target))) for e in model.edges if e.line == line}
        for line in ("appeared", "lapsed")
    }
    among = {line: {pair for pair in found if drawn.issuperset(pair)} for line, found in lines.items()}
    assert among["appeared"] == pairs[1] - pairs[0]
    assert among["lapsed"] == pairs[0] - pairs[1]
    assert among["appeared"]
    assert overlapping({node.id: (node.x, node.y) for node in model.nodes}, boxes_of(model.nodes)) == []
    planted = set(truth("peer_groups")["child"])
    assert len(drawn & planted) > len(planted) / 2
