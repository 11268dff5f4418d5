"""Children whom the panel ought to know: each state without an engine, and the sample against what was planted."""

from datetime import date

import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth
from panel_examples import BY, DAY, Row, ask, batch, child, found, link, missing, referral

from csgraph.findings import Asking, Findings
from csgraph.questions.panel_known import QUESTION
from csgraph.store import open_store

EXPLOITED = found("ssd:1", date(2026, 6, 1), "24A")


def panel(**answers: list[Row]) -> FrameStore:
    """One child whom the panel's workbook would show, with a factor of exploitation and a social worker."""
    given: dict[str, list[Row]] = {
        "children": [child("ssd:1")],
        "batches": [batch("panel", "panel_referral")],
        "child_assessments": [EXPLOITED],
        "involvements": [link("ssd:1", "n", "school_nurse"), link("ssd:1", "w")],
    }
    return FrameStore(**(given | answers))


def told(day: date, **more: object) -> dict[str, list[Row]]:
    """A referral of the child, as both queries show it."""
    return {
        "panel_referrals": [referral("ssd:1", "r", day, **more)],
        "panel_children": [{"child": "ssd:1", "day": day, **BY}],
        "child_referrals": [{"child": "ssd:1", "referral": "r", "day": day, **BY}],
    }


def only(answer: Findings) -> dict[str, object]:
    (row,) = answer.table.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_never_referred_names_the_factor_the_way_and_somebody_who_could() -> None:
    row = only(ask(QUESTION, panel()))
    assert (row["state"], row["worker"], row["markers"]) == ("never_referred", "w", ["exploitation"])
    assert "Name of w" in str(row["next_step"])
    assert "information form" in str(row["next_step"])
    assert row["sources"] == ["made_up R, row 1 (b1)", "looked in panel (panel)"]
    assert "unverified" in str(row["rule_source"])


@pytest.mark.parametrize(
    ("factors", "episodes", "markers"),
    [
        (("10A", "14A"), (), ["core_factors"]),
        (("14A",), (), []),
        (("1A", "2A", "16A"), (), []),
        ((), (date(2026, 5, 1), date(2026, 5, 9)), ["repeat_missing"]),
        ((), (date(2026, 5, 1),), []),
        (("14A",), (date(2026, 5, 1), date(2026, 5, 9)), ["repeat_missing"]),
    ],
)
def test_markers(factors: tuple[str, ...], episodes: tuple[date, ...], markers: list[str]) -> None:
    tools = [found("ssd:1", date(2026, 6, 1), *factors, kind="screening")]
    table = ask(QUESTION, panel(child_assessments=tools, child_events=missing("ssd:1", *episodes))).table
    assert table["markers"].tolist() == ([markers] if markers else [])
    assert "14A" not in str(table["reasons"].tolist()) or "core_factors" in markers


def test_a_high_result_of_a_tool_is_no_marker() -> None:
    tool = found("ssd:1", date(2026, 6, 1), kind="screening") | {"result": "High"}
    assert ask(QUESTION, panel(child_assessments=[tool])).table.empty


def test_referred_without_tool() -> None:
    row = only(ask(QUESTION, panel(**told(date(2026, 9, 1), tool_attached=False))))
    assert (row["state"], row["referral"]) == ("referred_without_tool", "r")
    assert row["referred_on"] == pd.Timestamp(2026, 9, 1)


@pytest.mark.parametrize(
    ("attached", "tool_on", "states"),
    [
        (True, None, []),
        (False, date(2026, 7, 1), []),
        (False, date(2026, 9, 20), []),
        (False, date(2026, 4, 1), ["referred_without_tool"]),
        (None, None, ["cannot_tell"]),
    ],
)
def test_a_tool_with_the_referral_or_near_it(attached: bool | None, tool_on: date | None, states: list[str]) -> None:
    tools = [EXPLOITED, *([found("ssd:1", tool_on, kind="screening")] if tool_on else [])]
    answers = told(date(2026, 9, 1), tool_attached=attached) | {"child_assessments": tools}
    assert ask(QUESTION, panel(**answers)).table["state"].tolist() == states


def test_an_earlier_referral_or_a_mere_discussion_is_known_to_the_panel() -> None:
    discussed: list[Row] = [{"child": "ssd:1", "day": date(2024, 1, 1), **BY}]
    found_ = ask(QUESTION, panel(panel_children=discussed))
    assert found_.table.empty
    totals = found_.figures["Totals"].set_index("state")["children"]
    assert totals.to_dict() == dict.fromkeys(totals.index, 0) | {"referred_earlier": 1}


@pytest.mark.parametrize("batches", [[], [batch("panel", "panel_referral", schemes="upn")], [batch("panel", "plan")]])
def test_where_no_extract_of_the_panel_covers_the_child_it_cannot_be_told(batches: list[Row]) -> None:
    assert only(ask(QUESTION, panel(batches=batches)))["state"] == "cannot_tell"


def test_the_summary_holds_what_a_form_asks() -> None:
    members: list[Row] = [{"child": "ssd:1", "named_group": "group:1", "group_name": "G", "id": "m", **BY}]
    plans: list[Row] = [{"child": "ssd:1", "plan": "p", "kind": "cin", **BY}]
    (row,) = (
        ask(QUESTION, panel(group_members=members, child_plans=plans)).figures["Referral summary"].to_dict("records")
    )
    assert row["factors"] == ["factor 24A (Child criminal exploitation) found on 2026-06-01"]
    assert (row["plans"], row["agencies"], row["named_groups"]) == (["cin"], ["social_care"], ["group:1"])


def test_children_asked_about_and_no_id_in_a_sentence() -> None:
    store = panel(
        children=[child("ssd:1"), child("ssd:2")], child_assessments=[EXPLOITED, EXPLOITED | {"child": "ssd:2"}]
    )
    table = ask(QUESTION, store, frozenset({"ssd:2"})).table
    assert table["subject"].tolist() == ["ssd:2"]
    sentences = table[["finding", "next_step", "would_change", "reasons"]].to_csv()
    assert "ssd:2" not in sentences


def test_an_empty_store_is_answered() -> None:
    assert ask(QUESTION, FrameStore()).table.empty


def test_the_sample_is_answered_as_planted(sample: tuple[int, int]) -> None:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        table = QUESTION.answer(store, Asking(DAY)).table
    rows = {(s, state, ";".join(m)) for s, state, m in table[["subject", "state", "markers"]].to_numpy()}
    planted = truth("panel_known", *sample)[["child", "state", "markers"]]
    assert rows == set(planted.itertuples(index=False, name=None))
    assert {"never_referred", "referred_without_tool", "cannot_tell"} == set(planted["state"])
