"""Findings: the columns every answer has, and what is refused."""

from datetime import date
from types import ModuleType

import pandas as pd
import pytest

from csgraph.findings import COLUMNS, Findings, findings_table
from csgraph.questions import all_questions, question_modules

DAY = date(2026, 10, 31)
GOOD = {"subject": ["ssd:1"], "subject_label": ["Child"], "state": ["gap"], "finding": ["Nobody is recorded."]}


def findings(**changed: object) -> Findings:
    return Findings("a-question", DAY, findings_table(pd.DataFrame(GOOD)).assign(**changed))  # type: ignore[arg-type]


def test_a_table_begins_with_the_columns_of_findings_and_missing_text_is_empty() -> None:
    table = findings_table(pd.DataFrame(GOOD), {"role": "text"})
    assert list(table.columns) == [*COLUMNS, "role"]
    assert table[["basis", "next_step", "would_change"]].to_numpy().tolist() == [["", "", ""]]
    assert table.loc[0, "reasons"] == []


def test_an_empty_table_is_an_answer() -> None:
    assert Findings("a-question", DAY, findings_table(pd.DataFrame(GOOD).head(0))).table.empty


@pytest.mark.parametrize(
    ("column", "value"),
    [("basis", "X"), ("subject_label", "Batch"), ("finding", ""), ("state", ""), ("reasons", "no list")],
)
def test_a_wrong_value_is_refused_without_being_repeated(column: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"a-question: {column}: ") as refused:
        findings(**{column: [value]})
    assert "ssd:1" not in str(refused.value)
    assert "no list" not in str(refused.value)


def test_columns_in_another_order_are_refused() -> None:
    table = findings_table(pd.DataFrame(GOOD))
    with pytest.raises(ValueError, match="begins with the columns of findings"):
        Findings("a-question", DAY, table[[*reversed(COLUMNS)]])


def test_a_column_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks would_change"):
        Findings("a-question", DAY, findings_table(pd.DataFrame(GOOD)).drop(columns="would_change"))


def test_every_question_is_found_by_walking_the_package_and_says_what_it_is_for() -> None:
    questions = all_questions()
    assert list(questions) == sorted(questions)
    assert "missing-links" in questions
    for name, question in questions.items():
        assert question.name == name
        assert question.title
        assert question.concern
        assert question.about


@pytest.mark.parametrize("module", question_modules(), ids=lambda module: str(module.QUESTION.name))
def test_every_column_of_a_question_is_told_and_its_keys_are_columns(module: ModuleType) -> None:
    assert list(module.ABOUT) == list(module.MORE)
    assert set(module.QUESTION.keys or ()) <= set(module.MORE)
