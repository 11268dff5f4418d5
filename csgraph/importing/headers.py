"""Finds the header row of a sheet and which of its columns is which column of the mapping."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from csgraph.codes import folded
from csgraph.errors import ExtractError
from csgraph.importing.mapping import Table
from csgraph.importing.sheet import Cell, Sheet

WITHIN = 30
"""Rows searched for the header; extracts carry titles above it."""
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
TAB = "\\t"
LONGEST_HEADER = 200
"""Characters of a header that are compared and shown; a longer cell is no header."""


@dataclass(frozen=True)
class Found:
    """Where a table's columns lie in a sheet.

    Attributes:
        row: the header's place in `Sheet.rows`.
        width: how many cells a row may have.
        places: cell index by mapping column.
        headers: header text by mapping column.
        unmapped: headers that the mapping neither reads nor ignores.
        doubled: the places of further columns with the same header, by mapping column.
        texts: the header row.
    """

    row: int
    width: int
    places: dict[str, int]
    headers: dict[str, str]
    unmapped: tuple[str, ...]
    doubled: dict[str, tuple[int, ...]]
    texts: tuple[str, ...]


def fits(pattern: str, header: str) -> bool:
    """Whether a header is the one meant: /pattern/ searched without regard to case, or the same letters and digits."""
    if pattern.startswith("/"):
        return re.search(pattern.strip("/"), header, re.IGNORECASE) is not None
    return folded(pattern) == folded(header)


def find_header(sheet: Sheet, table: Table) -> Found:
    """The header row: the one of the first rows that names most of the table's columns.

    Raises:
        ExtractError: a column is missing, with the nearest header; no row is a header; or the file is empty.
    """
    candidates = [(place, [_text(cell) for cell in cells]) for place, (_, cells) in enumerate(sheet.rows[:WITHIN])]
    if not candidates:
        raise ExtractError(f"{sheet.where} is empty.", "Ask for the extract again.")
    place, headers = max(candidates, key=lambda c: (len(_match(c[1], table)), -c[0]))
    places = _match(headers, table)
    missing = [n for n, c in table.columns.items() if c.headers and not c.optional and n not in places]
    if missing:
        raise _no_fit(sheet, table, headers, missing, len(places))
    used = set(places.values())
    doubled = {
        name: others
        for name, index in places.items()
        if (others := tuple(i for i, h in enumerate(headers) if i not in used and folded(h) == folded(headers[index])))
    }
    told = used.union(*doubled.values())
    left = (h for i, h in enumerate(headers) if h and i not in told and not any(fits(p, h) for p in table.ignore))
    named = {name: headers[index] for name, index in places.items()}
    return Found(place, _width(headers), places, named, tuple(left), doubled, tuple(headers))


def _text(cell: Cell) -> str:
    """A header as it is compared and shown: what cannot be shown is left out."""
    shown = "" if cell is None else " ".join(str(cell).split())[:LONGEST_HEADER]
    return "".join(ch for ch in shown if unicodedata.category(ch) not in ("Cc", "Cf", "Cs"))


def _width(headers: Sequence[str]) -> int:
    return max((i for i, header in enumerate(headers) if header), default=-1) + 1


def _match(headers: Sequence[str], table: Table) -> dict[str, int]:
    """Cell index by column; an exact header is taken before any pattern, so that patterns cannot steal it."""
    places: dict[str, int] = {}
    for exact in (True, False):
        for name, column in table.columns.items():
            for pattern in column.headers if name not in places else ():
                index = next(
                    (i for i, h in enumerate(headers) if h and i not in places.values() and fits(pattern, h)), None
                )
                if index is not None and pattern.startswith("/") != exact:
                    places[name] = index
                    break
    return places


def _no_fit(sheet: Sheet, table: Table, headers: Sequence[str], missing: Sequence[str], found: int) -> ExtractError:
    """Why a sheet does not fit; a cell is repeated only where its row is plainly a header: it may be a name."""
    what = f"{sheet.where} does not fit table {table.name} of the mapping"
    other = _other_separator(sheet, table)
    if other:
        return ExtractError(
            f"{what}: it looks separated by {SEPARATORS[other]}, and {SEPARATORS.get(sheet.delimiter, 'others')} are"
            " declared.",
            f"Say delimiter = “{other.replace(chr(9), TAB)}” under [extract] of the mapping,"
            " or save the file as “CSV UTF-8”.",
        )
    if 2 * found < found + len(missing):
        wanted = ", ".join(f"“{table.columns[name].headers[0]}”" for name in missing[:5])
        return ExtractError(
            f"{what}: none of its first rows is the header. It needs columns {wanted}"
            f"{f' and {len(missing) - 5} more' if len(missing) > 5 else ''}.",
            "If the file has no header row, put one above its first row.",
        )
    return ExtractError(f"{what}:\n{_missing(missing, headers, table)}")


def _other_separator(sheet: Sheet, table: Table) -> str | None:
    """What would have to separate the cells for the header to fit; only of text files, and only to word the error."""
    if sheet.name:
        return None
    needed = {name for name, column in table.columns.items() if column.headers and not column.optional}
    for other in SEPARATORS:
        if other != sheet.delimiter:
            for _, cells in sheet.rows[:WITHIN]:
                parts = sheet.delimiter.join(_text(cell) if other != "\t" else str(cell) for cell in cells).split(other)
                if needed <= _match([_text(part.strip().strip('"')) for part in parts], table).keys():
                    return other
    return None


def _missing(missing: Sequence[str], headers: Sequence[str], table: Table) -> str:
    lines = []
    for name in missing:
        wanted = table.columns[name].headers[0]
        near = get_close_matches(wanted, [h for h in headers if h], 1, cutoff=0.5)
        hint = f" (did you mean “{near[0]}”? Add it to the mapping's header)" if near else ""
        lines.append(f"  - there is no column “{wanted}”{hint}")
    return "\n".join(lines)
