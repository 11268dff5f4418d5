"""No text of a record comes to life in a spreadsheet: every trigger, in every file that a spreadsheet may open."""

import csv
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from figures import tell_figure

from csgraph.cli.output import show
from csgraph.importing.report import Rejection, Report
from csgraph.rejects import write_rejects
from csgraph.spreadsheets import LIVE

TRIGGERS = (
    *("=1+1", "+44 1925 000000", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")'),
    *("\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", '"=1+1', "'=1+1"),
    *("＝1+1", "＋1", "－1", "＠SUM(A1)", "a\r=1+1", "a\n@SUM(A1)", "a\u2028=1+1", "=1+1;=2+2"),
)
"""Formulas in ASCII and in full-width forms, behind blanks and quotation marks, and after line ends within a cell."""


def lives(cell: str) -> bool:
    """Whether a spreadsheet that reads the cell's lines as rows would work one of them out."""
    return any(
        line.lstrip(' \t\u00a0\u200b\ufeff"')[:1] in (*LIVE, "＝", "＋", "－", "＠") for line in cell.splitlines()
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_output_brings_a_formula_to_life(form: str, tmp_path: Path) -> None:
    rows = pd.DataFrame({"name": list(TRIGGERS), "reasons": [["first", text] for text in TRIGGERS]})
    out = tmp_path / f"x.{form}"
    show(rows, form, str(out), title="=1+1")
    cells = _workbook_cells(out) if form == "xlsx" else _csv_cells(out)
    assert len(cells) >= 2 * len(TRIGGERS)
    if form == "csv":
        assert [cell for cell in cells if lives(cell)] == []
    tell_figure("formulas written into files for spreadsheets", 2 * len(TRIGGERS))


def test_no_list_of_rejected_rows_does(tmp_path: Path) -> None:
    report = Report("x", rejections=[Rejection("x.csv", n, text, text, (text, "a")) for n, text in enumerate(TRIGGERS)])
    cells = _csv_cells(write_rejects(tmp_path, report, "batch:0123456789"))
    assert len(cells) >= 3 * len(TRIGGERS)
    assert [cell for cell in cells if lives(cell)] == []
    tell_figure("formulas written into files for spreadsheets", 3 * len(TRIGGERS))


def test_the_triggers_would_be_noticed() -> None:
    assert [text for text in TRIGGERS if not lives(text)] == ["'=1+1"]


def _csv_cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def _workbook_cells(path: Path) -> list[str]:
    """The cells of a workbook, none of which is a formula or a link."""
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    return [str(cell.value) for cell in cells]
