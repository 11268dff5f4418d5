"""One table of an extract as typed columns: the rows that can be used, the rejections and the notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from csgraph.codes import folded
from csgraph.importing.columns import ReadColumn, read_column
from csgraph.importing.date_order import doubtful_days
from csgraph.importing.headers import Found, find_header
from csgraph.importing.mapping import Table
from csgraph.importing.notices import day_notices, doubtful_column, header_again, table_notices
from csgraph.importing.plausible import implausible_days
from csgraph.importing.report import Notice, Rejection, Report
from csgraph.importing.row_faults import Fault, Row, row_faults
from csgraph.importing.sheet import Cell, Sheet
from csgraph.importing.uses import use_of

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
    body, again = _body(sheet, found)
    report.headers[sheet.where] = tuple("" if c is None else str(c) for c in sheet.rows[found.row][1])
    report.rows[sheet.where] = len(body) + len(sheet.unread)
    shifted = list(row_faults(sheet, found, body))
    bad = {at for at, *_ in shifted}
    columns = {
        name: read_column(_cells(body, found, name), column, use_of(table, name))
        for name, column in table.columns.items()
        if column.headers
    }
    doubtful = _refuse_doubtful(table, found, body, columns)
    faults = [*shifted, *(fault for fault in _cell_faults(table, columns, found) if fault[0] not in bad)]
    cells = _typed(table, found, body, columns, on)
    days = implausible_days(table, cells, on)
    faults += [(at, found.headers.get(name, name), why) for at, name, why in days.refused if at not in bad]
    for name, positions in days.left_out.items():
        cells.loc[positions, name] = None
        if table.columns[name].required:
            faults += [(at, found.headers[name], "cannot be right, and is required") for at in positions]
    _tell(report, [doubtful_column(sheet, found, name) for name in doubtful])
    _tell(report, [*header_again(sheet, again), *table_notices(sheet, table, found, body, columns, bad)])
    _tell(report, [*day_notices(sheet, found, body, days), *_count_notice(sheet, table, len(body))])
    _reject(sheet, report, body, faults)
    refused = {at for at, *_ in faults}
    kept = [at for at in range(len(body)) if at not in refused]
    return Rows(table, sheet.where, cells.iloc[kept].reset_index(drop=True), [body[at][1] for at in kept])


def _body(sheet: Sheet, found: Found) -> tuple[list[Row], list[Row]]:
    """The rows below the header, and those of them that are the header again."""
    named = {place: folded(header) for name, header in found.headers.items() for place in [found.places[name]]}
    body: list[Row] = []
    again: list[Row] = []
    for row in sheet.rows[found.row + 1 :]:
        same = all(p < len(row[1]) and folded(str(row[1][p] or "")) == text for p, text in named.items())
        (again if same and named else body).append(row)
    return body, again


def _cells(body: list[Row], found: Found, name: str) -> list[Cell]:
    place = found.places.get(name)
    return [c[place] if place is not None and place < len(c) else None for _, c in body]


def _refuse_doubtful(table: Table, found: Found, body: list[Row], columns: dict[str, ReadColumn]) -> list[str]:
    """Make faults of the days of which the order cannot be told; gives the columns that hold any."""
    days = {name: _cells(body, found, name) for name in columns if table.columns[name].type in ("date", "moment")}
    doubtful = doubtful_days(days, {name: columns[name] for name in days})
    for name, reasons in doubtful.items():
        columns[name].faults.update(reasons)
    return [name for name, reasons in doubtful.items() if reasons]


def _typed(table: Table, found: Found, body: list[Row], columns: dict[str, ReadColumn], on: date) -> pd.DataFrame:
    """The table's columns as read, those derived from others, and `row`."""
    cells = pd.DataFrame({name: read.values for name, read in columns.items()}, index=range(len(body)), dtype=object)
    for name, column in table.columns.items():
        if column.type == "adult_or_child":
            cells[name] = [_adult_or_child(born, on) for born in cells[str(column.derived_from)]]
        elif column.derived_from is not None:
            # The same cell by another code list; its own column has told what is unknown.
            cells[name] = read_column(_cells(body, found, column.derived_from), column).values
    cells["row"] = pd.Series([number for number, _ in body], dtype=object)
    return cells


def _cell_faults(table: Table, columns: dict[str, ReadColumn], found: Found) -> Iterator[Fault]:
    """A row is rejected for every unreadable cell, and for every required one that is empty."""
    for name, read in columns.items():
        header = found.headers.get(name, name)
        yield from ((at, header, reason) for at, reason in read.faults.items())
        if table.columns[name].required:
            empty = (at for at in read.values.index[read.values.isna()] if at not in read.faults)
            yield from ((at, header, _why_empty(read, at)) for at in empty)
    for either in table.require:
        filled = pd.concat([columns[name].values.notna() for name in either], axis=1).any(axis=1)
        headers = " or ".join(found.headers.get(name, name) for name in either)
        yield from ((at, headers, "is empty, and one of them is required") for at in filled.index[~filled])


def _why_empty(read: ReadColumn, at: int) -> str:
    if at in read.unknown:
        return "holds an unknown code, and is required"
    if read.remarks.get(at) == "placeholder":
        return "stands for nothing, such as UNKNOWN, and is required"
    return "is empty, and is required"


def _tell(report: Report, notices: list[Notice]) -> None:
    """Add notices; two tables of a mapping may read one sheet, and what is wrong with it is told once."""
    report.notices += [notice for notice in notices if notice not in report.notices]


def _reject(sheet: Sheet, report: Report, body: list[Row], faults: list[Fault]) -> None:
    made = [Rejection(sheet.where, one.row, "", one.reason, one.cells) for one in sheet.unread]
    made += [Rejection(sheet.where, body[at][0], column, reason, tuple(body[at][1])) for at, column, reason in faults]
    told = {(r.file, r.row, r.column, r.reason) for r in report.rejections}
    new = [one for one in made if (one.file, one.row, one.column, one.reason) not in told]
    report.rejections += sorted(new, key=lambda one: one.row)


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
