"""Closings without an engine: which state each is in, why, and what is said of it."""

import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings
from csgraph.folders import folder
from csgraph.questions.closing_rules import closing_rules
from csgraph.questions.closures import ABOUT, MORE, QUESTION

DAY = date(2026, 10, 31)
CLOSED = date(2026, 6, 1)
BY = {
    "source": "cases",
    "batch": "b1",
    "record": "1",
    "row": 1,
    "recorded_by": "social_care",
    "reliability": "evidence",
}
Row = dict[str, object]


def closed(
    words: str | None = None,
    *,
    code: str | None = "RC7",
    day: date = CLOSED,
    closure: str = "closure:1",
    child: str = "ssd:1",
    source: str = "cases",
) -> dict[str, list[Row]]:
    """The rows of one record of a closing."""
    said = {"kind": "cin", "reason": code, "detail": words}
    by = BY | {"source": source}
    return {
        "child_closures": [
            {"child": child, "closure": closure, "kind": "cin", "day": day, "reason": code, "id": closure, **by}
        ],
        "closure_words": [{"closure": closure, "detail": json.dumps(said), "extracted_on": DAY, **by}],
    }


def together(*parts: dict[str, list[Row]]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for part in parts:
        for name, some in part.items():
            rows[name] = [*rows.get(name, []), *some]
    return rows


def event(kind: str, day: date, child: str = "ssd:1") -> dict[str, list[Row]]:
    start = datetime.combine(day, datetime.min.time())
    key = f"{kind}{day}"
    return {"event_children": [{"child": child, "event": key, "event_kind": kind, "start": start, "id": key, **BY}]}


def action(agreed: date, done: date | None = None, status: str = "open") -> dict[str, list[Row]]:
    row = {"child": "ssd:1", "action": "a", "agreed_on": agreed, "done_on": done, "status": status, "id": "a", **BY}
    return {"child_panel_actions": [row]}


def ask(rows: dict[str, list[Row]], children: frozenset[str] | None = None) -> Findings:
    return QUESTION.answer(FrameStore(**rows), Asking(DAY, children))  # type: ignore[arg-type]  # the part of a store that questions use


def counts(found: Findings) -> dict[str, int]:
    figure = found.figures["Closures by what is known"]
    return {state: n for state, n in zip(figure["state"], figure["closures"], strict=True) if n}


@pytest.mark.parametrize(
    ("words", "code", "more", "state"),
    [
        ("Family disengaged.", "RC7", {}, "disengagement"),
        ("NON ENGAGEMENT", "RC8", {}, "disengagement"),
        ("diseng", "RC7", {}, "disengagement"),
        ("Consent withdrawn", None, event("missing", date(2026, 5, 1)), "disengagement_with_open_concerns"),
        ("Needs met", "RC7", event("incident", date(2026, 9, 1)), "closed_with_open_concerns"),
        ("Needs met", "RC7", {}, "no_concern_recorded"),
        ("Needs met; no disengagement", "RC7", {}, "no_concern_recorded"),
        (None, "RC7", {}, "cannot_tell"),
        (None, None, {}, "cannot_tell"),
        ("RC8", "RC8", {}, "cannot_tell"),
        ("Case closed after assessment, no further action", "RC8", {}, "cannot_tell"),
        (None, "RC5", {}, "no_concern_recorded"),
        (None, "RC7", event("missing", CLOSED), "closed_with_open_concerns"),
    ],
)
def test_the_state_of_a_closing(words: str | None, code: str | None, more: dict[str, list[Row]], state: str) -> None:
    found = ask(together(closed(words, code=code), more))
    assert counts(found) == {state: 1}
    assert found.table["state"].tolist() == ([] if state == "no_concern_recorded" else [state])


@pytest.mark.parametrize(
    "more",
    [
        action(date(2026, 5, 1)),
        action(date(2026, 5, 1), date(2026, 7, 1), "done"),
        action(date(2026, 7, 1)),
        event("missing", date(2026, 3, 3)),
        event("missing", DAY),
    ],
    ids=["open", "done later", "agreed later, open", "90 days before", "on the day asked about"],
)
def test_a_concern_that_remained(more: dict[str, list[Row]]) -> None:
    (row,) = ask(together(closed("Needs met"), more)).table.to_dict("records")
    assert row["state"] == "closed_with_open_concerns"
    assert "cases 1, row 1 (b1)" in row["sources"]


@pytest.mark.parametrize(
    "more",
    [
        action(date(2026, 5, 1), date(2026, 5, 20), "done"),
        action(date(2026, 7, 1), date(2026, 8, 1), "done"),
        action(date(2026, 5, 1), status="dropped"),
        event("missing", date(2026, 3, 2)),
        event("s47", date(2026, 5, 1)),
        event("missing", date(2026, 5, 1), child="ssd:2"),
    ],
    ids=["done before", "agreed and done later", "dropped", "91 days before", "no concern", "another child"],
)
def test_no_concern(more: dict[str, list[Row]]) -> None:
    assert counts(ask(together(closed("Needs met"), more))) == {"no_concern_recorded": 1}


def test_two_records_of_one_closing_are_one_and_the_words_of_either_count() -> None:
    coded = closed("RC7", closure="closure:2", source="annex_a")
    found = ask(together(closed("did not engage with plan"), coded))
    (row,) = found.table.to_dict("records")
    assert row["state"] == "disengagement"
    assert row["wordings"] == ["did not engage"]
    assert len(row["sources"]) == 2


def test_what_a_newer_extract_no_longer_says_is_not_said() -> None:
    rows = closed("Family disengaged")
    older = rows["closure_words"][0] | {"extracted_on": date(2026, 7, 1), "batch": "b0"}
    newer = rows["closure_words"][0] | {"detail": json.dumps({"detail": "Needs met"})}
    assert counts(ask(rows | {"closure_words": [older, newer]})) == {"no_concern_recorded": 1}


def test_a_named_group_is_a_concern_and_told_with_its_day() -> None:
    member = {
        "child": "ssd:1",
        "named_group": "group:1",
        "group_name": "Hill lot",
        "start": date(2026, 1, 9),
        "id": "m",
        **BY,
    }
    (row,) = ask(together(closed("Family disengaged"), {"group_members": [member]})).table.to_dict("records")
    assert row["concerns"] == ["named_group"]
    assert any("Hill lot" in reason and "2026-01-09" in reason for reason in row["reasons"])


def test_who_led_the_case_when_it_was_closed_is_told_not_who_came_later() -> None:
    def worker(name: str, start: date, end: date | None) -> Row:
        known = {"worker": name, "worker_label": "Professional", "name": name, "role": "social_worker"}
        cited = {key: value for key, value in BY.items() if key != "reliability"}
        return {"child": "ssd:1", "link": name, "team": f"Team {name}", "start": start, "end": end, **known, **cited}

    rows = [worker("Ann", date(2026, 1, 1), CLOSED), worker("Bo", date(2026, 6, 2), None)]
    found = ask(together(closed("Family disengaged"), {"involvements": rows}))
    assert found.table["worker_name"].tolist() == ["Ann"]
    assert found.figures["Closures by team"]["team"].tolist() == ["Team Ann"]


def test_a_second_closing_for_disengagement_is_told_once_a_child() -> None:
    earlier = closed("Family disengaged", day=date(2025, 3, 1), closure="closure:0")
    found = ask(together(closed("Family disengaged"), earlier))
    again = found.table[found.table["state"] == "closed_again_for_disengagement"]
    assert again["subject"].tolist() == ["ssd:1"]
    assert len(again["reasons"].iloc[0]) == 2
    assert counts(found) == {"disengagement": 1}


def test_death_and_adoption_are_not_asked_about() -> None:
    assert counts(ask(closed("Family disengaged", code="RC2"))) == {}


def test_kinds_that_no_extract_shows_of_the_child_are_told() -> None:
    batch = {
        "batch": "b1",
        "source": "panel",
        "period_start": date(2024, 11, 1),
        "period_end": DAY,
        "schemes": ["ssd"],
        "kinds": ["panel_action"],
    }
    (row,) = ask(
        together(closed("Family disengaged"), {"children": [{"child": "ssd:1"}], "batches": [batch]})
    ).table.to_dict("records")
    assert row["uncovered"] == ["missing", "incident"]


def test_only_children_asked_about() -> None:
    rows = together(closed("Family disengaged"), closed("Family disengaged", closure="closure:2", child="ssd:2"))
    assert ask(rows, frozenset({"ssd:2"})).table["subject"].tolist() == ["ssd:2"]


def test_no_sentence_holds_a_child_or_the_words() -> None:
    (row,) = ask(together(closed("Zebedee disengaged"), event("missing", CLOSED))).table.to_dict("records")
    text = " ".join([row["finding"], *row["reasons"], row["next_step"], row["would_change"]])
    assert "ssd:1" not in text
    assert "Zebedee" not in text


def test_an_empty_store_is_answered() -> None:
    found = ask({})
    assert found.table.empty
    assert counts(found) == {}


def test_a_phrase_that_undoes_a_wording_is_taken_out_and_the_rest_still_counts() -> None:
    (rule,) = [rule for rule in closing_rules(folder("rules") / "closures.toml").wording if rule.name == "disengaged"]
    assert not rule.fits("There was no disengagement.")
    assert rule.fits("No disengagement in spring, then disengaged")


def test_a_wording_without_a_letter_is_refused(tmp_path: Path) -> None:
    shipped = (folder("rules") / "closures.toml").read_text(encoding="utf-8")
    path = tmp_path / "closures.toml"
    path.write_text(shipped.replace('equals = ["NE", "NONENG", "DISENG"]', 'equals = ["-"]'), encoding="utf-8")
    with pytest.raises(CsgraphError, match="would fit everything"):
        closing_rules(path)


def test_figures_count_every_closing() -> None:
    rows = together(closed("Family disengaged"), closed("Needs met", closure="closure:2", child="ssd:2"))
    figures = ask(rows).figures
    for by in ("team", "kind", "month"):
        figure: pd.DataFrame = figures[f"Closures by {by}"]
        assert int(figure["closures"].sum()) == 2
        assert int(figure["no_concern_recorded"].sum()) == 1


def test_columns_are_told_and_tell_findings_apart() -> None:
    earlier = closed("Family disengaged", day=date(2026, 3, 1), closure="closure:0")
    table = ask(together(closed("Family disengaged"), earlier)).table
    assert MORE.keys() == ABOUT.keys()
    assert table["closing"].tolist() == ["again", "cin 2026-06-01", "cin 2026-03-01"]
