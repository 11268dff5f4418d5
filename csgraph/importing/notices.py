"""What is to be told of a table though its rows are read. Of what stands in cells, only codes are ever repeated."""

import re
from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter

from csgraph.importing.columns import ReadColumn
from csgraph.importing.headers import Found
from csgraph.importing.mapping import Table
from csgraph.importing.plausible import Implausible
from csgraph.importing.report import Notice
from csgraph.importing.row_faults import Row
from csgraph.importing.sheet import HIDDEN_SHEET, Sheet
from csgraph.importing.uses import counted_only, use_of

MOST_CODES = 20
"""Different unknown codes of a column that are named one by one; more of them are hardly codes."""
NO_CODE = re.compile(r"(?:\d[ -]?){5}|\d.*\d.*[/-].*\d{4}|@|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|.{61}", re.IGNORECASE)
"""What looks like a number, a date, an address or a sentence rather than a code, and is not repeated."""
NAME_LIKE = re.compile(r"(?:[^\W\d_]['’-]?){2,}(?:,? (?:[^\W\d_]['’-]?){2,}){1,3}")
"""Two to four words of letters alone: in one row only, it may be somebody's name in the wrong column."""

REMARKS = {
    "placeholder": "stands for nothing, such as UNKNOWN or 01/01/1900; read as empty.",
    "not_a_name": "is a date, a number or a truth value, as where a spreadsheet changes a name; read as empty.",
    "invisible": "holds characters that nobody sees; read without them.",
    "error": "shows an error of the spreadsheet, such as #N/A; read as empty.",
    "lost_letter": "holds the sign � for a letter that an earlier system lost; kept so. Export it again as UTF-8.",
    "wrong_letters": "looks like UTF-8 that an earlier system took for another encoding; kept so. Export it again.",
}
"""Sentence by kind of remark."""


def table_notices(
    sheet: Sheet, table: Table, found: Found, body: list[Row], columns: dict[str, ReadColumn], bad: set[int]
) -> Iterator[Notice]:
    """Everything that is to be told of a table's cells and headings.

    Args:
        bad: positions of rows that are shifted, whose cells say nothing.
    """
    for remark in sheet.remarks:
        if remark.kind != HIDDEN_SHEET:
            yield Notice(remark.kind, sheet.where, remark.row, "", "", remark.text)
    for name, read in columns.items():
        header = found.headers.get(name, name)
        yield from _codes(sheet, header, read, body, bad, told=not counted_only(table, name))
        # Where a required cell is read as empty its row is rejected, with that reason.
        if not table.columns[name].required:
            yield from _remarks(sheet, header, read, body, bad, ("placeholder", "not_a_name", "error"))
        yield from _remarks(sheet, header, read, body, bad, ("invisible", "lost_letter", "wrong_letters"))
        if found.places.get(name) in sheet.hidden_columns:
            yield _of_column(sheet, found, "hidden_column", header, "is hidden; it is read like the others.")
        if name in found.doubled:
            text = "stands twice; rows in which the two columns agree are read."
            yield _of_column(sheet, found, "doubled_column", header, text)
        if table.columns[name].type == "id" and table.columns[name].width is None and use_of(table, name).person:
            yield from _lost_zeros(sheet, header, read, body)
    for header in found.unmapped:
        text = "is not read. Map it, or list it under ignore in the mapping."
        yield _of_column(sheet, found, "unmapped_column", header, text)
    yield from _unheaded(sheet, found, body, bad)


def day_notices(sheet: Sheet, found: Found, body: list[Row], days: Implausible) -> Iterator[Notice]:
    """Birthdays that are left out, and beginnings that lie ahead."""
    for name, positions in days.left_out.items():
        text = "is after the day of the extract, or more than 110 years before it; read as empty."
        yield _notice("birthday", sheet, found.headers.get(name, name), text, body, positions)
    for name, positions in days.ahead.items():
        text = "is after the day of the extract; taken as planned."
        yield _notice("ahead", sheet, found.headers.get(name, name), text, body, positions)


