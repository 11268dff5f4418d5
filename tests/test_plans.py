"""What plans leave out, without an engine."""

from datetime import date, datetime, timedelta

import pytest
from frame_store import FrameStore
from test_closures import BY, DAY, Row, together

from csgraph.findings import Asking, Findings
from csgraph.questions.plans import QUESTION

COVERED: dict[str, list[Row]] = {
    "children": [{"child": "ssd:1"}],
    "batches": [
        {
            "batch": "b1",
            "source": "cases",
            "period_start": date(2024, 11, 1),
            "period_end": DAY,
            "schemes": ["ssd"],
            "kinds": ["plan_action", "plan_review"],
        }
    ],
}
CITED = {key: value for key, value in BY.items() if key not in ("recorded_by", "reliability")}


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


LONG_AGO, OF_LATE = ago(200), ago(10)


def plan(kind: str = "cin", start: date = LONG_AGO, reviewed: date | None = OF_LATE) -> dict[str, list[Row]]:
    row = {"child": "ssd:1", "plan": f"p:{kind}", "kind": kind, "start": start, "reviewed_on": reviewed, "id": kind}
    return {"open_plans": [row | BY]}


def action(addresses: str | None, name: str = "a", **more: object) -> dict[str, list[Row]]:
    row: Row = {"child": "ssd:1", "plan": "p:cin", "kind": "cin", "action": name, "addresses": addresses, "id": name}
    return {"plan_actions": [row | {"status": "open", "due_on": ago(-5)} | more | BY]}


def found_at_assessment(*factors: str) -> dict[str, list[Row]]:
    row = {"child": "ssd:1", "assessment": "s", "kind": "cin_assessment", "day": ago(50), "factors": list(factors)}
    return {"child_assessments": [row | CITED]}


def event(kind: str, day: date) -> dict[str, list[Row]]:
    start = datetime.combine(day, datetime.min.time())
    return {"event_children": [{"child": "ssd:1", "event": "e", "event_kind": kind, "start": start, "id": "e", **BY}]}


def ask(*parts: dict[str, list[Row]], children: frozenset[str] | None = None) -> Findings:
    store = FrameStore(**together(*parts))
    return QUESTION.answer(store, Asking(DAY, children))  # type: ignore[arg-type]  # the part of a store that questions use


def states(*parts: dict[str, list[Row]]) -> list[str]:
    return ask(COVERED, *parts).table["state"].tolist()


def test_a_factor_that_an_action_names_is_addressed_and_another_is_not() -> None:
    found = ask(COVERED, plan(), action("4A"), found_at_assessment("4A", "3B", "24A", "6A", "14A"))
    rows = found.table[found.table["state"] == "factor_not_addressed"]
    assert rows["factor"].tolist() == ["24A", "3B"]
    assert rows["underlying"].tolist() == [False, True]
    figure = found.figures["Coverage of factors by kind of plan"]
    assert figure[["kind", "factors", "addressed"]].to_numpy().tolist() == [["cin", 3, 1]]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        (action("4A", status="done", done_on=ago(3)), []),
        (action("4A", status="dropped"), ["factor_not_addressed"]),
        (action(None), ["factor_not_addressed"]),
        ({}, ["factor_not_addressed"]),
    ],
    ids=["done", "dropped", "names none", "no action"],
)
def test_which_actions_answer(more: dict[str, list[Row]], state: list[str]) -> None:
    assert states(plan(), found_at_assessment("4A"), more) == state


def test_events_that_no_action_answers() -> None:
    assert states(plan(), event("missing", ago(89))) == ["events_not_addressed"]
    assert states(plan(), event("missing", ago(90))) == []
    assert states(plan(), event("missing", ago(89)), action("24A")) == []
    assert states(plan(), event("incident", ago(5)), action("4A")) == ["events_not_addressed"]


def test_behaviour_alone() -> None:
    assert states(plan(), action("14A"), action(None, "b")) == ["behaviour_only"]
    assert states(plan(), action("14A"), action("2A", "b")) == []
    assert states(plan(), action("14A"), action("2A", "b", status="dropped")) == ["behaviour_only"]


