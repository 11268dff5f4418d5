"""Days that cannot be right beside each other: ends before starts, beginnings before birth or far in the future.

What is wrong of two days cannot be told, so the row is refused. A birthday alone that cannot be right is left out and
told, for the row says more than that; so is a beginning that lies ahead, which may be planned.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from csgraph.importing.mapping import Table
from csgraph.importing.uses import beginnings, birthdays, spans

BEFORE_BIRTH = timedelta(days=310)
"""Work with a family may begin in pregnancy: ten months, and a few days of grace."""
AHEAD = timedelta(days=366)
"""How far ahead of the extract a beginning may be planned."""
OLDEST = timedelta(days=110 * 366)


@dataclass(frozen=True)
class Implausible:
    """What is to be done of the days of one table.

    Attributes:
        refused: (position, column, reason) of each row that is refused.
        left_out: positions by column of birthdays that are left out.
        ahead: positions by column of beginnings after the day of the extract.
    """

    refused: list[tuple[int, str, str]]
    left_out: dict[str, list[int]]
    ahead: dict[str, list[int]]


def implausible_days(table: Table, cells: pd.DataFrame, on: date) -> Implausible:
    """Look at the days of a table's rows.

    Args:
        cells: mapping columns as read; missing is None.
        on: the day of the extract.
    """
    extract = datetime(on.year, on.month, on.day)
    found = Implausible([], {}, {})
    for start, end in sorted(spans(table)):
        for at, (first, last) in enumerate(zip(cells[start], cells[end], strict=True)):
            if first is not None and last is not None and _before(last, first):
                found.refused.append((at, end, "is before the day on which it starts; one of the two is wrong"))
    born = sorted(birthdays(table))
    for column in born:
        wrong = [at for at, day in enumerate(cells[column]) if day is not None and not _could_be_born(day, extract)]
        if wrong:
            found.left_out[column] = wrong
    for column in sorted(beginnings(table) | ({table.recorded_on} if table.recorded_on else set())):
        _look_at_beginnings(column, cells, born, extract, found)
    return found


def _look_at_beginnings(
    column: str, cells: pd.DataFrame, born: list[str], extract: datetime, found: Implausible
) -> None:
    birthday = cells[born[0]] if len(born) == 1 else [None] * len(cells)
    implausible = set(found.left_out.get(born[0], ())) if len(born) == 1 else set()
    for at, (day, birth) in enumerate(zip(cells[column], birthday, strict=True)):
        if day is None:
            continue
        if day >= extract + AHEAD:
            found.refused.append((at, column, "is more than a year after the day of the extract; correct it"))
        elif birth is not None and at not in implausible and day < birth - BEFORE_BIRTH:
            reason = "is more than ten months before the date of birth; one of the two is wrong"
            found.refused.append((at, column, reason))
        elif day >= extract + timedelta(days=1):
            found.ahead.setdefault(column, []).append(at)


def _before(last: datetime, first: datetime) -> bool:
    """A day without a time is any time of that day."""
    whole = datetime.min.time() in (last.time(), first.time())
    return last.date() < first.date() if whole else last < first


def _could_be_born(day: datetime, extract: datetime) -> bool:
    return extract - OLDEST < day < extract + timedelta(days=1)
