"""One thing on a timeline, and several records of it made one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csgraph.maps.model import Facts
from csgraph.maps.words import known


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a child, or that was done, on a day or from a day to another.

    Attributes:
        key: kind of entry and its code, such as event.incident: settings sort these into lanes.
        node: id of the event, plan, meeting, worker or other child in the graph.
        what: what it is, in a few words.
        day: the day, or the first day.
        until: the last day, where one is on record.
        lasts: whether it is drawn from its first day to its last.
        children: node ids of the children that it is about.
        others: node ids of places and of other children whom the same records join with it, and what joins them.
        agency: codes of the agencies that recorded it.
        told: codes of how surely it is known.
        sources: the records that tell it.
        facts: what else is shown of it.
    """

    key: str
    node: str
    what: str
    day: date
    until: date | None = None
    lasts: bool = False
    children: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    agency: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facts: Facts = ()


def in_order(found: Iterable[Happening]) -> list[Happening]:
    """By day, then by kind and record: the same whatever order they came in."""
    return sorted(found, key=lambda one: (one.day, one.key, one.node, one.children))


def shared(found: Iterable[Happening]) -> list[Happening]:
    """Those of several children that are one: the same record, kind and day, such as a meeting about all of them."""
    by: dict[tuple[str, str, date, date | None], Happening] = {}
    for one in found:
        key = (one.key, one.node, one.day, one.until)
        other = by.get(key)
        by[key] = one if other is None else _both(other, one)
    return list(by.values())


def _both(one: Happening, other: Happening) -> Happening:
    def each(name: str) -> Any:
        return tuple(dict.fromkeys((*getattr(one, name), *getattr(other, name))))

    lists = {name: each(name) for name in ("others", "agency", "told", "sources", "facts")}
    return replace(one, children=tuple(sorted(each("children"))), **lists)


def codes_of(cell: object) -> tuple[str, ...]:
    """The code of a cell, none where it is empty."""
    return (str(cell),) if known(cell) else ()