def doubtful_column(sheet: Sheet, found: Found, name: str) -> Notice:
    """A column of days of which the order of day and month cannot be told."""
    text = "is doubtful: day and month may be exchanged in it, so every date that could be either is refused."
    return _of_column(sheet, found, "day_order", found.headers[name], text)


def header_again(sheet: Sheet, rows: list[Row]) -> Iterator[Notice]:
    """Rows that repeat the header, as where pages were joined."""
    if rows:
        yield Notice("header_again", sheet.where, rows[0][0], "", "", "repeats the header; left out.", len(rows))


def _of_column(sheet: Sheet, found: Found, kind: str, header: str, text: str) -> Notice:
    return Notice(kind, sheet.where, sheet.rows[found.row][0], header, header, text)


def _notice(kind: str, sheet: Sheet, header: str, text: str, body: list[Row], positions: Iterable[int]) -> Notice:
    places = sorted(positions)
    return Notice(kind, sheet.where, body[places[0]][0], header, "", text, len(places))


def _codes(
    sheet: Sheet, header: str, read: ReadColumn, body: list[Row], bad: set[int], *, told: bool
) -> Iterator[Notice]:
    """One notice for each unknown code of a column, with its first row and how often it stands; `told`: and itself."""
    places: dict[str, list[int]] = {}
    for at, value in read.unknown.items():
        if at not in bad:
            places.setdefault(value, []).append(at)
    if len(places) > MOST_CODES:
        rows = [at for positions in places.values() for at in positions]
        text = f"holds {len(places)} different texts that are no known codes; left empty. Is it the right column?"
        yield _notice("unknown_code", sheet, header, text, body, rows)
        return
    for value, rows in places.items():
        may_name = len(rows) == 1 and NAME_LIKE.fullmatch(value) is not None
        shown = "" if may_name or not told or NO_CODE.search(value) else value
        text = f"{f'“{shown}”' if shown else 'what stands there'} is not a known code; left empty."
        text += " If it is right, add it to the mapping's values."
        yield Notice("unknown_code", sheet.where, body[rows[0]][0], header, shown, text, len(rows))


def _remarks(
    sheet: Sheet, header: str, read: ReadColumn, body: list[Row], bad: set[int], kinds: tuple[str, ...]
) -> Iterator[Notice]:
    for kind in kinds:
        positions = [at for at, remark in read.remarks.items() if remark == kind and at not in bad]
        if positions:
            yield _notice(kind, sheet, header, REMARKS[kind], body, positions)


def _lost_zeros(sheet: Sheet, header: str, read: ReadColumn, body: list[Row]) -> Iterator[Notice]:
    """Numbers that are shorter than others of the column which begin with zeros."""
    numbers = {at: str(v) for at, v in enumerate(read.values) if v is not None and re.fullmatch(r"\d+", str(v))}
    longest = max((len(number) for number in numbers.values() if number.startswith("0")), default=0)
    short = [at for at, number in numbers.items() if len(number) < longest and not number.startswith("0")]
    if short:
        text = "is shorter than others that begin with zeros; leading zeros may be lost. Export the column as text."
        yield _notice("lost_zeros", sheet, header, text, body, short)


def _unheaded(sheet: Sheet, found: Found, body: list[Row], bad: set[int]) -> Iterator[Notice]:
    """Columns with cells and no heading."""
    filled: dict[int, list[int]] = {}
    for at, (_, cells) in enumerate(body):
        for place, cell in enumerate(cells):
            if cell is not None and (place >= len(found.texts) or not found.texts[place]) and str(cell).strip():
                filled.setdefault(place, []).append(at)
    for place, positions in sorted(filled.items()):
        kept = [at for at in positions if at not in bad]
        if kept:
            text = "has filled cells under no heading; they are not read."
            yield _notice("no_heading", sheet, f"column {get_column_letter(place + 1)}", text, body, kept)
