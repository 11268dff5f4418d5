"""Changes of worker, gaps and ends, without an engine."""

from datetime import date, timedelta

import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.frames import frame
from csgraph.network.tenures import FAR, breaks, joined, successions
from csgraph.questions.continuity import QUESTION
from csgraph.questions.continuity_rules import Continuity, continuity_rules
from csgraph.store.queries import named_query

DAY = date(2026, 10, 31)
BY = {"source": "council", "batch": "b1", "row": 1, "recorded_by": "social_care"}
Row = dict[str, object]


def held(worker: str, start: int, end: int | None, role: str = "social_worker", **more: object) -> Row:
    """A link of child ssd:1 that began and ended so many days before the day."""
    began = DAY - timedelta(days=start)
    ended = None if end is None else DAY - timedelta(days=end)
    link = f"{worker}{start}{more.get('source', '')}"
    return {
        "child": "ssd:1", "link": link, "worker": worker, "role": role, "start": began, "end": ended, **BY, **more,
    }  # fmt: skip


def store(*links: Row, plan: int = 400, covers: str = "social_worker", **answers: list[Row]) -> FrameStore:
    """Child ssd:1 of 14 with an open child in need plan, and one extract that shows a role."""
    open_: Row = {"child": "ssd:1", "plan": "p", "kind": "cin", "start": DAY - timedelta(days=plan), **BY}
    batch: Row = {
        "batch": "b1", "source": "council", "extracted_on": DAY, "period_start": date(2024, 11, 1), "period_end": DAY,
        "schemes": ["ssd"], "roles": [covers], "listed_only": False,
    }  # fmt: skip
    plan_row = {name: cell for name, cell in open_.items() if name != "recorded_by"}
    given: dict[str, list[Row]] = {
        "tenures": list(links),
        "children": [{"child": "ssd:1", "dob": date(2012, 1, 1)}],
        "child_plans": [plan_row],
        "plan_spells": [plan_row],
        "batches": [batch],
    }
    return FrameStore(**(given | answers))


def ask(of: FrameStore, children: frozenset[str] | None = None, agencies: frozenset[str] | None = None) -> Findings:
    return QUESTION.answer(of, Asking(DAY, children, agencies=agencies))  # type: ignore[arg-type]  # what questions use


def states(of: FrameStore, role: str = "social_worker") -> list[str]:
    table = ask(of).table
    return table.loc[table["role"] == role, "state"].tolist()


TWO_CHANGES = (held("a", 390, 200), held("b", 200, 50, change_reason="LEFTRL"), held("c", 50, None))


def test_two_changes_of_social_worker_are_told_with_reason_and_days_together() -> None:
    found = ask(store(*TWO_CHANGES))
    (row,) = found.table[found.table["role"] == "social_worker"].to_dict("records")
    assert (row["state"], row["changes"], row["workers"], row["worker"]) == ("many_changes", 2, 3, "c")
    assert any("left the role; 1 day together" in text for text in row["reasons"])
    assert "ssd:1" not in row["finding"] + " ".join(row["reasons"])


@pytest.mark.parametrize(
    "links",
    [
        (held("a", 390, 200), held("b", 200, None)),
        (held("a", 390, 200), held("a", 200, 50), held("a", 50, None)),
        (held("a", 390, 200), held("a", 250, None, source="other"), held("a", 50, None)),
        (held("a", 390, None), held("b", 200, None), held("c", 50, None)),
        (held("w1", 390, 200, worker_name="Ann Lee"), held("e", 200, 50, worker_name="ANN LEE"), held("w1", 50, None)),
    ],
    ids=["one change", "same worker", "same worker, two sources", "side by side", "same name under two identifiers"],
)
def test_no_finding(links: tuple[Row, ...]) -> None:
    assert states(store(*links)) == []


