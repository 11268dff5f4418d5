"""The map of professionals: who shares which children, who never met, what hangs on one person."""

import itertools
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample
from map_examples import drawing

from csgraph.governance.roll import Roll
from csgraph.maps import all_maps
from csgraph.maps.layout import boxes_of, overlapping
from csgraph.maps.model import MapModel, Table
from csgraph.maps.professionals import MAP, NAME
from csgraph.network.colleagues import colleagues, cut_off, single_points
from csgraph.store import open_store

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "record": "r", "recorded_by": "police", "reliability": "evidence"}
Row = dict[str, Any]


def works(child: str, who: str, role: str = "social_worker", **more: Any) -> Row:
    link = {"child": child, "link": f"{child}-{who}", "worker": f"email:{who}", "worker_label": "Professional"}
    return {**link, "name": who.title(), "role": role, "start": pd.Timestamp("2026-01-05"), **BY, **more}


def meeting(name: str, about: str, *came: str) -> dict[str, list[Row]]:
    held = {"meeting": name, "kind": "core_group", "held_on": DAY - timedelta(days=30), **BY}
    people = [{"worker": f"email:{who}", "worker_name": who.title(), "worker_label": "Professional"} for who in came]
    return {
        "meeting_subjects": [{**held, "subject": child, "subject_label": "Child"} for child in about],
        "meeting_people": [{**held, **one, "part": "attended"} for one in people],
    }


def borough(*links: Row, **answers: list[Row]) -> FrameStore:
    """Children a to e with plans, whose attendance at meetings no extract shows but as given."""
    names = [{"id": child, "forename": child.upper(), "surname": "Zed"} for child in "abcde"]
    children = [{"child": child, "dob": pd.Timestamp("2012-01-01")} for child in "abcde"]
    plans = [{"child": child, "plan": child, "kind": "cin"} for child in "abcde"]
    given = {"involvements": list(links), "child_names": names, "children": children, "child_plans": plans}
    return FrameStore(**(given | answers))


def drawn(store: FrameStore, **asked: Any) -> MapModel:
    return MAP.draw(store, drawing(child=None, **asked))  # type: ignore[arg-type]


def table(model: MapModel, start: str) -> Table:
    return next(one for one in model.tables if one.title.startswith(start))


def lines(model: MapModel) -> dict[tuple[str, str], tuple[str, int]]:
    return {(edge.source, edge.target): (edge.line, edge.count) for edge in model.edges}


def test_a_line_joins_two_who_share_children_and_tells_whether_they_met() -> None:
    links = [works("a", "ann"), works("b", "ann"), works("a", "bea", "school_nurse"), works("b", "bea", "school_nurse")]
    links += [works("a", "col", "camhs"), works("c", "dee", "dsl"), works("c", "eve", "youth_worker")]
    found = drawn(borough(*links, **meeting("m1", "a", "ann", "col")))
    assert lines(found) == {
        ("email:ann", "email:bea"): ("apart", 2),
        ("email:ann", "email:col"): ("met", 1),
        ("email:bea", "email:col"): ("apart", 1),
        ("email:dee", "email:eve"): ("untold", 1),  # nothing loaded would show a meeting about c
    }
    met = next(edge for edge in found.edges if edge.line == "met")
    assert [tie.relationship for tie in met.ties] == ["Work with one child", "At one meeting"]
    assert met.ties[1].start == "2026-10-01"
    rung = table(found, "Share children").rows
    assert [row[:4] for row in rung[:2]] == [
        ("Ann", "Social worker", "Bea", "School nurse"),
        ("Bea", "School nurse", "Col", "Child and adolescent mental health"),
    ]
    assert rung[0][5] == "AZ, BZ"
    assert rung[2][-1].startswith("Cannot tell")


def test_one_person_under_two_identifiers_is_one_and_an_ended_link_none() -> None:
    again = works("b", "ann", worker="ssdworker:9", name="ANN")
    over = works("a", "bea", "school_nurse", end=pd.Timestamp("2026-09-01"))
    found = colleagues(borough(works("a", "ann"), again, over), ["a", "b"], as_of=DAY)  # type: ignore[arg-type]
    assert found.caseload.to_dict() == {"email:ann": 2}
    assert found.pairs.empty


def test_single_points_of_failure_are_those_by_definition() -> None:
    links = [works(child, "ann", "school_nurse") for child in "abc"] + [works("d", "bea", "school_nurse")]
    links += [works(child, "col", "dsl") for child in "cde"] + [works("e", "dee", "dsl")]
    found = drawn(borough(*links))
    marked = {node.id for node in found.nodes if node.state == "single"}
    # Ann alone is health for three of four; Bea and Ann reach the rest through Col alone; Dee hangs on nobody else.
    assert marked == {"email:ann", "email:col"}
    rows = {row[0]: row for row in table(found, "Single points").rows}
    assert rows["Ann"][3:6:2] == ("yes", "AZ, BZ, CZ")
    assert "3 of the 4 children here" in rows["Ann"][4]
    assert "would share no child with the rest" in rows["Col"][4]
    assert rows["Bea"][3] == "no"


