"""What is wrong with whole rows: too many cells, rows swallowed by a quotation mark, merged cells, doubled columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from csgraph.importing.headers import SEPARATORS, Found
from csgraph.importing.sheet import Cell, Sheet

Row = tuple[int, list[Cell]]
Fault = tuple[int, str, str]
"""Position of a row, header of the column at fault or nothing, and why."""


def row_faults(sheet: Sheet, found: Found, body: list[Row]) -> Iterator[Fault]:
    """What is wrong with rows as a whole, each row once."""
    told: set[int] = set()
    for faults in (_ragged(sheet, found, body), _swallowed(sheet, body), _merged(sheet, found, body)):
        for fault in faults:
            if fault[0] not in told:
                told.add(fault[0])
                yield fault
    yield from (fault for fault in _doubled(found, body) if fault[0] not in told)


def _ragged(sheet: Sheet, found: Found, body: list[Row]) -> Iterator[Fault]:
    """CSV rows must have exactly the header's width: a cell more or less has shifted the others."""
    width = len(found.texts)
    for at, (_, cells) in enumerate(body):
        if not sheet.name and len(cells) != width:
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            yield at, "", f"has {count} where the header has {width}{_hint(sheet, cells, width)}"


def _hint(sheet: Sheet, cells: list[Cell], width: int) -> str:
    whole = sheet.delimiter.join(map(str, cells))
    other = next((o for o in SEPARATORS if o != sheet.delimiter and len(whole.split(o)) == width), None)
    if other and width > 1:
        return f"; it looks separated by {SEPARATORS[other]}"
    if "\0" in whole:
        return "; it holds NUL bytes, as where a file was only half written"
    if "\n" in whole:
        return "; a stray quotation mark may have joined it to the next rows"
    if len(cells) > width:
        return f"; put a text that holds {SEPARATORS.get(sheet.delimiter, 'separators')} into quotation marks"
    if len(cells) == 1 < width:
        return "; if a line break has split a row, the row before or after it is cut too, so look at both"
    return "; it may be cut off"


def _swallowed(sheet: Sheet, body: list[Row]) -> Iterator[Fault]:
    """Rows of the right width of which one cell holds the end of its row, whole rows and the beginning of another."""
    for at, (_, cells) in enumerate(body):
        for place, cell in enumerate(cells):
            if not sheet.name and isinstance(cell, str) and "\n" in cell:
                parts = [line.count(sheet.delimiter) for line in cell.split("\n")]
                width = len(cells)
                if (parts[0] == width - 1 - place and parts[-1] == place) or max(parts) >= width - 1 > 0:
                    yield at, "", "holds what look like further rows; look for a stray quotation mark"
                    break


def _merged(sheet: Sheet, found: Found, body: list[Row]) -> Iterator[Fault]:
    """Rows of which a column that is read lies in merged cells: only the first cell of these holds what is shown."""
    numbers = [number for number, _ in body]
    headers = {found.places[name]: found.headers[name] for name in found.places}
    for top, left, bottom, right in sheet.merged:
        touched = [header for place, header in headers.items() if left <= place + 1 <= right]
        if not touched or (top == bottom and left == right):
            continue
        # Of cells merged downwards the first row is whole; of cells merged sideways none is.
        first = top if right > left else top + 1
        for at in range(bisect_left(numbers, first), bisect_right(numbers, bottom)):
            yield at, touched[0], "lies in merged cells; unmerge them and fill each row"


def _doubled(found: Found, body: list[Row]) -> Iterator[Fault]:
    """Rows in which two columns of one name differ: which of them is meant cannot be told."""
    for name, others in found.doubled.items():
        for at, (_, cells) in enumerate(body):
            values = {
                str(cells[place] or "").strip() if place < len(cells) else "" for place in (found.places[name], *others)
            }
            if len(values) > 1:
                yield at, found.headers[name], "stands twice, and the two columns of that name differ in this row"
