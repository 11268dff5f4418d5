"""Caseloads, and children without a named worker, without an engine."""

from datetime import date, datetime

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.findings import Asking, Findings
from csgraph.questions.capacity import QUESTION

DAY = date(2026, 10, 31)
BY = {"source": "council", "batch": "b1", "row": 1}
Row = dict[str, object]


def works_with(worker: str, child: str, role: str = "social_worker", label: str = "Professional") -> Row:
    team = "T9" if worker == "w0" else "South"
    more = {"worker_label": label, "role": role, "team": team, "recorded_by": "social_care", "worker_name": worker}
    return {"child": child, "worker": worker, "id": worker + child + role, **more, **BY}


def caseload(sizes: dict[str, int], **answers: list[Row]) -> FrameStore:
    """Workers w0, w1 ... with so many children each; w0 belongs to a team known by its code."""
    links = [works_with(worker, f"{worker}-{n}") for worker, size in sizes.items() for n in range(size)]
    given: dict[str, list[Row]] = {
        "child_workers": links,
        "children": [{"child": link["child"]} for link in links],
        "teams": [{"team": "ssdteam:T9", "name": "North"}],
    }
    return FrameStore(**(given | answers))


FIVE = {"w0": 12, "w1": 6, "w2": 6, "w3": 6, "w4": 6}


EVERYBODY = Asking(DAY)


def ask(of: FrameStore, asking: Asking = EVERYBODY) -> Findings:
    return QUESTION.answer(of, asking)  # type: ignore[arg-type]  # the part of a store that questions use


def test_a_caseload_above_the_upper_quartile_of_its_role_is_told_with_what_it_is_compared_with() -> None:
    (row,) = ask(caseload(FIVE)).table.to_dict("records")
    assert (row["subject"], row["subject_label"], row["state"]) == ("w0", "Professional", "heavier_than_most")
    assert (row["children"], row["weighted"], row["upper_quartile"], row["team"]) == (12, 12.0, 6.0, "North")
    assert "a way to compare, not a measure of work" in row["reasons"][0]
    assert "w0-1" not in row["finding"] + " ".join(row["reasons"])


@pytest.mark.parametrize("sizes", [{"w0": 12, "w1": 6, "w2": 6, "w3": 6}, {f"w{n}": 6 for n in range(5)}])
def test_four_workers_or_equal_ones_are_not_compared(sizes: dict[str, int]) -> None:
    assert ask(caseload(sizes)).table.empty


def test_plans_events_and_groups_add_weight_and_no_child_has_a_number() -> None:
    plans: list[Row] = [{"child": "w0-0", "plan": kind, "kind": kind, **BY} for kind in ("cin", "cp")]
    events: list[Row] = [
        {"child": "w0-0", "event": f"e{n}", "kind": "missing", "start": datetime(2026, month, 1, n), **BY}
        for n, month in enumerate((10, 10, 9, 1))
    ]
    member: Row = {"child": "w0-1", "named_group": "g", "id": "m", "reliability": "evidence", "source": "panel"}
    of = caseload({"w0": 6, "w1": 1}, child_plans=plans, child_events=events, group_members=[member])
    figures = ask(of).figures
    weighted = figures["Caseload by worker"].set_index("worker")["weighted"]
    assert weighted["w0"] == 6 + 1.0 + 2 * 0.25 + 0.5
    assert pd.isna(weighted["w1"])
    assert figures["Caseload by team"].set_index("team")["weighted"].isna().to_dict() == {"North": False, "South": True}
    assert figures["Quartiles by role"].empty


def missing(child: str, days: int) -> list[Row]:
    return [
        {
            "child": child,
            "event": f"{n}",
            "kind": "missing",
            "role": "missing",
            "start": datetime(2026, 10, n + 1),
            **BY,
        }
        for n in range(days)
    ]


def away(
    days: int = 3, *links: Row, roles: tuple[str, ...] = ("exploitation_worker", "family_support_worker")
) -> FrameStore:
    """Child ssd:1 who went missing on so many days, and an extract that shows some roles."""
    batch: Row = {
        "batch": "b1", "source": "council", "extracted_on": DAY, "period_start": date(2024, 11, 1), "period_end": DAY,
        "schemes": ["ssd"], "roles": list(roles), "listed_only": False,
    }  # fmt: skip
    return FrameStore(
        children=[{"child": "ssd:1"}], child_events=missing("ssd:1", days), child_workers=list(links), batches=[batch]
    )


def test_a_child_often_missing_with_nobody_by_name() -> None:
    (row,) = ask(away()).table.to_dict("records")
    assert (row["subject"], row["subject_label"], row["state"]) == ("ssd:1", "Child", "no_named_worker")
    assert "going missing on 3 days within 90 days" in row["reasons"][0]
    assert "Youth worker" in row["reasons"][-1]
    assert "looked in council (b1)" in row["sources"]
    assert pd.isna(row["weighted"])


def test_where_a_role_is_not_covered_it_cannot_be_told() -> None:
    assert ask(away(roles=("exploitation_worker",))).table["state"].tolist() == ["cannot_tell"]


@pytest.mark.parametrize(
    "of",
    [
        away(2),
        away(3, works_with("w", "ssd:1", "youth_worker")),
        away(3, works_with("w", "ssd:1", "exploitation_worker")),
    ],
    ids=["not often", "youth worker", "exploitation worker"],
)
def test_no_child_is_told(of: FrameStore) -> None:
    assert ask(of).table.empty


def test_a_team_without_a_name_is_nobody_by_name() -> None:
    assert len(ask(away(3, works_with("agency:1", "ssd:1", "exploitation_worker", "Agency"))).table) == 1


def test_two_core_factors_are_enough() -> None:
    found: Row = {"child": "ssd:1", "assessment": "a", "kind": "single", "day": date(2026, 5, 1), **BY}
    of = away(0)
    of.answers["child_assessments"] = [found | {"factors": ["24A", "2A"]}]
    assert ask(of).table.empty
    of.answers["child_assessments"] = [found | {"factors": ["24A", "13A"]}]
    assert ask(of).table["state"].tolist() == ["no_named_worker"]


@pytest.mark.parametrize(
    ("asking", "workers"),
    [
        (Asking(DAY, frozenset({"w1-0"})), {"w1"}),
        (Asking(DAY, teams=frozenset({"north"})), {"w0"}),
        (Asking(DAY, agencies=frozenset({"health"})), set()),
        (Asking(DAY, agencies=frozenset({"social_care"})), set(FIVE)),
    ],
    ids=["child", "team", "other agency", "agency"],
)
def test_whom_is_asked_about(asking: Asking, workers: set[str]) -> None:
    assert set(ask(caseload(FIVE), asking).figures["Caseload by worker"]["worker"]) == workers


def test_an_empty_store_is_answered() -> None:
    found = ask(FrameStore())
    assert found.table.empty
    assert all(figure.empty for figure in found.figures.values())