@pytest.mark.parametrize("chain", ["ab bc cd", "ab bc ca", "ab cd", "ab bc ca cd de ec"])
def test_articulation_points_split_the_network(chain: str) -> None:
    pairs = pd.DataFrame([tuple(pair) for pair in chain.split()], columns=["one", "other"])
    found = dict(cut_off(pairs).itertuples(index=False, name=None))

    def parts(left: set[str]) -> list[set[str]]:
        groups = [{one} for one in left]
        for pair in (set(pair) for pair in chain.split() if set(pair) <= left):
            joined = [group for group in groups if group & pair]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
        return groups

    everybody = set("".join(chain.split()))
    for who in everybody:
        whole = next(group for group in parts(everybody) if who in group)
        rest = [len(group) for group in parts(everybody - {who}) if group < whole]
        assert found.get(who, 0) == (sum(rest) - max(rest) if len(rest) > 1 else 0)


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    names = [f"w{n:02}" for n in range(20)]
    links = [works("a", name, "youth_worker") for name in names] + [works("b", name, "camhs") for name in names[:5]]
    found = drawn(borough(*links))
    assert len(found.edges) == 10
    assert {edge.count for edge in found.edges} == {2}
    assert "180 lines of two who share fewer than 2 children" in found.meta.left_out
    assert len(table(found, "Professionals").rows) == 20
    whole = drawn(borough(*links), whole=True)
    assert (len(whole.nodes), len(whole.edges), whole.meta.left_out) == (20, 190, "")


def test_nobody_on_record_is_said_in_words() -> None:
    found = drawn(borough())
    assert (found.nodes, found.edges) == ((), ())
    assert all(one.rows == () and one.empty for one in found.tables)
    hostile = works("a", "x", name='"><script>alert(1)</script>', role="made up", team="\u202e\x00")
    assert len(drawn(borough(hostile)).nodes) == 1


def test_a_page_for_a_shared_screen_has_no_number_to_ring() -> None:
    links = [works("a", "ann", phone="01632 960001"), works("a", "bea", "dsl", phone="01632 960002")]
    assert "01632" in str(drawn(borough(*links)).tables)
    nobody = pd.DataFrame(columns=["id", "label", "forename", "surname"], dtype="str")
    roll = Roll(nobody, identifiable=False)
    assert "01632" not in str(drawn(borough(*links), roll=roll).tables)


def test_the_sample_by_hand() -> None:
    """Every line of the default map against the extracts' own rows, and the map can be read."""
    with open_store(loaded_sample(), read_only=True) as store:
        children = set(store.read("panel_children", since=date(2025, 10, 31), as_of=DAY)["child"])
        workers = store.read("child_workers", as_of=DAY)
        came = store.read("meeting_people", as_of=DAY)
        model = all_maps()[NAME].draw(store, drawing(child=None))
    assert overlapping({node.id: (node.x, node.y) for node in model.nodes}, boxes_of(model.nodes)) == []
    assert 10 < len(model.nodes) <= 50
    assert len(model.edges) <= 110
    of = workers[workers["child"].isin(children)].groupby("worker")["child"].agg(set).to_dict()
    every = itertools.combinations(sorted(map(str, of)), 2)
    shared = Counter({(one, other): len(of[one] & of[other]) for one, other in every})
    assert {pair: count for pair, (_, count) in lines(model).items()} == {
        pair: count for pair, count in shared.items() if count > 1
    }
    came = came[came["part"] == "attended"]
    by_id = came.groupby("worker")["meeting"].agg(set).to_dict()
    by_name = came.groupby("worker_name")["meeting"].agg(set).to_dict()
    names = workers.set_index("worker")["worker_name"].to_dict()
    at = {who: by_id.get(who, set()) | by_name.get(names[who], set()) for who in of}
    assert {edge.line for edge in model.edges} == {"met", "apart"}
    for edge in model.edges:
        assert (edge.line == "met") == bool(at[edge.source] & at[edge.target])


def test_the_single_points_of_the_sample_leave_children_alone() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        children = frozenset(store.read("child_plans", as_of=DAY)["child"])
        found = colleagues(store, children, as_of=DAY)
    table_ = single_points(found.work, found.pairs)
    for who, agency, alone in table_[["who", "agency", "alone"]].itertuples(index=False, name=None):
        for child in alone:
            others = found.work[(found.work["child"] == child) & (found.work["agency"] == agency)]
            assert set(others["who"]) == {who}
