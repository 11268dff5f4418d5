"""Unrelated children who share a context and no professional, without an engine."""

from datetime import date, datetime

import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.network import contexts
from csgraph.network.contexts import together
from csgraph.questions.unconnected_children import QUESTION

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}
Row = dict[str, object]


def meeting_at_a_place(**answers: list[Row]) -> FrameStore:
    """Children a and b at one place, both with a plan."""
    events: list[Row] = [
        {
            "event": f"e{c}",
            "event_kind": "incident",
            "role": "victim",
            "start": datetime(2026, 9, 1),
            "child": c,
            "id": c,
            **BY,
        }
        for c in "ab"
    ]
    where: list[Row] = [
        {"event": f"e{c}", "place": "p", "place_label": "Location", "kind": "at", "id": c, **BY} for c in "ab"
    ]
    given: dict[str, list[Row]] = {
        "event_children": events,
        "event_places": where,
        "places": [{"place": "p", "name": "Park", "kind": "park"}],
        "child_plans": [{"child": c, "plan": c, "kind": "cin"} for c in "ab"],
    }
    return FrameStore(**(given | answers))


def worker(child: str, name: str, label: str = "Professional") -> Row:
    return {"child": child, "worker": name, "worker_label": label, "role": "social_worker", "id": child + name, **BY}


def ask(store: FrameStore, children: frozenset[str] | None = None) -> Findings:
    return QUESTION.answer(store, Asking(DAY, children))  # type: ignore[arg-type]  # the part of a store that questions use


def test_a_pair_is_told_with_its_place_and_its_records() -> None:
    (row,) = ask(meeting_at_a_place(child_workers=[worker("a", "w1"), worker("b", "w2")])).table.to_dict("records")
    assert (row["subject"], row["other_child"], row["via"]) == ("a", "b", ["p"])
    assert row["sources"] == ["made_up, row 1 (b1)"]
    assert row["same_agencies"] == ["police"]
    assert "Park" in row["finding"]


@pytest.mark.parametrize(
    "answers",
    [
        {"child_workers": [worker("a", "w1"), worker("b", "w1")]},
        {
            "family_ties": [
                {"person": "a", "person_label": "Child", "child": "b", "kind": "half_sibling", "id": "f", **BY}
            ]
        },
        {
            "family_ties": [
                {"person": "m", "person_label": "Adult", "child": c, "kind": "parent", "id": c, **BY} for c in "ab"
            ]
        },
        {"child_plans": [{"child": "a", "plan": "1", "kind": "cin"}]},
        {"places": [{"place": "p", "kind": "park", "protective": True}]},
    ],
    ids=["same worker", "half-siblings", "same mother", "no plan", "safe place"],
)
def test_no_pair(answers: dict[str, list[Row]]) -> None:
    assert ask(meeting_at_a_place(**answers)).table.empty


def test_a_practice_in_common_is_no_professional_in_common() -> None:
    assert len(ask(meeting_at_a_place(child_workers=[worker(c, "ods:1", "Agency") for c in "ab"])).table) == 1


def test_a_named_group_is_a_context() -> None:
    members: list[Row] = [{"child": c, "named_group": "group:1", "group_name": "Hill lot", "id": c, **BY} for c in "ac"]
    plans: list[Row] = [{"child": c, "plan": c, "kind": "cp"} for c in "ac"]
    (row,) = ask(meeting_at_a_place(group_members=members, child_plans=plans)).table.to_dict("records")
    assert row["via"] == ["group:1"]
    assert row["via_names"] == ["Hill lot (named group)"]


def test_children_asked_about_take_the_place_of_the_boundary() -> None:
    assert len(ask(meeting_at_a_place(child_plans=[]), frozenset("ab")).table) == 1


def test_a_place_that_very_many_share_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contexts, "LARGEST", 1)
    found = ask(meeting_at_a_place())
    assert found.table.empty
    assert found.figures["Contexts too large to pair"][["context", "children"]].to_numpy().tolist() == [["p", 2]]


pairs_of = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("123")), max_size=14)


@given(pairs_of, pairs_of, pairs_of)
def test_pairs_are_those_that_comparing_each_two_children_finds(
    where: list[tuple[str, str]], who: list[tuple[str, str]], kin: list[tuple[str, str]]
) -> None:
    shares = pd.DataFrame(sorted(set(where)), columns=["child", "context"], dtype="str").assign(name="x")
    workers = pd.DataFrame(who, columns=["child", "worker"], dtype="str").assign(worker_label="Professional")
    homes = pd.Series(dict(kin), dtype="str")
    found, _ = together(shares, homes, workers)
    places = {c: {p for x, p in where if x == c} for c in "abcdef"}
    known = {c: {w for x, w in who if x == c} for c in "abcdef"}
    expected = {
        (a, b)
        for a in "abcdef"
        for b in "abcdef"
        if a < b and places[a] & places[b] and not known[a] & known[b] and homes.get(a, a) != homes.get(b, b)
    }
    assert set(zip(found["child_a"], found["child_b"], strict=True)) == expected


def test_an_empty_store_is_answered() -> None:
    assert ask(FrameStore()).table.empty
