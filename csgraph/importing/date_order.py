"""Whether a sheet's days are written day first, as mappings read them, or may be month first.

A day such as 25/04/2012 can only be meant day first, 04/25/2012 only month first, and 03/04/2012 either way. Where a
column holds any that is month first, those that could be either are not to be told, and their rows are refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csgraph.importing.cells import ambiguous, clean
from csgraph.importing.columns import ReadColumn
from csgraph.importing.sheet import Cell

YEAR_FIRST = re.compile(r"\d{4}")
OTHERS = "could be day first or month first, and other dates of the file are month first; export it as dd/mm/yyyy"
SWAPPED = (
    "may have day and month exchanged: a spreadsheet took some texts of this column for dates month first;"
    " export the column anew as text, dd/mm/yyyy"
)


@dataclass
class _Evidence:
    """Positions of one column's days.

    Attributes:
        month_first, day_first, either: texts that can be meant only so, or both ways.
        own_either, own_late: a workbook's own days that day and month could be exchanged in, and those that not.
    """

    month_first: set[int]
    day_first: set[int] = field(default_factory=set)
    either: set[int] = field(default_factory=set)
    own_either: set[int] = field(default_factory=set)
    own_late: set[int] = field(default_factory=set)

    @property
    def swapped(self) -> bool:
        """Whether texts were taken month first: that leaves as text just those with a day after the twelfth."""
        return bool(self.day_first and self.own_either) and not (self.either or self.own_late)


def doubtful_days(cells: Mapping[str, list[Cell]], read: Mapping[str, ReadColumn]) -> dict[str, dict[int, str]]:
    """Why, by column and position, of each day whose order cannot be told.

    Args:
        cells: the cells of the columns of days.
        read: the same columns as read.
    """
    evidence = {name: _weigh(column, read[name]) for name, column in cells.items()}
    month_first = any(one.month_first and not one.day_first for one in evidence.values())
    doubtful: dict[str, dict[int, str]] = {}
    for name, one in evidence.items():
        if one.month_first or (month_first and not one.day_first):
            doubtful[name] = dict.fromkeys(sorted(one.either), OTHERS)
        elif one.swapped:
            doubtful[name] = dict.fromkeys(sorted(one.own_either), SWAPPED)
    return doubtful


def _weigh(cells: list[Cell], read: ReadColumn) -> _Evidence:
    found = _Evidence(set(read.month_first))
    for position, value in enumerate(read.values):
        cell = cells[position]
        if value is None or not isinstance(cell, str | datetime):
            continue
        if isinstance(cell, datetime):
            (found.own_either if ambiguous(cell) else found.own_late if cell.day > 12 else set()).add(position)
        elif ambiguous(cell):
            found.either.add(position)
        elif isinstance(value, datetime) and value.day > 12 and not YEAR_FIRST.match(clean(cell)):
            found.day_first.add(position)
    return found
