"""The complete history of a child, without an engine."""

from datetime import date, datetime

import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.network.silences import gaps, joined
from csgraph.questions.history import QUESTION

DAY = date(2026, 10, 31)
CHILD = frozenset({"ssd:1"})
BY: dict[str, object] = {
    "source": "ssd",
    "batch": "b1",
    "row": 2,
    "recorded_by": "social_care",
    "reliability": "evidence",
}
POLICE: dict[str, object] = {**BY, "source": "police_incidents", "batch": "b2", "recorded_by": "police"}
COVERS: dict[str, object] = {
    "schemes": ["ssd"],
    "extracted_on": DAY,
    "period_start": pd.Timestamp("2026-01-01"),
    "period_end": pd.Timestamp(DAY),
}
Row = dict[str, object]


def event(day: str, name: str, kind: str = "incident", **more: object) -> Row:
    start = datetime.fromisoformat(day)
    return {
        "child": "ssd:1",
        "event": name,
        "event_kind": kind,
        "start": start,
        "role": "victim",
        "id": name,
        **POLICE,
        **more,
    }


def span(what: str, node: str, start: str, end: str | None = None, **more: object) -> Row:
    return {
        "child": "ssd:1",
        "what": what,
        "node": node,
        "start": start,
        "end": end,
        "id": node,
        "record": node,
        **BY,
        **more,
    }


def ask(children: frozenset[str] | None = CHILD, **answers: list[Row]) -> Findings:
    known = {
        "children": [{"child": "ssd:1"}, {"child": "ssd:2"}],
        "batches": [{"batch": "b1", "source": "ssd", "recorded_by": "social_care", **COVERS}],
    }
    return QUESTION.answer(FrameStore(**(known | answers)), Asking(DAY, children))  # type: ignore[arg-type]


def entries(found: Findings) -> list[tuple[str, str, str]]:
    """Day, state and part of what is no silence."""
    rows = found.table[~found.table["state"].isin(["no_coverage", "nothing_recorded"])]
    return list(zip(rows["day"].dt.strftime("%Y-%m-%d"), rows["state"], rows["part"].fillna(""), strict=True))


def test_nobody_is_shown_unless_named() -> None:
    found = ask(None, event_children=[event("2026-03-01", "e1")])
    assert found.table.empty
    assert "name them" in found.caveats[0]


def test_every_kind_of_entry_in_order_of_the_day() -> None:
    found = ask(
        event_children=[
            event("2026-03-01T22:00", "e1"),
            event("2026-02-01", "c1", "contact"),
            event("2026-08-02", "a1", "account"),
            event("2026-08-03", "g1", "engagement"),
            event("2026-03-02", "other", child="ssd:2"),
        ],
        assessments=[
            {"child": "ssd:1", "assessment": "s1", "kind": "screening", "start": "2026-04-01", "id": "s1", **BY}
        ],
        history_plans=[
            {
                "child": "ssd:1",
                "plan": "p1",
                "kind": "cin",
                "start": "2026-05-01",
                "end": "2026-06-01",
                "id": "p1",
                **BY,
            }
        ],
        history_records=[
            {
                "child": "ssd:1",
                "what": "meeting",
                "node": "m1",
                "kind": "panel",
                "part": "held about the child",
                "day": "2026-07-01",
                "id": "m1",
                **BY,
            }
        ],
        history_spans=[
            span("worker", "w1", "2026-05-02", "2026-05-03", kind="social_worker"),
            span("tie", "ssd:2", "2026-08-01", kind="friend_peer"),
        ],
    )
    assert entries(found) == [
        ("2026-02-01", "contact", "victim"),
        ("2026-03-01", "event", "victim"),
        ("2026-04-01", "assessment", "begun"),
        ("2026-05-01", "plan", "start"),
        ("2026-05-02", "worker", "start"),
        ("2026-05-03", "worker", "end"),
        ("2026-06-01", "plan", "end"),
        ("2026-07-01", "meeting", "held about the child"),
        ("2026-08-01", "tie", "start"),
        ("2026-08-02", "account", "victim"),
        ("2026-08-03", "engagement", "victim"),
    ]
    assert found.table["reasons"].map(len).all()
    assert found.table["sources"].map(len).all()


