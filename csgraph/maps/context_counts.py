"""Events of one place or group by month and by part of the day and week, no small one to be worked out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from csgraph.maps.model import Table
from csgraph.maps.words import MONTHS, short_day
from csgraph.network.as_of import days_before
from csgraph.questions.small_numbers import HIDDEN, hide

if TYPE_CHECKING:
    import pandas as pd

UNTIMED = "Time not recorded"
WEEK = ("Monday to Friday", "Saturday and Sunday")
NONE = "No event with a day is on record."
FEW = "Too few events to show them in parts: small numbers can tell who is meant."


def shown_counts(counts: Sequence[int], closed: bool) -> list[str]:
    """Counts of the parts of one total, as text; small ones hidden, and so many others that the total tells none.

    Args:
        counts: of each part.
        closed: whether small counts are hidden at all.
    """
    if not closed:
        return [str(count) for count in counts]
    hidden, open_total = hide(counts)
    if not open_total:  # noughts and larger counts beside the total would tell the small ones
        return [HIDDEN] * len(counts)
    return [HIDDEN if hide_it else str(count) for count, hide_it in zip(counts, hidden, strict=True)]


def by_month(events: "pd.DataFrame", as_of: date, closed: bool) -> Table:
    """Events by calendar month in the year to the day, oldest first."""
    when = _once(events)["when"]
    first = days_before(as_of)
    months = [(y, m) for y in (first.year, as_of.year) for m in range(1, 13)]
    months = [at for at in dict.fromkeys(months) if (first.year, first.month) <= at <= (as_of.year, as_of.month)]
    of = list(zip(when.dt.year, when.dt.month, strict=True))
    cells = shown_counts([of.count(at) for at in months], closed)
    rows = tuple((f"{MONTHS[m - 1]} {y}", cell) for (y, m), cell in zip(months, cells, strict=True))
    return _table(f"Events by month, to {short_day(as_of)}", ("Month", "Events"), rows, len(of))


def by_part(events: "pd.DataFrame", parts: Sequence[Mapping[str, Any]], closed: bool) -> Table:
    """Events by part of the day, on weekdays and at weekends; midnight to the second is a day without a time."""
    when = _once(events)["when"]
    words = [*(str(part["words"]) for part in parts), UNTIMED]
    untimed = when == when.dt.normalize()
    of = [
        (UNTIMED if bare else _part(hour, parts), weekday > 4)
        for hour, weekday, bare in zip(when.dt.hour, when.dt.day_of_week, untimed, strict=True)
    ]
    cells = shown_counts([of.count((part, weekend)) for part in words for weekend in (False, True)], closed)
    pairs = zip(cells[::2], cells[1::2], strict=True)
    rows = tuple((part, *pair) for part, pair in zip(words, pairs, strict=True))
    return _table("Events by part of the day and week", ("Part of the day", *WEEK), rows, len(of))


def _table(title: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], events: int) -> Table:
    """The table; a sentence in place of one that would be empty or all hidden."""
    hidden = all(cell == HIDDEN for row in rows for cell in row[1:])
    return Table(title, columns, () if hidden or not events else rows, empty=FEW if events else NONE)


def _part(hour: int, parts: Sequence[Mapping[str, Any]]) -> str:
    """The part of the day of an hour; a part may run past midnight."""
    for part in parts:
        start, end = part["hours"]
        if start <= hour < end or (end < start and (hour >= start or hour < end)):
            return str(part["words"])
    return UNTIMED


def _once(events: "pd.DataFrame") -> "pd.DataFrame":
    """Each event once, however many children and records it has."""
    return events.dropna(subset="when").drop_duplicates("via")
