"""What the columns of an unknown sheet hold: its header row, and of each column how its cells read. No cell is kept."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from csgraph.codes import code_list
from csgraph.importing.cells import READ, Unreadable
from csgraph.importing.columns import EMPTY
from csgraph.importing.headers import WITHIN
from csgraph.importing.sheet import Cell, Sheet
from csgraph.importing.suggestions import code_like

MOST_READ = 3_000
"""Rows that are looked at."""

MOST_CODES = 40
"""Different values beyond which a column is no list of codes."""

DATA = re.compile(r"@|\d{4,}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|^\d+$|^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)
"""What stands in a row of data and in no header: e-mails, long numbers, days, postcodes."""

SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")


@dataclass(frozen=True)
class Column:
    """One column of an unknown sheet.

    Attributes:
        header: its header.
        filled: how many of the rows looked at fill it.
        reads: share of the filled cells that read as each cell type.
        different: how many different values it has.
        days: `day first`, `month first`, `ambiguous` or `` where it holds no such dates.
        codes: how often each code-like value stands, where the column may be a list of codes.
    """

    header: str
    filled: int
    reads: dict[str, float]
    different: int
    days: str = ""
    codes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Profile:
    """An unknown sheet.

    Attributes:
        sheet: as it was read.
        header_row: row of its header, as a spreadsheet counts.
        columns: its columns that have a header.
        rows: rows below the header.
    """

    sheet: Sheet
    header_row: int
    columns: list[Column]
    rows: int


def profiled(sheet: Sheet, known: Sequence[str]) -> Profile | None:
    """What a sheet holds; None where none of its first rows looks like a header.

    Args:
        known: folded headers of the shipped mappings, which tell a header from a title.
    """
    place = _header_place(sheet, frozenset(known))
    if place is None:
        return None
    number, header = sheet.rows[place]
    body = [cells for _, cells in sheet.rows[place + 1 :]]
    columns = [
        _column(_text(cell), [cells[at] for cells in body[:MOST_READ] if at < len(cells)])
        for at, cell in enumerate(header)
        if _text(cell)
    ]
    return Profile(sheet, number, columns, len(body))


def _header_place(sheet: Sheet, known: frozenset[str]) -> int | None:
    """The place of the row that looks most like a header: wide, no data in it, the more known headers the better."""
    from csgraph.codes import folded

    best, found = 0.0, None
    for place, (_, cells) in enumerate(sheet.rows[:WITHIN]):
        texts = [_text(cell) for cell in cells if _text(cell)]
        plain = [text for cell, text in zip(cells, map(_text, cells), strict=True) if text and isinstance(cell, str)]
        if len(texts) < 2 or len(plain) < len(texts) or any(DATA.search(text) for text in texts):
            continue
        score = len({folded(text) for text in texts}) + 2 * sum(folded(text) in known for text in texts) - place / 10
        if score > best:
            best, found = score, place
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _column(header: str, cells: list[Cell]) -> Column:
    filled = [cell for cell in cells if cell is not None and str(cell).strip().casefold() not in EMPTY]
    different = set(map(str, filled))
    reads = {kind: _share(kind, filled) for kind in READ}
    texts = Counter(_text(cell) for cell in filled)
    few = len(different) <= max(3, min(MOST_CODES, len(filled) // 2 + 1))
    codes = Counter({text: count for text, count in texts.items() if code_like(text)}) if few else Counter[str]()
    return Column(header, len(filled), reads, len(different), _days(filled), codes)


def _share(kind: str, cells: Sequence[Cell]) -> float:
    return sum(_readable(kind, cell) for cell in cells) / len(cells) if cells else 0.0


def _readable(kind: str, cell: Cell) -> bool:
    try:
        READ[kind](cell)
    except (Unreadable, ValueError, OverflowError):
        return False
    return True


def _days(cells: Sequence[Cell]) -> str:
    """Whether days come before months, where cells are such dates; ambiguous where none tells."""
    if any(isinstance(cell, (date, datetime)) for cell in cells):
        return ""
    found = [match for cell in cells if (match := SLASHED.match(_text(cell)))]
    if not found or len(found) < len(cells) / 2:
        return ""
    first = any(int(match[1]) > 12 for match in found)
    second = any(int(match[2]) > 12 for match in found)
    return "ambiguous" if not first and not second else "month first" if second and not first else "day first"


def known_share(column: Column, name: str) -> float:
    """The share of a column's filled cells that are codes of a list."""
    listed = code_list(name)
    known = sum(count for text, count in column.codes.items() if listed.canonical(text) is not None)
    return known / column.filled if column.filled else 0.0
