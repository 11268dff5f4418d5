"""Assessments and screening tools of children at risk, without an engine."""

from datetime import date

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.findings import Asking, Findings
from csgraph.questions.assessment import QUESTION

DAY = date(2026, 10, 31)
BY: dict[str, object] = {
    "source": "ssd",
    "batch": "b1",
    "row": 2,
    "recorded_by": "social_care",
    "reliability": "evidence",
}
PERIOD = {"period_start": pd.Timestamp("2024-11-01"), "period_end": DAY, "extracted_on": DAY}
COVERS = {"batch": "b1", "source": "ssd", "schemes": ["ssd"], "kinds": ["assessment"], **PERIOD}
Row = dict[str, object]


def done(day: str, kind: str = "cin_assessment", **more: object) -> Row:
    return {
        "child": "ssd:1",
        "assessment": f"{kind}:{day}",
        "kind": kind,
        "completed_on": day,
        "id": day,
        "record": day,
        **BY,
        **more,
    }


def event(day: str) -> Row:
    return {"child": "ssd:1", "event": day, "event_kind": "missing", "start": day, "id": day, "record": day, **BY}


def ask(children: frozenset[str] | None = frozenset({"ssd:1"}), **answers: list[Row]) -> Findings:
    known = {"children": [{"child": "ssd:1"}, {"child": "police:2"}], "batches": [COVERS]}
    return QUESTION.answer(FrameStore(**(known | answers)), Asking(DAY, children))  # type: ignore[arg-type]


def states(found: Findings) -> list[str]:
    return found.table["state"].tolist()


@pytest.mark.parametrize(
    ("assessments", "events", "expected"),
    [
        ([], [], ["none_recorded"]),
        ([done("2026-08-01")], [], ["up_to_date"]),
        ([done("2026-08-01")], [event("2026-07-30")], ["up_to_date"]),
        ([done("2026-08-01")], [event("2026-08-02")], ["older_than_events"]),
        ([done("2026-08-01")], [event("2026-10-30")], ["up_to_date"]),
        ([done("2026-04-29")], [], ["out_of_date"]),
        ([done("2026-04-30")], [], ["up_to_date"]),
        ([done("2025-01-01"), done("2026-09-01", "screening")], [], ["up_to_date"]),
    ],
    ids=["none", "new", "event before", "event since", "event just now", "old", "not yet old", "a new tool"],
)
def test_states(assessments: list[Row], events: list[Row], expected: list[str]) -> None:
    found = ask(assessments=assessments, event_children=events)
    assert states(found) == expected
    assert found.table["reasons"].map(len).all()
    assert found.table["sources"].map(len).all()


def test_a_child_whom_no_extract_covers_cannot_be_told() -> None:
    found = ask(frozenset({"police:2"}))
    assert states(found) == ["cannot_tell"]
    assert not found.table["covered"].any()


def tool(result: str, factors: list[str]) -> Row:
    return done("2026-09-01", "screening", result=result, factors=factors)


@pytest.mark.parametrize(
    ("result", "factors", "differs"),
    [
        ("LOW", ["10A", "24A"], True),
        ("Low risk", ["10A", "2A"], False),
        ("High", ["2A"], True),
        ("High", ["24A"], False),
        ("Medium", ["10A", "24A"], False),
        ("Discussed with her mother", ["10A", "24A"], False),
    ],
)
def test_a_tool_is_compared_with_the_factors(result: str, factors: list[str], differs: bool) -> None:
    found = ask(assessments=[tool(result, factors)])
    assert ("result_differs" in states(found)) is differs
    assert not found.table["finding"].str.contains("mother").any()


def test_factors_of_other_assessments_count_and_old_ones_do_not() -> None:
    low = tool("Low", [])
    assert "result_differs" in states(ask(assessments=[low, done("2026-01-01", factors=["10A", "13A"])]))
    assert "result_differs" not in states(ask(assessments=[low, done("2025-01-01", factors=["10A", "13A"])]))


def test_who_completed_a_tool_is_the_agency_that_the_record_names() -> None:
    who: Row = {"assessment": "screening:2026-09-01", "worker": "email:a@b.example", **BY}
    authors: list[Row] = [
        {**who, "what": "author", "job_title": "Designated Safeguarding Lead", "id": "1"},
        {**who, "what": "agency", "agency": "school", "id": "1"},
    ]
    found = ask(assessments=[tool("Low", ["10A"])], assessment_authors=authors)
    (row,) = found.table.to_dict("records")
    assert (row["tool_agency"], row["tool_role"], row["band"]) == ("school", "dsl", "low")
    by = found.figures["Children with a tool by who completed it"]
    assert by.to_numpy().tolist() == [["school", "dsl", 1, 1.0], ["all", "all", 1, 1.0]]


def test_the_same_assessment_in_two_extracts_counts_once() -> None:
    rows = [done("2026-08-01"), done("2026-08-01", assessment="annex_a:1", id="2", source="annex_a")]
    by = ask(assessments=rows).figures["Completed by agency and role"]
    assert by["assessments"].tolist() == [1]


def test_no_sentence_holds_a_childs_id() -> None:
    found = ask(None, child_plans=[{"child": "ssd:1", "plan": "p", "kind": "cin"}])
    (row,) = found.table.to_dict("records")
    told = [row["finding"], row["next_step"], row["would_change"], *row["reasons"]]
    assert not any("ssd:1" in text for text in told)


def test_an_empty_store_is_answered() -> None:
    found = QUESTION.answer(FrameStore(), Asking(DAY))  # type: ignore[arg-type]
    assert found.table.empty
