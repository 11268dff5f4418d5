"""What is new, changed, resolved and ended between two days."""

from datetime import date

import pandas as pd
import pytest
from loaded_sample import loaded_sample

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.questions import all_questions
from csgraph.questions.changes import MORE, Comparing, comparable, compared
from csgraph.questions.rule_files import read_rules
from csgraph.store import Store, open_store

BEFORE, AFTER = date(2026, 8, 1), date(2026, 10, 31)
RULES = read_rules("changes.toml", Comparing)


def row(subject: str, state: str, role: str = "gp") -> dict[str, object]:
    texts = {"finding": f"{state}.", "next_step": "ring", "would_change": "a record"}
    lists = {"reasons": [state], "sources": ["made_up, row 1"]}
    return {"subject": subject, "subject_label": "Child", "state": state, "role": role, **texts, **lists}


def question(before: list[dict[str, object]], after: list[dict[str, object]]) -> Question:
    def answer(store: Store, asking: Asking) -> Findings:  # noqa: ARG001  # the shape of every question
        rows = before if asking.as_of == BEFORE else after
        return Findings("made-up", asking.as_of, findings_table(pd.DataFrame(rows), {"role": "text"}))

    return Question("made-up", "Made up", "", "", answer, keys=("role",))


def changes(before: list[dict[str, object]], after: list[dict[str, object]]) -> list[tuple[str, str]]:
    found = compared(None, question(before, after), Asking(AFTER), BEFORE, RULES)  # type: ignore[arg-type]  # it reads none
    return list(zip(found["subject"], found["state"], strict=True))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, "gap", "new"),
        ("present", "gap", "new"),
        ("gap", "present_stale", "changed"),
        ("gap", "present", "resolved"),
        ("gap", None, "ended"),
        ("gap", "gap", None),
        ("present", None, None),
        (None, "present", None),
        ("cannot_tell", "gap", None),
        ("gap", "cannot_tell", None),
    ],
)
def test_what_became_of_a_finding(before: str | None, after: str | None, expected: str | None) -> None:
    days = [[row("c", state)] if state else [row("other", "gap")] for state in (before, after)]
    found = [change for subject, change in changes(*days) if subject == "c"]
    assert found == ([expected] if expected else [])


def test_two_findings_on_one_child_are_told_apart_by_the_questions_keys() -> None:
    assert changes([row("c", "gap"), row("c", "gap", "iro")], [row("c", "gap"), row("c", "present", "iro")]) == [
        ("c", "resolved")
    ]


def test_the_words_tell_both_days_and_the_records_of_the_later_one() -> None:
    found = compared(None, question([row("c", "gap")], [row("c", "present")]), Asking(AFTER), BEFORE, RULES)  # type: ignore[arg-type]  # it reads none
    (told,) = findings_table(found, MORE).to_dict("records")
    assert told["finding"] == "Resolved since 2026-08-01, when it was gap: present."
    assert (told["before"], told["after"], told["question"]) == ("gap", "present", "made-up")
    assert told["next_step"].startswith("Tell whoever asked")


def gaps_and_present(table: pd.DataFrame) -> dict[str, set[tuple[str, str, str]]]:
    keys = table.assign(setting=table["setting"].fillna(""))[["subject", "role", "setting"]]
    return {
        state: set(keys[table["state"] == state].itertuples(index=False, name=None)) for state in ("gap", "present")
    }


@pytest.fixture(scope="module")
def both() -> tuple[Findings, dict[date, pd.DataFrame]]:
    """What has changed in the sample, and the missing links of each of the two days."""
    with open_store(loaded_sample(), read_only=True) as store:
        days = {day: all_questions()["missing-links"].answer(store, Asking(day)).table for day in (BEFORE, AFTER)}
        return all_questions()["changes"].answer(store, Asking(AFTER, since=BEFORE)), days


class TestSample:
    def test_exactly_the_gaps_that_came_and_were_filled_are_told(
        self, both: tuple[Findings, dict[date, pd.DataFrame]]
    ) -> None:
        found, days = both
        before, after = (gaps_and_present(days[day]) for day in (BEFORE, AFTER))
        filled = {child for child, role, setting in before["gap"] & after["present"]}
        told = found.table[found.table["question"] == "missing-links"]
        resolved = told[(told["state"] == "resolved") & (told["before"] == "gap")]
        assert filled
        assert set(resolved["subject"]) == filled

    def test_every_comparable_question_is_compared(self, both: tuple[Findings, dict[date, pd.DataFrame]]) -> None:
        found, _ = both
        assert set(found.table["question"]) <= {question.name for question in comparable()}
        assert found.figures["By question"]["new"].sum() == (found.table["state"] == "new").sum()
