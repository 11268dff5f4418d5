"""The sample's fixed dates; the clock of the machine is never read."""

from datetime import date, datetime, timedelta

EXTRACTED = date(2026, 10, 31)
"""The day of every extract, and the day on which the planted truth holds."""
PERIOD_START = date(2024, 11, 1)
YEAR = 365
STALE = 183
EDGES = (STALE, YEAR)
"""Days before the extract at which an answer of the questions changes."""


def ago(days: int) -> date:
    """The day so many days before the extract, kept two days clear of the edges so that no answer hangs on one day."""
    for edge in EDGES:
        if abs(days - edge) <= 2:
            days = edge + 5 if days >= edge else edge - 5
    return EXTRACTED - timedelta(days=days)


def clear(day: date) -> date:
    """The same day, moved where it lies too near an edge."""
    return ago((EXTRACTED - day).days)


def days_ago(day: date) -> int:
    """How many days before the extract a day was."""
    return (EXTRACTED - day).days


def plus(day: date, days: int) -> date:
    """So many days later."""
    return day + timedelta(days=days)


def later(day: date, days: int) -> date | None:
    """So many days later, or None where that lies after the extract: it has not happened yet."""
    moved = plus(day, days)
    return clear(moved) if moved <= EXTRACTED else None


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute)


def age_on(dob: date, day: date = EXTRACTED) -> int:
    """Whole years of age on a day."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))