def test_other_children_stand_in_one_column_only() -> None:
    found = ask(history_spans=[span("tie", "ssd:2", "2026-08-01", kind="friend_peer")])
    (row,) = found.table[found.table["state"] == "tie"].to_dict("records")
    assert row["other_child"] == "ssd:2"
    told = " ".join([row["finding"], row["next_step"], *row["reasons"], *row["sources"], str(row["node"])])
    assert "ssd:1" not in told
    assert all("ssd:2" not in source for source in row["reasons"])


def test_an_agencys_own_words_stand_in_no_sentence() -> None:
    found = ask(event_children=[event("2026-03-01", "e1", detail="Robbery at knife point")])
    told = found.table[["finding", "next_step"]].to_numpy().tolist()
    assert "knife" not in str(told)
    assert found.table["detail"].dropna().tolist() == ["Robbery at knife point"]


def test_days_to_come_are_not_shown() -> None:
    assert entries(ask(event_children=[event("2026-11-01", "e1")])) == []


def test_two_extracts_of_one_agency_tell_one_entry_and_one_extract_tells_two() -> None:
    plan: Row = {"child": "ssd:1", "kind": "cin", "start": "2026-05-01", **BY}
    plans = [
        {**plan, "plan": "p1", "id": "1", "record": "r1"},
        {**plan, "plan": "p2", "id": "2", "record": "r2", "source": "annex_a"},
    ]
    found = ask(history_plans=plans).table
    assert found.loc[found["state"] == "plan", "sources"].tolist() == [["annex_a r2, row 2 (b1)", "ssd r1, row 2 (b1)"]]
    assert len(entries(ask(event_children=[event("2026-03-01", "e1"), event("2026-03-01", "e2")]))) == 2


def test_days_that_no_extract_covers_and_days_without_an_entry() -> None:
    found = ask(event_children=[event("2025-12-01", "c1", "contact") | BY, event("2026-01-15", "c2", "contact") | BY])
    silent = found.table[found.table["state"].isin(["no_coverage", "nothing_recorded"])]
    days = zip(silent["state"], silent["agency"], silent["day"].dt.date, silent["until"].dt.date, strict=True)
    assert list(days) == [
        ("no_coverage", "social_care", date(2025, 12, 1), date(2025, 12, 31)),
        ("nothing_recorded", "social_care", date(2026, 1, 16), DAY),
    ]
    assert found.figures["Days not covered"]["days"].tolist() == [31]


def test_a_source_that_does_not_list_the_child_covers_no_day() -> None:
    listed = {"batch": "b2", "source": "police_missing", "recorded_by": "police", **COVERS, "listed_only": True}
    found = ask(batches=[listed], event_children=[event("2026-03-01", "e1")])
    (row,) = found.table[found.table["state"] == "no_coverage"].to_dict("records")
    assert (row["day"], row["until"]) == (pd.Timestamp("2026-03-01"), pd.Timestamp(DAY))


def test_an_empty_store_is_answered() -> None:
    assert QUESTION.answer(FrameStore(), Asking(DAY, CHILD)).table.empty  # type: ignore[arg-type]


days = st.integers(1, 28).map(lambda day: date(2026, 2, day))
spans = st.lists(st.tuples(days, days).map(lambda ends: (min(ends), max(ends))), max_size=5)


@given(spans, days, days)
def test_gaps_are_the_days_that_no_span_holds(found: list[tuple[date, date]], one: date, other: date) -> None:
    within = (min(one, other), max(one, other))
    held = {day.date() for first, last in found for day in pd.date_range(first, last)}
    expected = [day.date() for day in pd.date_range(*within) if day.date() not in held]
    told = [day.date() for first, last in gaps(found, within) for day in pd.date_range(first, last)]
    assert told == expected


@pytest.mark.parametrize("found", [[], [(date(2026, 1, 1), date(2026, 1, 2)), (date(2026, 1, 3), date(2026, 1, 4))]])
def test_spans_that_touch_are_one(found: list[tuple[date, date]]) -> None:
    assert len(joined(found)) == bool(found)
