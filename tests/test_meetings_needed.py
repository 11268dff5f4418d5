"""Meetings needed about a place or a group, without an engine."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.network.group_profiles import never_met
from csgraph.network.smallest_meeting import smallest_meeting
from csgraph.questions.meetings_needed import QUESTION
from csgraph.questions.meetings_needed_profiles import pairs_of

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}
CITED = {"source": "made_up", "batch": "b1", "record": "r", "row": 1}
Row = dict[str, object]


def worker(child: str, name: str, role: str = "social_worker") -> Row:
    link = {"child": child, "worker": name, "worker_label": "Professional", "worker_name": name.title(), "role": role}
    return link | {"id": child + name, **BY}


def meeting(name: str, days: int, *came: str, about: str = "ab") -> dict[str, list[Row]]:
    """A meeting so many days ago about some children, and who came to it."""
    held = {"meeting": name, "kind": "strategy", "held_on": DAY - timedelta(days=days)}
    subjects: list[Row] = [{"subject": child, "subject_label": "Child"} | held | CITED for child in about]
    people: list[Row] = [
        {"worker": f"email:{who}", "worker_label": "Professional", "worker_name": who.title(), "part": "attended"}
        | held | CITED
        for who in came
    ]  # fmt: skip
    return {"meeting_subjects": subjects, "meeting_people": people}


THREE = [worker("a", "ann"), worker("b", "bea"), worker("c", "col", "school_nurse")]


def group(**answers: list[Row]) -> FrameStore:
    """Children a, b and c with plans in a named group, each with a worker of its own; attendance is loaded."""
    members: list[Row] = [
        {"child": c, "named_group": "group:1", "group_name": "Hill lot", "id": c} | BY for c in "abc"
    ]  # fmt: skip
    batch: Row = {
        "batch": "b1", "source": "made_up", "period_start": date(2024, 11, 1), "period_end": DAY,
        "kinds": ["attendance"],
    }  # fmt: skip
    given: dict[str, list[Row]] = {
        "group_members": members,
        "child_plans": [{"child": c, "plan": c, "kind": "cin"} for c in "abc"],
        "child_workers": THREE,
        "batches": [batch],
    }
    return FrameStore(**(given | answers))


def ask(of: FrameStore, asking: Asking | None = None) -> Findings:
    return QUESTION.answer(of, asking or Asking(DAY))  # type: ignore[arg-type]  # the part of a store that questions use


def test_professionals_of_a_group_who_never_met_are_told_with_whom_to_ask() -> None:
    (row,) = ask(group()).table.to_dict("records")
    assert (row["subject"], row["subject_label"], row["state"]) == ("group:1", "Group", "never_met")
    assert row["invite"] == ["ann", "bea", "col"]
    assert row["agencies"] == ["health", "social_care"]
    assert (row["children"], row["professionals"], row["without_worker"]) == (3, 3, 0)
    assert "Of 3 pairs of them 3 have been at no meeting together" in row["reasons"][2]


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (meeting("m", 40, "ann", "bea", "col", about="abc"), "met_within_year"),
        (meeting("m", 400, "ann", "bea", "col", about="abc"), "partly_met"),
        (meeting("m", 40, "ann", "bea"), "partly_met"),
        (meeting("m", 40, "ann", "bea", about="a"), "never_met"),
        (meeting("m", 40, "ann"), "never_met"),
    ],
    ids=["everybody", "long ago", "some", "about one child", "alone"],
)
def test_whether_they_have_met(held: dict[str, list[Row]], state: str) -> None:
    (row,) = ask(group(**held)).table.to_dict("records")
    assert row["state"] == state
    assert pd.isna(row["last_met"]) == (state == "never_met")


def test_the_core_group_of_a_child_joins_nobody_though_one_of_its_guests_works_with_another() -> None:
    links = [worker("a", "ann"), worker("a", "nia", "school_nurse"), worker("b", "nia", "school_nurse")]
    found = ask(group(child_workers=links, **meeting("m", 40, "ann", "nia"))).table
    assert found["state"].tolist() == ["never_met"]
    assert found["without_worker"].tolist() == [1]


def test_without_any_attendance_loaded_it_cannot_be_told() -> None:
    assert ask(group(batches=[])).table["state"].tolist() == ["cannot_tell"]


def test_one_professional_alone_needs_no_meeting() -> None:
    found = ask(group(child_workers=[worker(c, "ann") for c in "abc"]))
    assert found.table.empty
    assert found.figures["Contexts without two professionals"]["context"].tolist() == ["group:1"]


def test_a_place_is_a_context() -> None:
    events: list[Row] = [
        {
            "event": f"e{c}",
            "event_kind": "incident",
            "role": "victim",
            "start": datetime(2026, 9, 1),
            "child": c,
            "id": c,
        }
        | BY
        for c in "ab"
    ]
    where: list[Row] = [
        {"event": f"e{c}", "place": "p", "place_label": "Location", "kind": "at", "id": c} | BY for c in "ab"
    ]
    places: list[Row] = [{"place": "p", "name": "Park", "kind": "park"}]
    found = ask(group(group_members=[], event_children=events, event_places=where, places=places))
    assert found.table[["subject", "subject_label", "context_name"]].to_numpy().tolist() == [["p", "Location", "Park"]]


@pytest.mark.parametrize(
    ("asking", "contexts"),
    [
        (Asking(DAY, frozenset("ab")), ["group:1"]),
        (Asking(DAY, frozenset("a")), []),
        (Asking(DAY, contexts=frozenset({"p"})), []),
    ],
    ids=["children", "one child", "another context"],
)
def test_what_is_asked_about(asking: Asking, contexts: list[str]) -> None:
    assert ask(group(), asking).table["subject"].tolist() == contexts


links = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("123456"), st.sampled_from("xy")), min_size=1, max_size=14
)


@given(links, st.booleans())
def test_the_smallest_meeting_is_as_small_as_trying_all_finds(
    drawn: list[tuple[str, str, str]], every_agency: bool
) -> None:
    from itertools import combinations

    rows = pd.DataFrame(drawn, columns=["child", "worker", "agency"], dtype="str").drop_duplicates(["child", "worker"])
    rows = rows.assign(agency=rows.groupby("worker")["agency"].transform("first"))

    def covers(people: tuple[str, ...]) -> bool:
        there = rows[rows["worker"].isin(people)]
        agencies = not every_agency or set(there["agency"]) == set(rows["agency"])
        return agencies and set(there["child"]) == set(rows["child"])

    everybody = sorted(set(rows["worker"]))
    least = next(n for n in range(1, len(everybody) + 1) if any(map(covers, combinations(everybody, n))))
    found = smallest_meeting(rows, every_agency)
    assert covers(tuple(found))
    assert len(found) == least
    assert found == smallest_meeting(rows.sample(frac=1, random_state=1), every_agency)


two = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("123456")), max_size=12)


@given(two, two)
def test_pairs_that_never_met_are_those_of_the_peer_groups(
    here: list[tuple[str, str]], sat: list[tuple[str, str]]
) -> None:
    involved = pd.DataFrame(here, columns=["context", "worker"], dtype="str").drop_duplicates()
    attendance = pd.DataFrame(sat, columns=["meeting", "worker"], dtype="str")[["worker", "meeting"]]
    people = involved.rename(columns={"context": "group"}).assign(worker_name="", role="")
    apart = never_met(people, attendance).groupby("group").size()
    found = pairs_of(involved, attendance).set_index("context")["apart"]
    assert found[found > 0].to_dict() == apart.to_dict()


def test_an_empty_store_is_answered() -> None:
    found = ask(FrameStore())
    assert found.table.empty
    assert all(figure.empty for figure in found.figures.values())
