"""What every question answers with: findings that name their reasons, sources and what would change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.model import SUBJECTS, WORKERS
from csgraph.schema import Kind

if TYPE_CHECKING:
    import pandera.pandas as pa

    from csgraph.store import Store

COLUMNS: dict[str, Kind] = {
    "subject": "text",
    "subject_label": "text",
    "state": "text",
    "finding": "text",
    "basis": "text",
    "reasons": "texts",
    "sources": "texts",
    "next_step": "text",
    "would_change": "text",
}
"""The columns that every findings table begins with; a question may add more after them (`MORE` of its module)."""

ABOUT = {
    "subject": "id of what the finding is about; a pseudonym where people are not to be identified",
    "subject_label": "what that is: Child, Adult, Location, Group, Professional, Agency, School or Source",
    "state": "the question's own word for what was found",
    "finding": "the finding in a sentence, without names of children",
    "basis": "S statutory or national guidance, L local or good practice, empty where nothing is expected",
    "reasons": "what it rests on, a sentence each",
    "sources": "the records it rests on: source record, row N (batch)",
    "next_step": "who does what next",
    "would_change": "what would change it",
}
"""What each of them tells, for docs/columns.md; a question's own are told by `ABOUT` of its module."""

BASES = ("S", "L", "")
"""Statutory or national guidance, local or good practice, or not an expectation."""

FOUND = (*SUBJECTS, *WORKERS, "School", "Source")
"""Labels of what a finding may be about."""


@dataclass(frozen=True)
class Asking:
    """What is asked of a question.

    Attributes:
        as_of: the day that the answer is about.
        children: ids of the children to answer for; None for the question's own boundary.
        contexts: ids of the places and named groups to answer for; None for all. Whoever asks about one asks about
            its children too (`csgraph.questions.asked_about`), so only questions on places and groups need to look.
        teams: names or codes of the teams to answer for, folded; None for all. Their children are in `children`.
        agencies: codes of the agencies to answer for; None for all. Their children are in `children`.
        since: the day to compare with, for questions on what has changed; None for the question's own window.
    """

    as_of: date
    children: frozenset[str] | None = None
    contexts: frozenset[str] | None = None
    teams: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    since: date | None = None


@dataclass(frozen=True)
class Findings:
    """One question's answer on one day.

    Attributes:
        question: the question's name.
        as_of: the day that the answer is about.
        table: one finding a row: `COLUMNS`, then the question's own. No sentence names a child: subjects are node ids.
        figures: counts beside the findings, by short title.
        caveats: what a reader must know before using any of it, in sentences.

    Raises:
        ValueError: the table lacks a column of `COLUMNS`, has them in another order or holds a wrong value.
    """

    question: str
    as_of: date
    table: pd.DataFrame
    figures: dict[str, pd.DataFrame] = field(default_factory=dict)
    caveats: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        from pandera.errors import SchemaErrors

        try:
            findings_schema().validate(self.table, lazy=True)
        except SchemaErrors as faults:
            raise ValueError(f"Findings of {self.question}: {_places(faults.failure_cases)}") from None


@dataclass(frozen=True)
class Question:
    """A question that csgraph answers, shown before it is asked.

    Attributes:
        name: as typed on the command line.
        title: as shown.
        concern: the audit's concern that it answers.
        about: what it does and does not tell, in a few sentences.
        answer: answers it from a store.
        keys: its own columns that tell two findings on one subject apart, so that two days can be compared; None where
            they cannot be, because the subjects themselves change or the answer is a list of records.
    """

    name: str
    title: str
    concern: str
    about: str
    answer: Callable[[Store, Asking], Findings]
    keys: tuple[str, ...] | None = ()


def findings_schema() -> pa.DataFrameSchema:
    """The schema of every findings table: `COLUMNS` first and in order, whatever follows."""
    import pandera.pandas as pa

    allowed = {"subject_label": FOUND, "basis": BASES}
    required = ("subject", "state", "finding")
    columns = {
        name: pa.Column(
            object if kind == "texts" else pd.StringDtype(na_value=float("nan")),
            checks=_checks(kind, allowed.get(name), name in required),
            nullable=False,
        )
        for name, kind in COLUMNS.items()
    }
    first = pa.Check(
        lambda table: list(table.columns[: len(COLUMNS)]) == list(COLUMNS), error="begins with the columns of findings"
    )
    return pa.DataFrameSchema(columns, checks=first, strict=False)


def findings_table(data: pd.DataFrame, more: dict[str, Kind] | None = None) -> pd.DataFrame:
    """A findings table of the given data: `COLUMNS`, then `more`, each with its dtype; missing text becomes empty.

    Args:
        data: at least some of the columns; others come out empty.
        more: the question's own columns and their kinds, in order.
    """
    table = frame(COLUMNS | (more or {}), data)
    texts = [name for name, kind in COLUMNS.items() if kind == "text"]
    table[texts] = table[texts].fillna("")
    return table


def _checks(kind: Kind, allowed: Iterable[str] | None, required: bool) -> list[pa.Check | pa.Hypothesis]:
    """Checks of one column."""
    from pandera.pandas import Check

    if kind == "texts":
        return [Check(lambda column: column.map(_is_texts).all(), error="holds lists of texts")]
    checks: list[pa.Check | pa.Hypothesis] = [Check.isin(list(allowed))] if allowed is not None else []
    return [*checks, Check(lambda column: column != "", error="is never empty")] if required else checks


def _is_texts(cell: object) -> bool:
    return isinstance(cell, list) and all(isinstance(text, str) for text in cell)


def _places(cases: pd.DataFrame) -> str:
    """What failed, in words that hold no value: a value may name a person."""
    absent = cases["check"] == "column_in_dataframe"
    words = [f"lacks {column}" for column in cases.loc[absent, "failure_case"]]
    failed = cases.loc[~absent, ["column", "check"]].drop_duplicates()
    words += [str(check) if pd.isna(column) else f"{column}: {check}" for column, check in failed.to_numpy().tolist()]
    return "; ".join(words)
