"""Challenges to closings without an engine."""

from datetime import date

import pytest
from frame_store import FrameStore
from test_closures import BY, DAY, Row, closed, together

from csgraph.findings import Asking, Findings
from csgraph.questions.challenge import QUESTION
from csgraph.questions.challenge_figures import wilson
from csgraph.questions.escalation_rules import escalation, working_days

COVERED: dict[str, list[Row]] = {
    "children": [{"child": "ssd:1"}],
    "batches": [
        {
            "batch": "b1",
            "source": "cases",
            "period_start": date(2024, 11, 1),
            "period_end": DAY,
            "schemes": ["ssd"],
            "kinds": ["challenge", "closure_words"],
        }
    ],
}


def challenge(raised: date, resolved: date | None = None, name: str = "h") -> dict[str, list[Row]]:
    outcome = "Decision upheld" if resolved else None
    row = {"closure": "closure:1", "challenge": name, "raised_on": raised, "resolved_on": resolved, "outcome": outcome}
    return {
        "closure_challenges": [row | {"id": name, **BY}],
        "challenge_raisers": [{"challenge": name, "agency": "school", "id": name, **BY}],
    }


def worker(name: str, role: str, phone: str | None = None, end: date | None = None) -> dict[str, list[Row]]:
    cited = {key: value for key, value in BY.items() if key != "reliability"}
    known = {"worker": name, "worker_label": "Professional", "name": f"{name} Doe", "role": role, "phone": phone}
    return {"involvements": [{"child": "ssd:1", "link": name, "start": date(2026, 1, 1), "end": end, **known, **cited}]}


def ask(*parts: dict[str, list[Row]], children: frozenset[str] | None = None) -> Findings:
    rows = together(closed("Family disengaged"), *parts)
    return QUESTION.answer(FrameStore(**rows), Asking(DAY, children))  # type: ignore[arg-type]  # the part of a store that questions use


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "no_challenge_recorded"),
        (challenge(date(2026, 6, 3), date(2026, 6, 9)), "challenged_resolved"),
        (challenge(date(2026, 10, 26)), "challenged_open"),
        (challenge(date(2026, 6, 3)), "challenged_overdue"),
        (
            together(challenge(date(2026, 6, 3), date(2026, 6, 9)), challenge(date(2026, 10, 26), name="g")),
            "challenged_open",
        ),
    ],
    ids=["none", "resolved", "open", "overdue", "one of two open"],
)
def test_the_state_of_a_closing(more: dict[str, list[Row]], state: str) -> None:
    (row,) = ask(COVERED, more).table.to_dict("records")
    assert row["state"] == state


def test_without_an_extract_that_shows_challenges_it_cannot_be_told() -> None:
    found = ask()
    assert found.table["state"].tolist() == ["cannot_tell"]
    assert found.figures["Closings challenged"]["closings"].tolist() == [0, 0]


def test_a_closing_without_concern_or_disengagement_is_not_asked_about() -> None:
    store = FrameStore(**together(closed("Needs met"), COVERED))
    assert QUESTION.answer(store, Asking(DAY)).table.empty  # type: ignore[arg-type]


def test_who_could_have_challenged_is_in_columns_in_one_order() -> None:
    found = ask(
        COVERED,
        worker("ann", "school_nurse"),
        worker("bo", "dsl", "01632 960000"),
        worker("cy", "social_worker"),
        worker("di", "camhs", end=date(2026, 5, 30)),
    )
    (row,) = found.table.to_dict("records")
    assert row["worker_name"] == ["bo Doe", "ann Doe"]
    assert row["phone"] == ["01632 960000", ""]
    text = " ".join([row["finding"], *row["reasons"], row["next_step"]])
    assert "Doe" not in text
    assert "ssd:1" not in text
    assert "Designated safeguarding lead, School nurse" in row["next_step"]


def test_an_open_challenge_names_the_stage_that_it_has_come_to() -> None:
    (row,) = ask(COVERED, challenge(date(2026, 10, 21))).table.to_dict("records")
    assert (row["days"], row["stage"]) == (7, "managers talk")
    assert "unverified" in row["next_step"]


def test_figures_count_a_challenge_once() -> None:
    figures = ask(COVERED, challenge(date(2026, 6, 3), date(2026, 6, 9))).figures
    assert figures["Challenges by agency"].to_numpy().tolist() == [["school", 1, 1]]
    assert figures["Outcomes of challenges"].to_numpy().tolist() == [["upheld", 1]]
    assert figures["Working days to resolve"]["median"].tolist() == [4.0, 4.0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Case re-opened", "changed"),
        ("Decision upheld", "upheld"),
        ("Upheld at first, reopened later", "changed and upheld"),
        ("Discussed", "other"),
        (None, "not recorded"),
    ],
)
def test_outcomes_are_only_kinds(text: str | None, kind: str) -> None:
    assert escalation().outcome(text) == kind


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2026, 10, 26), date(2026, 10, 26), 0),
        (date(2026, 10, 23), date(2026, 10, 26), 1),
        (date(2026, 10, 24), date(2026, 10, 26), 1),
        (date(2026, 10, 26), date(2026, 10, 31), 4),
    ],
)
def test_working_days_leave_out_the_weekend(since: date, until: date, days: int) -> None:
    assert working_days(since, until) == days


def test_the_interval_of_wilson() -> None:
    low, high = wilson(0, 10)
    assert (round(low or 0, 4), round(high or 0, 4)) == (0.0, 0.2775)
    assert wilson(0, 0) == (None, None)


def test_only_children_asked_about() -> None:
    assert ask(COVERED, children=frozenset({"ssd:2"})).table.empty


def test_a_closing_that_is_long_past_is_not_asked_about() -> None:
    rows = together(closed("Family disengaged", day=date(2025, 10, 1)), COVERED)
    assert QUESTION.answer(FrameStore(**rows), Asking(DAY)).table.empty  # type: ignore[arg-type]


def test_an_empty_store_is_answered() -> None:
    found = QUESTION.answer(FrameStore(), Asking(DAY))  # type: ignore[arg-type]
    assert found.table.empty
    assert found.figures["Closings challenged"]["share"].isna().all()