def test_a_link_that_a_newer_extract_no_longer_has_has_ended() -> None:
    records: list[Row] = [{"child": "ssd:1", "batch": batch, "source": "council"} for batch in ("b0", "b1")]
    older = {"batch": "b0", "source": "council", "extracted_on": DAY - timedelta(days=60)}
    of = store(held("a", 390, None, batch="b0"), child_records=records)
    of.answers["batches"] = [*of.answers["batches"], older]
    assert states(of) == []
    of.answers["batches"] = [
        {**older, "extracted_on": DAY - timedelta(days=200)},
        {**of.answers["batches"][0], "extracted_on": DAY - timedelta(days=60)},
    ]
    assert states(of) == ["ended_without_successor"]


def test_a_gap_counts_only_while_a_plan_is_open_and_where_the_role_is_covered() -> None:
    links = held("a", 390, 200), held("b", 180, None)
    assert states(store(*links)) == ["gap_without_worker"]
    assert states(store(*links, plan=185)) == []
    assert states(store(*links, covers="gp")) == ["cannot_tell"]


def test_an_end_is_one_without_successor_only_under_a_plan_of_its_kind() -> None:
    assert states(store(held("a", 390, 30))) == ["ended_without_successor"]
    assert states(store(held("a", 390, 30, role="iro"), covers="iro"), "iro") == []
    assert states(store(held("a", 390, 30), covers="gp")) == ["cannot_tell"]


def test_an_abrupt_change_is_told_unless_somebody_else_held_the_role() -> None:
    links = held("a", 390, 200), held("b", 199, None)
    assert states(store(*links)) == ["no_handover"]
    assert states(store(*links, held("z", 395, None))) == []


def test_an_expected_role_that_nothing_shows_cannot_be_told() -> None:
    table = ask(store()).table
    assert set(zip(table["role"], table["state"], strict=True)) == {("school_nurse", "cannot_tell")}


def test_children_and_agencies_asked_about() -> None:
    of = store(*TWO_CHANGES)
    assert ask(of, frozenset({"ssd:2"})).table.empty
    assert "many_changes" not in set(ask(of, agencies=frozenset({"health"})).table["state"])


def test_figures_count_changes_by_role_team_and_reason() -> None:
    figures = ask(store(*(row | {"team": "North"} for row in TWO_CHANGES))).figures
    (rate,) = figures["Changes by team"].to_dict("records")
    assert (rate["team"], rate["children"], rate["changes"]) == ("North", 1, 2)
    assert figures["Reasons for changes"]["changes"].tolist() == [1, 1]
    assert figures["Days together at a change"]["one_day"].tolist() == [2]
    assert figures["Workers per child"][["workers", "children"]].to_numpy().tolist() == [[3, 1]]


def test_an_empty_store_is_answered() -> None:
    found = ask(FrameStore())
    assert found.table.empty
    assert all(figure.empty for figure in found.figures.values())


def test_a_role_with_two_rules_is_refused() -> None:
    rules = continuity_rules().model_dump()
    with pytest.raises(ValueError, match="two rules: school_nurse"):
        Continuity.model_validate(rules | {"rule": [*rules["rule"], rules["rule"][1]]})


spans = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=7)


@given(spans)
def test_times_changes_and_gaps_are_those_of_a_count_day_by_day(drawn: list[tuple[str, int, int]]) -> None:
    rows = [
        held(who, 60 - start, 60 - min(start + long, 55), link=f"{n}") for n, (who, start, long) in enumerate(drawn)
    ]
    links = frame(named_query("tenures").columns, pd.DataFrame(rows, dtype=object))
    times = joined(links, pd.DataFrame({"team": [], "name": []}, dtype="str"), DAY)
    days = pd.date_range(links["start"].min(), links["end"].max())
    on = {
        who: [any((rows["start"] <= day) & (rows["end"] >= day)) for day in days]
        for who, rows in links.groupby("worker")
    }
    begun = sum(
        now and not before for held_on in on.values() for before, now in zip([False, *held_on], held_on, strict=False)
    )
    assert len(times) == begun
    nobody = sum(not any(each) for each in zip(*on.values(), strict=True))
    gaps = breaks(times)
    assert int(((gaps["last"] - gaps["first"]).dt.days + 1).sum()) == nobody
    steps = successions(times, 365, 28)
    assert not steps.duplicated(["begin", "person"]).any()
    assert (steps["until_before"] < FAR).all()
    assert len(steps) <= len(times) - 1
