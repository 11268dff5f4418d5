"""Happenings in words: their days, who recorded them, how surely they are known; the same in shapes and in tables."""

from __future__ import annotations

from datetime import date

from csgraph.maps.happening import Happening
from csgraph.maps.model import MapTie
from csgraph.maps.words import MONTHS, in_words, short_day

UNKNOWN_START = date(1900, 1, 1)
"""What stands for a first day that nobody recorded."""


def recorded_by(one: Happening) -> str:
    """The agencies that recorded a happening, in words."""
    return "; ".join(in_words(code, "agency") for code in one.agency)


def certainty(one: Happening) -> str:
    """How surely a happening is known, in words."""
    return "; ".join(in_words(code, "reliability") for code in one.told)


def tie_of(one: Happening, words: str) -> MapTie:
    """One record of a line, as the filters of a page and its exports know it."""
    end = one.until if one.lasts else one.day
    start = "" if one.day == UNKNOWN_START else one.day.isoformat()
    source = one.sources[0].partition(" ")[0] if one.sources else ""
    return MapTie(words, one.what, recorded_by(one), source, certainty(one), start, end.isoformat() if end else "")


def id_of(one: Happening) -> str:
    """An id that is the same for the same record on every map; it never leaves the store."""
    return f"{one.key}|{one.node}|{one.day}|{'+'.join(one.children)}"


def day_month(day: date) -> str:
    """`31 Oct`: the months over the lanes tell the year."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def since(day: date) -> str:
    """`since Mar 2024`, of what began before the first day drawn."""
    return "start not recorded" if day == UNKNOWN_START else f"since {MONTHS[day.month - 1][:3]} {day.year}"


def days_of(one: Happening) -> str:
    """The day of a happening, or its first and last."""
    start = "start not recorded" if one.day == UNKNOWN_START else short_day(one.day)
    if one.lasts:
        return f"{start} to {short_day(one.until)}" if one.until else f"{start}, no end on record"
    return start
