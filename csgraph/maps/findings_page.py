"""A question's findings as a page of tables, with the same marking, caveats and labels as a map."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from csgraph.files import write_whole
from csgraph.findings import Findings, Question
from csgraph.governance.plain_text import plain
from csgraph.maps.model import Drawing, MapMeta, Table
from csgraph.maps.page import clean_meta
from csgraph.maps.sealed import sealed
from csgraph.maps.templates import render
from csgraph.maps.words import known

HEADINGS = {
    "subject": "About",
    "day": "Day",
    "state": "State",
    "finding": "Finding",
    "basis": "Basis",
    "reasons": "Reasons",
    "sources": "Sources",
    "next_step": "Next step",
    "would_change": "What would change it",
}
EACH = "Each finding"
BASES = {"S": "statutory", "L": "local"}
MOST = 500
"""Rows of a table on a page; a browser shows more only slowly, and nobody reads them."""
LONG = 600

Label = Callable[[str], str]


def write_findings(
    question: Question,
    findings: Findings,
    drawing: Drawing,
    label: Label,
    path: Path,
    states: Sequence[str] | None = None,
    password: str | None = None,
    audit: str = "",
) -> Path:
    """Writes a question's findings as a page.

    Args:
        question: what was asked.
        findings: the answer.
        drawing: who it is for: the days, the purpose, and whether children are named.
        label: what to call a subject, by node id.
        path: the file to write.
        states: only findings in these states; None for all.
        password: seals the page, so that only this opens it.
        audit: the head of the audit log that the page is printed with.
    """
    page = findings_html(question, findings, drawing, label, states, audit)
    return write_whole(path, sealed(page, password) if password else page)


def findings_html(
    question: Question,
    findings: Findings,
    drawing: Drawing,
    label: Label,
    states: Sequence[str] | None = None,
    audit: str = "",
    listed: Table | None = None,
    contents: str = "",
) -> str:
    """The page that `write_findings` writes.

    Args:
        question: as there.
        findings: as there.
        drawing: as there.
        label: as there.
        states: as there.
        audit: as there.
        listed: the table of `findings_rows` with its links, where maps lie beside the page.
        contents: the page beside it that lists all of them.
    """
    table = findings.table if states is None else findings.table[findings.table["state"].isin(list(states))]
    more = len(table) - MOST
    meta = MapMeta(
        title=question.title,
        about=question.about,
        purpose=drawing.purpose,
        as_of=findings.as_of,
        drawn_on=drawing.drawn_on,
        boundary="",
        identifiable=drawing.identifiable,
        caveats=tuple(findings.caveats),
        left_out=f"{more} further findings; the command line writes all of them." if more > 0 else "",
        audit=audit,
        contents=contents,
    )
    shown = listed or findings_rows(table, label)
    return render("findings.html.jinja", meta=clean_meta(meta), shown=[shown])


def findings_rows(table: pd.DataFrame, label: Label) -> Table:
    """The rows that a page shows: the columns that every findings table has, and the day of a finding that has one.

    Args:
        table: the findings.
        label: what to call a subject, by node id.
    """
    table = table.head(MOST)
    columns = [name for name in HEADINGS if name in table]
    rows = tuple(
        tuple(plain(_cell(name, value, label), LONG) for name, value in zip(columns, row, strict=True))
        for row in table[columns].itertuples(index=False, name=None)
    )
    return Table(EACH, tuple(HEADINGS[name] for name in columns), rows, empty="Nothing was found.")


def _cell(name: str, value: Any, label: Label) -> str:
    """A cell in words."""
    if not known(value):
        return ""
    if name == "subject":
        return label(str(value))
    if name == "state":
        return str(value).replace("_", " ")
    if name == "basis":
        return BASES.get(str(value), str(value))
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
