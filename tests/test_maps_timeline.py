"""The timeline of a child or a group: what stands where, what stands together, what no extract covers."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import networkx as nx
import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth
from map_examples import AS_OF, CHILD, drawing

from csgraph.errors import CsgraphError
from csgraph.maps import all_maps
from csgraph.maps.happening import Happening, shared
from csgraph.maps.layout import boxes_of, overlapping
from csgraph.maps.model import MapModel, Table
from csgraph.maps.timeline import Found, draw, timeline_map
from csgraph.maps.timeline_lanes import bundles
from csgraph.maps.timeline_subject import Subject
from csgraph.questions.history import QUESTION as HISTORY
from csgraph.store import open_store

FIRST = date(2025, 10, 1)


def happened(key: str, what: str, day: date, **more: object) -> Happening:
    told = {
        "children": (CHILD,),
        "agency": ("police",),
        "told": ("evidence",),
        "sources": ("police_missing M1, row 4",),
    }
    return Happening(**{"key": key, "node": f"{key}:{day}", "what": what, "day": day, **told, **more})  # type: ignore[arg-type]


def missing(day: date, *others: str) -> Happening:
    return happened("event.missing", "Missing", day, others=tuple((one, "Missing together") for one in others))


WORK = (
    happened("worker.social_worker", "Social worker", date(2024, 3, 1), until=date(2026, 5, 1), lasts=True, node="w:1"),
    happened("worker.social_worker", "Social worker", date(2026, 5, 1), lasts=True, node="w:2"),
    happened("worker.camhs", "CAMHS", date(2026, 9, 24), until=date(2026, 10, 2), lasts=True, node="w:3"),
)


def graph() -> "nx.MultiGraph[str]":
    made: nx.MultiGraph[str] = nx.MultiGraph()
    for id_, first, last in ((CHILD, "Kayla", "Wright"), ("ssd:101", "Jay", "Begum"), ("ssd:102", "Mia", "Cole")):
        made.add_node(id_, label="Child", kind="child", name=None, forename=first, surname=last, dob=None)
    made.add_node("place:1", label="Location", kind="park", name="Kiln Park", online=False)
    for number, name in enumerate(("Amina Khan", "Ben Osei", "Clare Moore"), 1):
        made.add_node(f"w:{number}", label="Professional", kind="", name=name)
    return made


def timeline(*happenings: Happening, gaps: object = None, group: bool = False) -> MapModel:
    subject = Subject(frozenset({CHILD}), "one child", *(("group:G1", "G1") if group else ()))
    found = Found(tuple(sorted(happenings, key=lambda one: one.day)), gaps or {}, subject, graph())  # type: ignore[arg-type]
    return timeline_map(found, drawing())


def labels(model: MapModel, kind: str) -> list[str]:
    return [node.label for node in model.nodes if node.kind == kind]


def test_a_later_day_stands_further_to_the_right_and_no_two_records_overlap() -> None:
    days = [FIRST + timedelta(days=18 * n) for n in range(22)]
    model = timeline(
        *(missing(day, "ssd:101") for day in days[::3]), *(happened("contact", "Contact", d) for d in days)
    )
    spots = {node.id: (node.x, node.y) for node in model.nodes}
    assert overlapping(spots, boxes_of(model.nodes)) == []
    contacts = [node for node in model.nodes if node.label == "Contact"]
    by_day = sorted(contacts, key=lambda node: pd.Timestamp(dict(node.facts)["Day"]))
    assert [node.x for node in by_day] == sorted(node.x for node in by_day)
    assert len(by_day) > 5


def test_three_of_one_kind_in_a_month_stand_as_one_and_the_table_has_each() -> None:
    days = [date(2026, 9, n) for n in (2, 9, 16)] + [date(2026, 10, 4)]
    model = timeline(*map(missing, days))
    assert labels(model, "missing") == ["3 × Missing", "4 Oct"]
    bundle = next(node for node in model.nodes if node.label == "3 × Missing")
    assert [name for name, _ in bundle.facts] == ["2 Sep 2026", "9 Sep 2026", "16 Sep 2026"]
    assert len(model.tables[0].rows) == 4


def test_a_crowded_day_and_a_crowded_lane_stand_together() -> None:
    kinds = ("contact", "referral.social_care", "assessment.cin_assessment")
    one_day = [happened(key, key, date(2026, 4, 27)) for key in kinds]
    assert [len(part) for part in bundles(one_day, 0)] == [3]
    assert [len(part) for part in bundles(one_day[:2], 0)] == [1, 1]
    assert [len(part) for part in bundles([one_day[0], happened("action.done", "done", date(2026, 4, 2))], 2)] == [2]


def test_what_lasted_is_a_line_from_its_first_day_to_its_last() -> None:
    model = timeline(*WORK)
    at = {node.id: node for node in model.nodes}
    spans = {at[edge.source].label: edge for edge in model.edges}
    assert {edge.line for edge in model.edges} == {"lasting"}
    assert (spans["Amina Khan"].ties[0].start, spans["Amina Khan"].ties[0].end) == ("2024-03-01", "2026-05-01")
    assert at[spans["Amina Khan"].source].x == 0.0
    assert at[spans["Amina Khan"].target].label == "to 1 May"
    assert at[spans["Ben Osei"].target].label == "now"
    short = next(node for node in model.nodes if node.label == "Clare Moore")
    assert short.lines == ("24 Sep to 2 Oct",)


def test_others_and_places_are_joined_with_the_records_that_tell_of_them() -> None:
    found = missing(date(2026, 3, 2), "ssd:101", "place:1")
    model = timeline(found, missing(date(2026, 6, 2), "ssd:101"), happened("event.incident", "Incident", AS_OF))
    at = {node.id: node for node in model.nodes}
    joined = Counter(edge.target for edge in model.edges)
    assert joined == {"ssd:101": 2, "place:1": 1}
    assert (at["ssd:101"].label, at["ssd:101"].kind, at["place:1"].label) == ("JB", "child", "Kiln Park")
    assert {edge.line for edge in model.edges} == {"evidence"}


def test_days_that_no_extract_covers_are_grey_and_told() -> None:
    gap = {"missing": [(FIRST, date(2026, 1, 31))], "voice": [(FIRST, AS_OF)]}
    model = timeline(missing(date(2026, 3, 2)), gaps=gap)
    grey = [region for region in model.regions if region.words == "Not covered"]
    assert len(grey) == 2
    assert grey[0].width < grey[1].width
    assert model.tables[1].rows[0] == ("Missing", "1 Oct 2025", "31 Jan 2026")
    words = [region.words for region in model.regions]
    assert "The child's voice" in words
    assert "Meetings: none on record" in words
    assert model.meta.caveats[0].startswith("Grey")


def test_what_is_older_than_the_picture_stands_in_a_table_of_its_own() -> None:
    model = timeline(missing(date(2025, 3, 2)), missing(date(2026, 3, 2)))
    assert labels(model, "missing") == ["2 Mar"]
    assert [row[0] for row in model.tables[-1].rows] == ["2 Mar 2025"]
    assert "1 records from before 1 Oct 2025" in model.meta.left_out


def test_one_record_of_several_children_is_one_happening() -> None:
    day = date(2026, 5, 4)
    both = [happened("meeting.strategy", "Strategy", day, children=(child,)) for child in (CHILD, "ssd:101")]
    (one,) = shared(both)
    assert one.children == (CHILD, "ssd:101")
    model = timeline(one, group=True)
    assert next(node for node in model.nodes if node.kind == "meeting").lines == ("JB, KW",)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"child": "ssd:0"}, "no such child"),
        ({"child": None, "context": "group:none"}, "no such group"),
        ({"child": None}, "one child or one group"),
        ({"since": AS_OF}, "not before its last"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked: dict[str, object], told: str) -> None:
    with pytest.raises(CsgraphError, match=told):
        draw(FrameStore(), drawing(**asked))  # type: ignore[arg-type]


# Against what was planted in the sample.


@cache
def drawn(child: str) -> MapModel:
    with open_store(loaded_sample(), read_only=True) as store:
        return all_maps()["timeline"].draw(store, drawing(child=child))


def days(table: Table, what: str) -> Counter[str]:
    at = table.columns.index("What")
    return Counter(pd.Timestamp(row[0]).date().isoformat() for row in table.rows if row[at] == what)


def child_with_most() -> str:
    planted = truth("return_interviews")
    known = planted[planted["child"].isin(truth("closings")["child"])]
    return str(known["child"].value_counts().index[0])


def test_planted_episodes_and_closures_are_all_there() -> None:
    child = child_with_most()
    model = drawn(child)
    told = model.tables[0]
    planted = truth("return_interviews").query("child == @child and day >= @FIRST.isoformat()")
    assert set(planted["day"]) <= set(days(told, "Missing"))
    assert len(planted) > 0
    closed = truth("closings").query("child == @child and closed_on >= @FIRST.isoformat()")
    ends = {"eh": "Early help closed", "cin": "Child in need closed", "cp": "Protection closed", "cla": "Care closed"}
    for kind, day in zip(closed["kind"], closed["closed_on"], strict=True):
        assert days(told, ends[kind])[day] == 1


def test_the_sample_can_be_read_and_agrees_with_the_history() -> None:
    child = child_with_most()
    model = drawn(child)
    assert 20 < len(model.nodes) <= 150
    assert overlapping({node.id: (node.x, node.y) for node in model.nodes}, boxes_of(model.nodes)) == []
    from csgraph.findings import Asking

    with open_store(loaded_sample(), read_only=True) as store:
        told = HISTORY.answer(store, Asking(AS_OF, frozenset({child}))).table
    held = told[(told["state"] == "meeting") & (told["day"] >= pd.Timestamp(FIRST))]
    named = [node for node in model.nodes if node.kind == "meeting"]
    assert sum(int(n.label.partition(" ")[0]) if " × " in n.label else 1 for n in named) == held["node"].nunique()


def test_a_group_of_the_sample_names_its_members_by_initials_alone() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        group = str(store.read("group_members", as_of=AS_OF)["named_group"].mode()[0])
        model = all_maps()["timeline"].draw(store, drawing(child=None, context=group))
        people = store.read("child_names").dropna()
    assert len(model.nodes) <= 150
    assert overlapping({node.id: (node.x, node.y) for node in model.nodes}, boxes_of(model.nodes)) == []
    texts = {text for node in model.nodes for text in (node.label, *node.lines)}
    assert not texts & {f"{a} {b}" for a, b in zip(people["forename"], people["surname"], strict=True)}
    assert any("Of" in table.columns for table in model.tables)
