"""Reads a CSV file or an XLSX workbook exactly as it stands: every cell is kept, or its row is told.

Not `pandas.read_csv`: it guesses types, drops leading zeros and takes ISO dates for American ones without a word.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from csgraph.errors import ExtractError
from csgraph.importing.sheet import Broken, Cell, Remark, Sheet, Unread
from csgraph.importing.text_file import read_text_file
from csgraph.importing.workbook import read_workbook

__all__ = ["LONGEST_CELL", "Broken", "Cell", "Remark", "Sheet", "Unread", "read_csv", "read_workbook"]

LONGEST_CELL = 131_072
"""Characters; the csv module's own limit."""
MOST_ROWS = 5_000_000
MOST_CELLS = 1_000
"""Cells of a row; a longer one is told and not kept."""
SEPARATOR_HINT = re.compile(r"sep=([^\w\s\"]|\t)\r?\n?", re.IGNORECASE)
"""A first line by which spreadsheets say what separates the cells; they do not show it, so it is not counted."""


def read_csv(path: Path, *, encoding: str, delimiter: str) -> Sheet:
    """The rows of a CSV file.

    Raises:
        ExtractError: it cannot be read at all, or is no text table.
    """
    decoded = read_text_file(path, encoding)
    lines = list(io.StringIO(decoded.text, newline=""))
    remarks = list(decoded.remarks)
    hint = SEPARATOR_HINT.fullmatch(lines[0].lstrip("\ufeff"))
    if hint:
        delimiter = hint[1]
        lines = lines[1:]
    if lines and not lines[-1].endswith(("\n", "\r")) and any(line.endswith(("\n", "\r")) for line in lines):
        remarks.append(Remark("no_line_end", "ends without a line end: if it was cut off, its last row may be short."))
    rows, unread = _rows(path.name, lines, delimiter)
    return Sheet(path.name, "", rows, unread, remarks, delimiter=delimiter)


def _rows(name: str, lines: list[str], delimiter: str) -> tuple[list[tuple[int, list[Cell]]], list[Unread]]:
    """The rows that are not blank and those that cannot be read."""
    taken: list[str] = []

    def taking() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(taking(), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[Cell]]] = []
    unread: list[Unread] = []
    number = 0
    while True:
        number += 1
        if len(rows) > MOST_ROWS:
            raise ExtractError(f"{name} has more than {MOST_ROWS:,} rows.", "Import it in parts.")
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            if not _ends_where_it_begins(taken, delimiter):
                rest = taken + lines[reader.line_num :]
                unread += _never_closed(number, rest)
                break
            unread.append(Unread(number, _why_unreadable(taken), (taken[0].rstrip("\r\n"),)))
            continue
        if len(cells) > MOST_CELLS:
            unread.append(Unread(number, f"has more than {MOST_CELLS:,} cells"))
        elif any(cell.strip() for cell in cells):
            rows.append((number, list(cells)))
    return rows, unread


def _ends_where_it_begins(taken: list[str], delimiter: str) -> bool:
    """Whether a row that cannot be read is one line, with no quotation mark left open, so that the next is a row."""
    if len(taken) != 1:
        return False
    try:
        cells = next(csv.reader([f"{taken[0].rstrip()}\n"], delimiter=delimiter), [""])
    except csv.Error:
        return '"' not in taken[0]
    return not cells[-1].endswith("\n")


def _why_unreadable(taken: list[str]) -> str:
    if len(taken[0]) > LONGEST_CELL and '"' not in taken[0]:
        return f"has a cell of more than {LONGEST_CELL:,} characters"
    return "has a quotation mark within a cell; write it twice, or take it out"


def _never_closed(first: int, lines: list[str]) -> list[Unread]:
    """The row that opens a quotation mark, and every line after it: where the next row begins cannot be told."""
    opened = "opens a quotation mark that is not closed where the cell ends; close it, or take it out"
    after = f"was not read, because row {first} opens a quotation mark that is not closed"
    return [
        Unread(first + place, after if place else opened, (line.rstrip("\r\n"),))
        for place, line in enumerate(lines)
        if line.strip()
    ]
