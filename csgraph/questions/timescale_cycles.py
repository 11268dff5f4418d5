"""How a clock runs for one child: each time that something was due, and whether and when it was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from csgraph.questions.timescale_rules import BankHolidays, Clock, due


@dataclass(frozen=True)
class Cycle:
    """One time that a clock ran.

    Attributes:
        number: the so-manieth time, from 1; 0 where earlier ones are unknown.
        start: the day it is counted from.
        due: the last day; None where the years of the bank holidays do not reach.
        done: the day it was done; None where it was not.
    """

    number: int
    start: date
    due: date | None
    done: date | None


@dataclass(frozen=True)
class Run:
    """What a clock ran on for one child.

    Attributes:
        start: the day it began.
        end: the day the duty ended; None while it lasts.
        done: days on which it was done, in order.
        complete: every day on which it was done would be known; else only the latest is.
    """

    start: date
    end: date | None
    done: Sequence[date]
    complete: bool


def cycles(clock: Clock, run: Run, holidays: BankHolidays) -> Iterator[Cycle]:
    """Each time the clock ran, the last without a day done unless it was done for good.

    A time that was neither done nor due before the duty ended is none.
    """
    # A conference that began a plan is no review of it; a meeting on the first day is one of the plan.
    done = [day for day in run.done if day > run.start or (day == run.start and not clock.reviewed)]
    start, place = run.start, 0
    if clock.from_first:
        if not done:
            return
        start = done.pop(0)
    if done and not run.complete and clock.repeats:
        yield from _latest_only(clock, run, done, holidays)
        return
    while (limit := clock.limit(place)) is not None:
        last = due(start, limit, holidays)
        held = done.pop(0) if done else None
        if held is None and last is not None and run.end is not None and run.end <= last:
            return
        yield Cycle(place + 1, start, last, held)
        if held is None:
            return
        start, place = held, place + 1


def _latest_only(clock: Clock, run: Run, done: Sequence[date], holidays: BankHolidays) -> Iterator[Cycle]:
    """Where only the latest is known: the first time, if that was in time, and the time that runs now."""
    first = due(run.start, clock.limits[0], holidays)
    if first is not None and done[0] <= first:
        yield Cycle(1, run.start, first, done[0])
    is_first = first is not None and done[-1] <= first and len(clock.limits) > 1
    last = due(done[-1], clock.limits[1 if is_first else -1], holidays)
    if run.end is None or (last is not None and last < run.end):
        yield Cycle(0, done[-1], last, None)
