"""Finds the header row of a sheet and which of its columns is which column of the mapping."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from csgraph.codes import folded
from csgraph.errors import ExtractError
from csgraph.importing.mapping import Table
from csgraph.importing.reading import Cell, Sheet

WITHIN = 10
"""Rows searched for the header; extracts carry titles above it."""


@dataclass(frozen=True)
class Found:
    """Where a table's columns lie in a sheet.

    Attributes:
        row: the header's place in `Sheet.rows`.
        width: how many cells a row may have.
        places: cell index by mapping column.
        headers: header text by mapping column.
        unmapped: headers that the mapping neither reads nor ignores.
    """

    row: int
    width: int
    places: dict[str, int]
    headers: dict[str, str]
    unmapped: tuple[str, ...]


def fits(pattern: str, header: str) -> bool:
    """Whether a header is the one meant: /pattern/ searched without regard to case, or the same letters and digits."""
    if pattern.startswith("/"):
        return re.search(pattern.strip("/"), header, re.IGNORECASE) is not None
    return folded(pattern) == folded(header)


def find_header(sheet: Sheet, table: Table) -> Found:
    """The header row: the one of the first rows that names most of the table's columns.

    Raises:
        ExtractError: a column is missing, with the nearest header; or two headers are the same column.
    """
    candidates = [(place, [_text(cell) for cell in cells]) for place, (_, cells) in enumerate(sheet.rows[:WITHIN])]
    if not candidates:
        raise ExtractError(f"{sheet.where} is empty.", "Ask for the extract again.")
    place, headers = max(candidates, key=lambda c: (len(_match(c[1], table)), -c[0]))
    places = _match(headers, table)
    missing = [n for n, c in table.columns.items() if c.headers and not c.optional and n not in places]
    if missing:
        raise ExtractError(
            f"{sheet.where} does not fit table {table.name} of the mapping:\n{_missing(missing, headers, table)}"
        )
    used = set(places.values())
    doubled = sorted(
        {h for i, h in enumerate(headers) if i in used and [folded(x) for x in headers].count(folded(h)) > 1}
    )
    if doubled:
        raise ExtractError(
            f"{sheet.where} has two columns named {', '.join(doubled)}.", "Rename or remove one of them."
        )
    left = (h for i, h in enumerate(headers) if h and i not in used and not any(fits(p, h) for p in table.ignore))
    named = {name: headers[index] for name, index in places.items()}
    return Found(place, _width(headers), places, named, tuple(left))


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


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


def _missing(missing: Sequence[str], headers: Sequence[str], table: Table) -> str:
    lines = []
    for name in missing:
        wanted = table.columns[name].headers[0]
        near = get_close_matches(wanted, [h for h in headers if h], 1, cutoff=0.5)
        hint = f" (did you mean “{near[0]}”? Add it to the mapping's header)" if near else ""
        lines.append(f"  - there is no column “{wanted}”{hint}")
    return "\n".join(lines)
