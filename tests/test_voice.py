"""Whose voice is recorded and whom nobody reached, without an engine."""

from datetime import date, datetime

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.findings import Asking, Findings
from csgraph.governance.sharing import FREE
from csgraph.questions.voice import QUESTION

DAY = date(2026, 10, 31)
BY: dict[str, object] = {
    "source": "case_records",
    "batch": "b1",
    "row": 2,
    "recorded_by": "social_care",
    "reliability": "evidence",
}
COVERS: dict[str, object] = {
    "batch": "b1",
    "source": "case_records",
    "schemes": ["ssd"],
    "kinds": ["account", "engagement"],
    "period_start": pd.Timestamp("2024-11-01"),
    "period_end": pd.Timestamp(DAY),
}
Row = dict[str, object]


def voiced(day: str, about: str = "wishes", name: str = "v1", **more: object) -> Row:
    return {
        "child": "ssd:1",
        "event": name,
        "kind": "account",
        "day": day,
        "detail": about,
        "id": name,
        "record": name,
        **BY,
        **more,
    }


def attempt(day: str, outcome: str, name: str, how: str = "Phone call") -> Row:
    return voiced(day, how, name, kind="engagement", outcome=outcome)


def event(day: str) -> Row:
    return {
        "child": "ssd:1",
        "event": "e",
        "event_kind": "missing",
        "start": datetime.fromisoformat(day),
        "id": "e",
        **BY,
    }


def ask(children: frozenset[str] | None = None, /, **answers: list[Row]) -> Findings:
    known = {
        "children": [{"child": "ssd:1"}, {"child": "police:2"}],
        "batches": [COVERS],
        "child_plans": [{"child": "ssd:1", "plan": "p", "kind": "cin", "start": "2025-01-01"}],
    }
    return QUESTION.answer(FrameStore(**(known | answers)), Asking(DAY, children))  # type: ignore[arg-type]


def states(found: Findings) -> list[str]:
    return found.table["state"].tolist()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["none_recorded"]),
        ({"child_voice": [voiced("2026-08-01")]}, ["recorded"]),
        ({"child_voice": [voiced("2026-04-01")]}, ["old"]),
        ({"child_voice": [voiced("2026-08-01")], "event_children": [event("2026-08-02T10:00")]}, ["old"]),
        ({"child_voice": [voiced("2026-08-01")], "event_children": [event("2026-10-30T10:00")]}, ["recorded"]),
        (
            {
                "child_voice": [voiced("2026-08-01")],
                "history_plans": [
                    {"child": "ssd:1", "plan": "p", "kind": "cp", "start": "2026-09-01", "id": "p", **BY}
                ],
            },
            ["old"],
        ),
        (
            {
                "place_ties": [
                    {
                        "child": "ssd:1",
                        "place": "l",
                        "kind": "feels_safe_at",
                        "recorded_on": "2026-09-01",
                        "id": "t",
                        **BY,
                    }
                ]
            },
            ["recorded"],
        ),
        (
            {
                "place_ties": [
                    {"child": "ssd:1", "place": "l", "kind": "frequents", "recorded_on": "2026-09-01", "id": "t", **BY}
                ]
            },
            ["none_recorded"],
        ),
        (
            {
                "child_accounts": [
                    {"child": "ssd:1", "account": "I like the park", "recorded_on": "2026-09-01", "batch": "b1"}
                ]
            },
            ["recorded"],
        ),
        ({"batches": []}, ["cannot_tell"]),
    ],
    ids=[
        "none",
        "recorded",
        "old",
        "event since",
        "event just now",
        "plan since",
        "safe place",
        "goes there",
        "on a map",
        "not covered",
    ],
)
def test_states(answers: dict[str, list[Row]], expected: list[str]) -> None:
    found = ask(None, **answers)
    assert states(found) == expected
    assert found.table["reasons"].map(len).all()


def test_what_was_heard_stands_by_day_role_and_agency_and_never_in_words() -> None:
    who: Row = {"event": "v1", "worker": "email:a@b.example", "role": "youth_worker", "id": "1", **BY}
    workers = [{**who, "what": "author"}, {**who, "what": "agency", "agency": "youth_service"}]
    rows = [voiced("2026-08-01", "Safe place"), voiced("2026-07-01", "Wishes and feelings", "v0")]
    (row,) = ask(child_voice=rows, child_voice_workers=workers).table.to_dict("records")
    assert (row["heard_role"], row["heard_agency"]) == ("youth_worker", "youth_service")
    assert (row["safe_place_on"], row["wishes_on"]) == (pd.Timestamp("2026-08-01"), pd.Timestamp("2026-07-01"))
    assert "ssd:1" not in " ".join([row["finding"], row["next_step"], *row["reasons"]])


def test_attempts_that_reached_nobody() -> None:
    tried = [attempt("2026-09-0" + n, "no reply", n) for n in "123"]
    found = ask(child_voice=tried)
    assert states(found) == ["attempts_failed", "none_recorded"]
    row = found.table.iloc[0]
    assert (row["attempts"], row["engaged"], row["engaged_share"], row["ways"]) == (3, 0, 0.0, ["phone"])
    assert "who else the child knows" in row["next_step"]


def test_whoever_got_through_before_is_named_by_role() -> None:
    tried = [attempt("2026-09-0" + n, "refused", n) for n in "123"] + [attempt("2025-09-01", "Engaged", "4")]
    workers = [{"event": "4", "what": "author", "worker": "w", "role": "school_nurse", "id": "4", **BY}]
    row = ask(child_voice=tried, child_voice_workers=workers).table.iloc[0]
    assert row["state"] == "attempts_failed"
    assert "School nurse" in row["next_step"]


@pytest.mark.parametrize(
    "tried",
    [
        [attempt("2026-09-01", "no reply", "1"), attempt("2026-09-02", "no reply", "2")],
        [attempt("2026-09-0" + n, "no reply" if n != "2" else "engaged", n) for n in "1234"],
        [attempt("2025-09-0" + n, "no reply", n) for n in "1234"],
    ],
    ids=["too few", "one engaged", "long ago"],
)
def test_attempts_have_not_failed(tried: list[Row]) -> None:
    assert "attempts_failed" not in states(ask(child_voice=tried))


def test_what_worked_is_kept_in_the_workers_words_and_never_shared() -> None:
    tried = [
        {**attempt("2025-09-01", "Engaged", "1"), "worked": "Walked the dog together"},
        {**attempt("2026-09-02", "no reply", "2"), "worked": "Nothing"},
    ]
    (worked,) = ask(child_voice=tried).table["worked"]
    assert worked == ["Walked the dog together"]
    assert "worked" in FREE


def test_figures_of_attempts_by_way() -> None:
    tried = [
        attempt("2026-09-01", "engaged", "1", "Met at school"),
        attempt("2026-09-02", "refused", "2", "Shouted over the fence"),
    ]
    by = ask(child_voice=tried).figures["Attempts by way"]
    assert by.to_numpy().tolist() == [["other", 1, 0, 0.0, 1], ["school", 1, 1, 1.0, 1]]


def test_children_asked_about_take_the_place_of_the_boundary() -> None:
    assert ask(frozenset({"police:2"})).table[["subject", "state"]].to_numpy().tolist() == [["police:2", "cannot_tell"]]


def test_an_empty_store_is_answered() -> None:
    assert QUESTION.answer(FrameStore(), Asking(DAY)).table.empty  # type: ignore[arg-type]
