"""Clocks of rules/timescales.toml, and working days by rules/bank_holidays.toml."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from csgraph.questions.rule_files import Days, RuleTable, Sourced, in_list, read_rules

FILE, HOLIDAYS = "timescales.toml", "bank_holidays.toml"
MEETINGS = ("strategy", "core_group", "conference", "review", "panel", "other")
Starts = Literal["return", "enquiry", "referral", "cp", "cla", "cin"]
WORDS = {"working_days": "working days", "days": "days", "months": "months"}


class Limit(RuleTable):
    """One time within which something is to be done."""

    number: Annotated[int, Field(gt=0)]
    unit: Literal["working_days", "days", "months"]

    @property
    def told(self) -> str:
        """In words: `15 working days`."""
        return f"{self.number} {WORDS[self.unit]}"


class Clock(Sourced):
    """One clock; what each part means stands in the file."""

    name: str
    title: str
    starts: Starts
    done: tuple[Literal["interview", "assessment", "strategy", "core_group", "conference", "review", "other"], ...]
    limits: tuple[Limit, ...] = Field(min_length=1)
    repeats: bool = False
    from_first: bool = False
    reviewed: bool = False
    suspended_by: Annotated[frozenset[str], in_list("plan")] = frozenset()
    shown_by: tuple[str, ...]
    who: str

    @property
    def limits_told(self) -> str:
        """The limits in words: `3 months, then 6 months`."""
        return ", then ".join(limit.told for limit in self.limits)

    def limit(self, place: int) -> Limit | None:
        """The limit of the so-manieth time, counted from 0; None after the last where nothing repeats."""
        if place < len(self.limits):
            return self.limits[place]
        return self.limits[-1] if self.repeats else None


class BankHolidays(Sourced):
    """Days that are no working days, for the years that are whole."""

    years: tuple[int, ...] = Field(min_length=1)
    days: tuple[date, ...]

    @model_validator(mode="after")
    def _within_the_years(self) -> BankHolidays:
        if unknown := sorted({day.year for day in self.days} ^ set(self.years)):
            raise ValueError(f"years and days must be of the same years: {unknown}")
        return self

    @cached_property
    def array(self) -> np.ndarray:
        """As numpy counts with them."""
        return np.array(self.days, dtype="datetime64[D]")


class Timescales(RuleTable):
    """The whole file."""

    window_days: Days
    due_within_days: Days
    strategy_within_days: Days
    conference_within_days: Days
    no_duty_decisions: tuple[str, ...]
    clock: tuple[Clock, ...] = Field(min_length=1)

    def named(self, name: str) -> Clock:
        """The clock of that name."""
        return next(clock for clock in self.clock if clock.name == name)

    @model_validator(mode="after")
    def _names_once(self) -> Timescales:
        if len({clock.name for clock in self.clock}) < len(self.clock):
            raise ValueError("two clocks have one name")
        return self


def timescales() -> Timescales:
    """The clocks, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, Timescales)


def bank_holidays() -> BankHolidays:
    """The bank holidays, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(HOLIDAYS, BankHolidays)


def due(start: date, limit: Limit, holidays: BankHolidays) -> date | None:
    """The last day of a limit that begins on a day; None where it leaves the years of the bank holidays.

    The day itself is not counted. A start at a weekend counts from the working day before.
    """
    if limit.unit == "days":
        return start + timedelta(days=limit.number)
    if limit.unit == "months":
        return (pd.Timestamp(start) + pd.DateOffset(months=limit.number)).date()
    found = np.busday_offset(start, limit.number, roll="backward", holidays=holidays.array)
    last = pd.Timestamp(found).date()
    return last if {start.year, last.year} <= set(holidays.years) else None
