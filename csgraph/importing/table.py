"""One table of an extract as typed columns: the rows that can be used, the rejections and the notices."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from csgraph.importing.columns import ReadColumn, read_column
from csgraph.importing.headers import Found, find_header
from csgraph.importing.mapping import Column, Table
from csgraph.importing.reading import Cell, Sheet
from csgraph.importing.report import Notice, Rejection, Report

ADULT = 18
"""Years; a child is anyone under 18 (Children Act 1989, section 105)."""


@dataclass(frozen=True)
class Rows:
    """The usable rows of one table.

    Attributes:
        table: its part of the mapping.
        where: file and sheet.
        cells: mapping columns, plus `row` (as a spreadsheet counts); index 0..n-1. Missing is None.
        raw: each usable row as it stood.
    """

    table: Table
    where: str
    cells: pd.DataFrame
    raw: list[list[Cell]]


def read_table(sheet: Sheet, table: Table, report: Report, *, on: date) -> Rows:
    """Read a sheet by its table of the mapping, adding to the report.

    Args:
        on: the day of the extract, on which `adult_or_child` tells ages.

    Raises:
        ExtractError: the header does not fit.
    """
    found = find_header(sheet, table)
    body = sheet.rows[found.row + 1 :]
    report.headers[sheet.where] = tuple("" if c is None else str(c) for c in sheet.rows[found.row][1])
    report.rows[sheet.where] = len(body)
    numbers = pd.Series([n for n, _ in body], dtype=object)
    # CSV rows must have exactly the header's width: a cell more or less has shifted the others.
    ragged = {i for i, (_, cells) in enumerate(body) if not sheet.name and len(cells) != len(sheet.rows[found.row][1])}
    rejections = [_rejection(sheet, body[i], "", "has more or fewer cells than the header") for i in sorted(ragged)]
    columns = {name: _read(body, column, found, name) for name, column in table.columns.items() if column.headers}
    rejections += _cell_rejections(sheet, body, table, columns, found, ragged)
    # Two tables of a mapping may read one sheet; what is wrong with it is told once.
    told = {(r.file, r.row, r.column, r.reason) for r in report.rejections}
    report.rejections += [r for r in rejections if (r.file, r.row, r.column, r.reason) not in told]
    report.notices += [*_code_notices(sheet, columns, found, numbers, ragged), *_unmapped(sheet, found, report.source)]
    cells = pd.DataFrame({name: read.values for name, read in columns.items()}, index=range(len(body)), dtype=object)
    for name, column in table.columns.items():
        if column.type == "adult_or_child":
            cells[name] = [_adult_or_child(born, on) for born in cells[str(column.derived_from)]]
        elif column.derived_from is not None:
            # The same cell by another code list; its own column has told what is unknown.
            cells[name] = _read(body, column, found, column.derived_from).values
    cells["row"] = numbers
    bad = {r.row for r in rejections}
    kept = [i for i, (n, _) in enumerate(body) if n not in bad]
    report.notices += _count_notice(sheet, table, len(body))
    return Rows(table, sheet.where, cells.iloc[kept].reset_index(drop=True), [body[i][1] for i in kept])


def _read(body: list[tuple[int, list[Cell]]], column: Column, found: Found, name: str) -> ReadColumn:
    place = found.places.get(name)
    cells = [c[place] if place is not None and place < len(c) else None for _, c in body]
    return read_column(cells, column)


def _rejection(sheet: Sheet, row: tuple[int, list[Cell]], column: str, reason: str) -> Rejection:
    return Rejection(sheet.where, row[0], column, reason, tuple(row[1]))


def _cell_rejections(
    sheet: Sheet,
    body: list[tuple[int, list[Cell]]],
    table: Table,
    columns: dict[str, ReadColumn],
    found: Found,
    ragged: set[int],
) -> list[Rejection]:
    """A row is rejected for every unreadable cell, and for every required one that is empty."""
    rejections = []
    for name, read in columns.items():
        header = found.headers.get(name, name)
        for i, reason in read.faults.items():
            if i not in ragged:
                rejections.append(_rejection(sheet, body[i], header, reason))
        if table.columns[name].required:
            empty = [i for i in read.values.index[read.values.isna()] if i not in read.faults and i not in ragged]
            rejections += [_rejection(sheet, body[i], header, _why_empty(read, i)) for i in empty]
    for either in table.require:
        filled = pd.concat([columns[name].values.notna() for name in either], axis=1).any(axis=1)
        headers = " or ".join(found.headers.get(name, name) for name in either)
        empty = [i for i in filled.index[~filled] if i not in ragged]
        rejections += [_rejection(sheet, body[i], headers, "is empty, and one of them is required") for i in empty]
    return rejections


def _why_empty(read: ReadColumn, position: int) -> str:
    return "holds an unknown code, and is required" if position in read.unknown else "is empty, and is required"


def _code_notices(
    sheet: Sheet, columns: dict[str, ReadColumn], found: Found, numbers: pd.Series, ragged: set[int]
) -> list[Notice]:
    """One notice for each unknown code of a column, with its first row and how often it stands."""
    notices = []
    for name, read in columns.items():
        places: dict[str, list[int]] = {}
        for i, value in read.unknown.items():
            if i not in ragged:
                places.setdefault(value, []).append(i)
        header = found.headers.get(name, name)
        for value, rows in places.items():
            text = f"“{value}” is not a known code; left empty. If it is right, add it to the mapping's values."
            notices.append(Notice("unknown_code", sheet.where, int(numbers[rows[0]]), header, value, text, len(rows)))
    return notices


def _unmapped(sheet: Sheet, found: Found, source: str) -> list[Notice]:
    text = f"is not read. Map it, or list it under ignore in {source}.toml."
    return [
        Notice("unmapped_column", sheet.where, sheet.rows[found.row][0], header, header, text)
        for header in found.unmapped
    ]


def _count_notice(sheet: Sheet, table: Table, count: int) -> list[Notice]:
    least, _, most = table.expect_rows.partition("..")
    if int(least) <= count <= (int(most) if most else count):
        return []
    text = f"has {count} rows where {table.expect_rows} are expected; is the extract whole?"
    return [Notice("row_count", sheet.where, 0, "", str(count), text)]


def _adult_or_child(born: datetime | None, on: date) -> str:
    """`adult` from the 18th birthday, else `child`; a child's extract without a date of birth is taken at its word."""
    if born is None or pd.isna(born):
        return "child"
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return "adult" if age >= ADULT else "child"