@pytest.mark.parametrize(
    ("kind", "start", "reviewed", "late"),
    [
        ("cin", ago(200), ago(84), False),
        ("cin", ago(200), ago(85), True),
        ("cp", ago(92), None, False),
        ("cp", ago(93), None, True),
        ("cp", ago(400), ago(183), False),
        ("cla", ago(29), None, True),
        ("yj", ago(900), None, False),
    ],
)
def test_the_clock_of_each_kind(kind: str, start: date, reviewed: date | None, late: bool) -> None:
    found = ask(COVERED, plan(kind, start, reviewed)).table
    assert found["drift"].dropna().tolist() == (["review"] if late else [])


def test_reviews_that_no_extract_shows_are_not_late() -> None:
    unseen = {"batches": [COVERED["batches"][0] | {"kinds": ["plan_action"]}], "children": COVERED["children"]}
    found = ask(unseen, plan("cp", ago(400), None))
    assert found.table.empty
    assert any("reviews no loaded extract shows: 1" in caveat for caveat in found.caveats)


def rising(*days: int) -> dict[str, list[Row]]:
    return together(*(event("missing", ago(n)) for n in days))


@pytest.mark.parametrize(
    ("days", "more", "still"),
    [
        ((3, 8), {}, True),
        ((3,), {}, False),
        ((3, 8, 100, 120), {}, False),
        ((3, 3), {}, False),
        ((3, 8), action("10A", plan="p:cp", status="done", done_on=ago(20)), False),
        ((3, 8), action("10A", plan="p:cp"), True),
    ],
    ids=["rising", "one", "no more than before", "one day twice", "an action done", "an action open"],
)
def test_standing_still_while_events_rise(days: tuple[int, ...], more: dict[str, list[Row]], still: bool) -> None:
    # Eighty-odd days since the start of a protection plan: its review is not due, and it began before the days counted.
    found = ask(COVERED, plan("cp", ago(91), None), rising(*days), more).table
    assert found["drift"].dropna().tolist() == (["events"] if still else [])


def test_actions_past_due_are_one_finding_a_plan_with_their_owners_in_columns() -> None:
    owner = {"action": "a", "worker": "email:x", "name": "Jo Doe", "phone": "1", "id": "o", **BY}
    late = together(action("4A", due_on=ago(9)), action("3B", "b", due_on=ago(30)), {"plan_action_owners": [owner]})
    (row,) = ask(COVERED, plan(), late).table.to_dict("records")
    assert (row["state"], row["actions"], row["unowned"]) == ("action_overdue", 2, 1)
    assert row["worker_name"] == ["Jo Doe"]
    assert f"{row['oldest_due']:%Y-%m-%d}" == f"{ago(30)}"
    assert "Doe" not in row["finding"] + row["next_step"]


def test_without_an_extract_that_shows_actions_nothing_is_said_of_factors() -> None:
    found = ask(plan(), found_at_assessment("4A"), event("missing", ago(5)))
    assert found.table["state"].tolist() == ["cannot_tell"]
    assert found.figures["Coverage of factors by kind of plan"]["cannot_tell"].tolist() == [1]


def test_every_finding_says_why_on_which_record_and_who_acts_and_names_nobody() -> None:
    found = ask(
        COVERED,
        plan("cin", ago(300), None),
        action("14A", due_on=ago(9)),
        found_at_assessment("4A"),
        rising(3, 8),
        event("incident", ago(4)),
    ).table
    assert set(found["state"]) == {
        "events_not_addressed",
        "factor_not_addressed",
        "behaviour_only",
        "drift",
        "action_overdue",
    }
    for name in ("reasons", "sources", "next_step", "would_change"):
        assert found[name].map(len).gt(0).all()
    for row in found.to_dict("records"):
        assert "ssd:1" not in " ".join([row["finding"], *row["reasons"], row["next_step"], row["would_change"]])


def test_only_children_asked_about() -> None:
    assert ask(COVERED, plan(), found_at_assessment("4A"), children=frozenset({"ssd:2"})).table.empty


def test_an_empty_store_is_answered() -> None:
    assert ask().table.empty


def test_a_review_after_the_day_hides_those_before_it() -> None:
    later = {"open_plans": [plan("cp", ago(400), None)["open_plans"][0] | {"reviewed_since": True}]}
    found = ask(COVERED, later, rising(3, 8)).table
    assert found["drift"].dropna().empty
