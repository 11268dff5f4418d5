"""Sections of a brief or a pack as a file of rules/ names them: a question, which of its findings, in what words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from pydantic import Field, model_validator

from csgraph.findings import Findings
from csgraph.network.as_of import days_before
from csgraph.questions.rule_files import Days, RuleTable


class Section(RuleTable):
    """One section.

    Attributes:
        title: its heading, in the reader's words.
        question: the question that it is made from.
        note: a sentence under the heading; empty for none.
        figure: the figure to show in place of the findings; empty for the findings.
        states: only findings in these states, in this order; empty for all, in the question's own order.
        labels: only findings about these labels, such as Location; empty for all.
        where: columns and the values of which one must stand in each.
        without: columns and values that no row may have.
        within_days: only rows that reach into so many days before the day; none for all.
        newest: a column of days; the newest come first.
        columns: columns to show and their headings, in order.
        codes: the code list that a column is told in, where it is not the usual one.
        clause: columns of sentences of which the first clause is enough.
        words: what to write for a state, where its own words would not do.
        most: rows at most; how many more there are is told.
        count_by: a column whose values are counted in one line, in place of rows.
        empty: what stands there when there is nothing.
    """

    title: str
    question: str
    note: str = ""
    figure: str = ""
    states: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = {}
    without: Mapping[str, tuple[str, ...]] = {}
    within_days: Days | None = None
    newest: str = ""
    columns: Mapping[str, str] = {}
    codes: Mapping[str, str] = {}
    clause: tuple[str, ...] = ()
    words: Mapping[str, str] = {}
    most: int = Field(default=10, gt=0)
    count_by: str = ""
    empty: str = "Nothing was found."

    @model_validator(mode="after")
    def _shows_something(self) -> Section:
        if bool(self.columns) == bool(self.count_by):
            raise ValueError("either columns or count_by says what is shown")
        return self


def rows_of(section: Section, found: Findings) -> pd.DataFrame:
    """The rows that a section is about: all of them, in its order. None where there is no such figure."""
    rows = found.figures.get(section.figure, pd.DataFrame()) if section.figure else found.table
    rows = having(rows, section.where)
    for column, values in section.without.items():
        rows = rows[~rows[column].isin(list(values))] if column in rows else rows
    if section.labels and "subject_label" in rows:
        rows = rows[rows["subject_label"].isin(section.labels)]
    if section.within_days:
        rows = reaching(rows, found.as_of, section.within_days)
    return _ordered(rows, section)


def having(rows: pd.DataFrame, where: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The rows in which each of the columns holds one of its values; none where a column is not there."""
    for column, values in where.items():
        rows = rows[rows[column].isin(list(values))] if column in rows else rows.head(0)
    return rows


def reaching(rows: pd.DataFrame, as_of: date, days: int) -> pd.DataFrame:
    """The rows whose `until`, else whose `day`, lies in so many days before the day."""
    if not {"day", "until"} <= set(rows):
        return rows.head(0)
    return rows[rows["until"].fillna(rows["day"]) >= pd.Timestamp(days_before(as_of, days))]


def _ordered(rows: pd.DataFrame, section: Section) -> pd.DataFrame:
    if section.states and "state" in rows:
        rows = rows[rows["state"].isin(section.states)]
        places = rows["state"].map({state: place for place, state in enumerate(section.states)})
        rows = rows.loc[places.sort_values(kind="stable").index]
    if section.newest and section.newest in rows:
        rows = rows.sort_values(section.newest, ascending=False, kind="stable")
    return rows.reset_index(drop=True)
