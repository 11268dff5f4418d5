"""Clocks of guidance and local procedure, without an engine."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings
from csgraph.questions.timescale_cycles import Run, cycles
from csgraph.questions.timescale_rules import Limit, bank_holidays, due, timescales
from csgraph.questions.timescales import QUESTION

DAY = date(2026, 10, 31)
BY: dict[str, object] = {
    "source": "ssd",
    "batch": "b1",
    "row": 2,
    "recorded_by": "social_care",
    "reliability": "evidence",
}
COVERS: dict[str, object] = {
    "batch": "b1",
    "source": "ssd",
    "schemes": ["ssd"],
    "kinds": ["conference", "s47", "assessment", "meeting"],
    "period_start": pd.Timestamp("2024-11-01"),
    "period_end": pd.Timestamp(DAY),
}
Row = dict[str, object]


def plan(kind: str, start: str, end: str | None = None, **more: object) -> Row:
    return {
        "child": "ssd:1",
        "plan": kind + start,
        "kind": kind,
        "start": start,
        "end": end,
        "id": start,
        "record": start,
        **BY,
        **more,
    }


def held(kind: str, *days: str) -> list[Row]:
    about = {"child": "ssd:1", "what": "meeting", "kind": kind, "part": "held about the child", **BY}
    return [{**about, "node": day, "day": day, "id": kind + day, "record": day} for day in days]


def enquiry(start: str, end: str | None = None) -> Row:
    begun, ended = datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None
    return {
        "child": "ssd:1",
        "event": "s",
        "event_kind": "s47",
        "start": begun,
        "end": ended,
        "id": "s",
        "record": "s",
        **BY,
    }


def missing(returned: str | None, offered: str | None, accepted: str | None, on: str | None, name: str = "m") -> Row:
    end = datetime.fromisoformat(returned) if returned else None
    told = {"interview_offered": offered, "interview_accepted": accepted, "interview_on": on}
    start = datetime(2026, 9, 1, 22, 15)
    return {"child": "ssd:1", "event": name, "role": "subject", "start": start, "end": end, "id": name, **told, **BY}


def ask(children: frozenset[str] | None = frozenset({"ssd:1"}), **answers: list[Row]) -> Findings:
    known = {"children": [{"child": "ssd:1"}, {"child": "police:2"}], "batches": [COVERS]}
    return QUESTION.answer(FrameStore(**(known | answers)), Asking(DAY, children))  # type: ignore[arg-type]


def states(found: Findings, clock: str) -> list[tuple[int, str, str]]:
    """Time, day due and state of one clock, in order of the day due."""
    rows = found.table[found.table["clock"] == clock].sort_values("due_on")
    days = rows["due_on"].dt.strftime("%Y-%m-%d").fillna("")
    return list(zip(rows["time"].tolist(), days, rows["state"], strict=True))


@pytest.mark.parametrize(
    ("start", "number", "unit", "last"),
    [
        (date(2026, 10, 1), 15, "working_days", date(2026, 10, 22)),
        (date(2026, 3, 26), 10, "working_days", date(2026, 4, 13)),
        (date(2026, 10, 3), 1, "working_days", date(2026, 10, 5)),
        (date(2025, 12, 24), 3, "working_days", date(2025, 12, 31)),
        (date(2026, 11, 30), 3, "months", date(2027, 2, 28)),
        (date(2026, 10, 1), 42, "days", date(2026, 11, 12)),
    ],
    ids=["plain", "over Easter", "from a Saturday", "over Christmas", "end of February", "days"],
)
def test_the_last_day_of_a_limit(start: date, number: int, unit: str, last: date) -> None:
    limit = Limit.model_validate({"number": number, "unit": unit})
    assert due(start, limit, bank_holidays()) == last


@pytest.mark.parametrize("start", [date(2023, 12, 20), date(2027, 12, 29)])
def test_working_days_of_years_without_bank_holidays_are_not_counted(start: date) -> None:
    assert due(start, Limit(number=10, unit="working_days"), bank_holidays()) is None


def test_every_weekday_that_is_no_bank_holiday_counts() -> None:
    free = set(bank_holidays().days)
    for number in range(1, 60):
        last = due(date(2026, 3, 2), Limit(number=number, unit="working_days"), bank_holidays())
        worked = [day for day in pd.bdate_range("2026-03-03", last) if day.date() not in free]
        assert len(worked) == number


def test_reviews_each_counted_from_the_one_before() -> None:
    found = ask(
        history_plans=[plan("cp", "2025-09-01")],
        history_records=held("conference", "2025-09-01", "2025-11-28", "2026-06-15"),
    )
    assert states(found, "protection_review") == [(1, "2025-12-01", "met"), (2, "2026-05-28", "missed")]
    late = found.table[found.table["due_on"] == pd.Timestamp("2026-05-28")].iloc[0]
    assert (late["done_on"], late["days_over"]) == (pd.Timestamp("2026-06-15"), 18)


def test_a_review_soon_due_or_not_held() -> None:
    assert states(ask(history_plans=[plan("cp", "2026-08-10")]), "protection_review") == [(1, "2026-11-10", "due")]
    assert states(ask(history_plans=[plan("cp", "2026-07-10")]), "protection_review") == [(1, "2026-10-10", "missed")]
    assert states(ask(history_plans=[plan("cp", "2026-10-10")]), "protection_review") == []


def test_a_plan_that_ended_before_asks_for_nothing() -> None:
    assert states(ask(history_plans=[plan("cp", "2026-05-10", "2026-07-01")]), "protection_review") == []


def test_core_groups_begin_with_the_first() -> None:
    records = held("core_group", "2026-08-12", "2026-09-15")
    found = ask(history_plans=[plan("cp", "2026-08-03")], history_records=records)
    assert states(found, "first_core_group") == [(1, "2026-08-17", "met")]
    assert states(found, "core_group") == [(1, "2026-09-23", "met"), (2, "2026-10-27", "missed")]


def test_care_is_one_period_over_its_episodes() -> None:
    plans = [
        plan("cla", "2025-12-01", "2026-02-01"),
        plan("cla", "2026-02-02"),
        plan("cla", "2025-12-01", id="x", source="annex_a"),
    ]
    found = ask(history_plans=plans, history_records=held("review", "2025-12-20", "2026-03-19"))
    assert states(found, "care_review") == [
        (1, "2025-12-31", "met"),
        (2, "2026-03-20", "met"),
        (3, "2026-09-19", "missed"),
    ]


def test_need_is_not_reviewed_while_there_is_a_protection_plan() -> None:
    both = [plan("cin", "2026-08-01"), plan("cp", "2026-08-20")]
    assert states(ask(history_plans=both), "need_review") == []
    assert states(ask(history_plans=both[:1]), "need_review") == [(1, "2026-09-12", "missed")]


def test_where_only_the_latest_review_is_known_the_earlier_are_not_judged() -> None:
    found = ask(batches=[], history_plans=[plan("cp", "2025-03-01", reviewed_on="2026-04-10")])
    assert states(found, "protection_review") == [(0, "2026-10-10", "missed")]


def test_without_an_extract_that_shows_meetings_it_cannot_be_told() -> None:
    found = ask(batches=[], history_plans=[plan("cp", "2026-07-10")])
    assert states(found, "protection_review") == [(1, "2026-10-10", "cannot_tell")]


@pytest.mark.parametrize(
    ("meetings", "ended", "expected"),
    [
        (held("conference", "2026-09-22"), "2026-09-20", [(1, "2026-09-22", "met")]),
        (held("conference", "2026-09-23"), "2026-09-20", [(1, "2026-09-22", "missed")]),
        ([], "2026-09-20", []),
        ([], None, [(1, "2026-09-22", "missed")]),
        (held("strategy", "2026-08-28") + held("conference", "2026-09-22"), None, [(1, "2026-09-21", "missed")]),
        (held("strategy", "2026-08-01") + held("conference", "2026-09-22"), None, [(1, "2026-09-22", "met")]),
    ],
    ids=["met", "late", "not needed", "still open", "from the strategy discussion", "an earlier discussion"],
)
def test_initial_conference(meetings: list[Row], ended: str | None, expected: list[tuple[int, str, str]]) -> None:
    found = ask(event_children=[enquiry("2026-09-01", ended)], history_records=meetings)
    assert states(found, "initial_conference") == expected


def test_an_enquiry_of_a_child_with_a_protection_plan_needs_no_initial_conference() -> None:
    found = ask(event_children=[enquiry("2026-09-01")], history_plans=[plan("cp", "2026-01-10")])
    assert states(found, "initial_conference") == []


@pytest.mark.parametrize(
    ("decision", "completed", "closed", "expected"),
    [
        ("Accepted", "2026-08-03", None, "met"),
        ("Accepted", "2026-08-04", None, "missed"),
        ("Accepted", None, None, "missed"),
        ("No further action", None, None, ""),
        ("Accepted", None, "2026-07-01", ""),
    ],
)
def test_single_assessment(decision: str, completed: str | None, closed: str | None, expected: str) -> None:
    closure: Row = {"child": "ssd:1", "what": "closure", "node": "c", "kind": "cin", "part": "closed", "id": "c", **BY}
    closures: list[Row] = [{**closure, "day": closed}] if closed else []
    found = ask(
        social_care_referrals=[
            {"child": "ssd:1", "referral": "r", "day": "2026-06-01", "decision": decision, "id": "r", **BY}
        ],
        assessments=[
            {
                "child": "ssd:1",
                "assessment": "a",
                "kind": "cin_assessment",
                "start": "2026-06-02",
                "completed_on": completed,
                "id": "a",
                **BY,
            }
        ],
        history_records=closures,
    )
    assert [state for _, _, state in states(found, "single_assessment")] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (missing("2026-09-02T08:00", "yes", "yes", "2026-09-05"), "met"),
        (missing("2026-09-02T08:00", "yes", "yes", "2026-09-06"), "missed"),
        (missing("2026-09-02T08:00", "no", None, None), "missed"),
        (missing("2026-09-02T08:00", "yes", "no", None), "refused"),
        (missing("2026-09-02T08:00", "yes", "yes", None), "cannot_tell"),
        (missing("2026-10-30T08:00", None, None, None), "due"),
        (missing("2026-10-28T08:00", "no", None, None), "due"),
        (missing("2026-09-02T08:00", "not_applicable", None, None), ""),
        (missing(None, None, None, None), ""),
    ],
    ids=["in time", "late", "not offered", "refused", "no day told", "due", "due today", "no duty", "still missing"],
)  # fmt: skip
def test_return_home_interview(row: Row, expected: str) -> None:
    found = ask(missing_episodes=[row])
    assert [state for _, _, state in states(found, "return_interview")] == ([expected] if expected else [])


def test_an_extract_that_tells_days_of_interviews_shows_that_none_was_held() -> None:
    other = {**missing("2026-09-02T08:00", "yes", "yes", "2026-09-05", "n"), "child": "police:2"}
    found = ask(missing_episodes=[missing("2026-09-02T08:00", "yes", "yes", None), other])
    assert states(found, "return_interview") == [(1, "2026-09-05", "missed")]


def test_every_finding_tells_its_clock_and_no_child() -> None:
    found = ask(
        history_plans=[plan("cp", "2026-07-10")], missing_episodes=[missing("2026-09-02T08:00", "no", None, None)]
    )
    table = found.table
    assert (table["rule_source"] != "").all()
    assert (table["basis"] != "").all()
    assert table["reasons"].map(len).all()
    assert table["sources"].map(len).all()
    assert not table[["finding", "next_step", "would_change"]].stack().str.contains("ssd:1").any()
    assert set(found.figures) == {"By clock", "By team", "By month due", "The clocks"}


def test_a_clock_that_ran_on_after_the_last_limit() -> None:
    clock = timescales().named("first_core_group")
    run = Run(date(2026, 8, 3), None, [date(2026, 8, 12), date(2026, 9, 15)], complete=True)
    assert [cycle.number for cycle in cycles(clock, run, bank_holidays())] == [1]


def test_clocks_that_cannot_be_used_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bank_holidays.toml").write_text(
        'basis = "S"\nsource = "x"\nverified = true\nyears = [2026]\ndays = [2025-01-01]\n'
    )
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    with pytest.raises(CsgraphError, match="same years"):
        bank_holidays()


def test_an_empty_store_is_answered() -> None:
    assert QUESTION.answer(FrameStore(), Asking(DAY)).table.empty  # type: ignore[arg-type]
