"""How recent each child's newest assessment or tool is, and whether the newest tool and the recorded factors differ.

Semantics, as agreed: an assessment counts by the day it was authorised, else the day it began; a missing episode or an
incident more than a week ago and after it makes it older than events; more than six months make it out of date. A low
result differs from two core factors, a high one from none, both found in the twelve months to the day.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from csgraph.sample.clock import EXTRACTED, days_ago, later
from csgraph.sample.facts import CORE, gather
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.world import World

HEADER = ("child", "state", "newest_on", "core_factors")
SIX_MONTHS_AGO, TWELVE_MONTHS_AGO = date(2026, 4, 30), date(2025, 10, 31)
GRACE = 7


@dataclass(slots=True)
class _Known:
    """Of one node: assessments and tools with day and factors, tools with result, days of events."""

    assessments: list[tuple[date, frozenset[str]]] = field(default_factory=list)
    tools: list[tuple[date, str]] = field(default_factory=list)
    events: list[date] = field(default_factory=list)


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """assessments.csv: one row a child on age, one more where the result differs."""
    known: defaultdict[str, _Known] = defaultdict(_Known)
    _assessments(world, known)
    _events(world, known)
    rows: list[tuple[object, ...]] = []
    for name, facts in sorted(gather(world).items()):
        mine = known[name]
        newest = max((day for day, _ in mine.assessments), default=None)
        recent = [factors for day, factors in mine.assessments if day >= TWELVE_MONTHS_AGO]
        core = len(frozenset().union(*recent) & CORE)
        states = [
            _age(newest, mine, covered="ssd" in facts.schemes),
            *(["result_differs"] if _differs(mine, core) else []),
        ]
        rows += [(name, state, newest or "", core) for state in states]
    yield "assessments", HEADER, rows


def _age(newest: date | None, mine: _Known, *, covered: bool) -> str:
    if newest is None:
        return "none_recorded" if covered else "cannot_tell"
    if any(day > newest for day in mine.events if days_ago(day) >= GRACE):
        return "older_than_events"
    return "out_of_date" if newest < SIX_MONTHS_AGO else "up_to_date"


def _differs(mine: _Known, core: int) -> bool:
    day, result = max(mine.tools, default=(date.min, ""))
    if day < TWELVE_MONTHS_AGO:
        return False
    return (result == "Low" and core >= 2) or (result == "High" and core == 0)


def _assessments(world: World, known: defaultdict[str, _Known]) -> None:
    for episode in world.cases.episodes:
        for found in episode.assessments:
            day = found.authorised or found.start
            known[node(episode.child, "ssd")].assessments.append((day, frozenset(found.factors)))
    for child, plan in world.cases.early_help:
        day = later(plan.start, 30) or plan.start
        known[node(child, "ssd")].assessments.append((day, frozenset()))
    for tool in world.concerns.screenings:
        _tool(known[_named(tool.child)], tool.completed, tool.result, tool.factors)
    # The row that the sample plants with a factor that nobody knows: the tool itself is loaded.
    odd = next(child for child in world.children() if child.ssd and child.age >= 12)
    _tool(known[_named(odd)], date(2025, 2, 14), "Low", [])


def _named(child: Child) -> str:
    return node(child, "ssd" if child.ssd else "upn")


def _tool(mine: _Known, day: date, result: str, factors: list[str]) -> None:
    mine.assessments.append((day, frozenset(factors)))
    mine.tools.append((day, result))


def _events(world: World, known: defaultdict[str, _Known]) -> None:
    for episode in world.happenings.missing:
        known[node(episode.child, "police")].events.append(episode.start.date())
    for case in world.cases.episodes:
        for day, _, kind, *_ in case.care.missing if case.care else ():
            if kind == "M":
                known[node(case.child, "ssd")].events.append(day)
    for incident in world.happenings.incidents:
        if incident.when.date() <= EXTRACTED:
            for child, _ in incident.children:
                known[node(child, "police")].events.append(incident.when.date())
