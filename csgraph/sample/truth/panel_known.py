"""Children whom the panel ought to know: never referred, referred without a screening tool, or it cannot be told.

Semantics, as agreed: two different core factors, missing episodes that began on two days, or one factor of exploitation
in the 365 days to the day of the extracts; the newest referral in the same days; a tool from 92 days before it to 28
after.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from csgraph.sample.concerns import Referral
from csgraph.sample.facts import CORE, Facts, gather, recent
from csgraph.sample.identity import node
from csgraph.sample.world import World

HEADER = ("child", "state", "markers")
EXPLOITATION = frozenset({"11A", "12A", "13A", "24A"})
BEFORE, AFTER = 92, 28


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """panel_known.csv: one row a child in one of the three states; `markers` with semicolons, may be empty."""
    missing, referrals, tools = missing_days(world), _referrals(world), _tools(world)
    rows: list[tuple[object, ...]] = []
    for name, facts in sorted(gather(world).items()):
        markers = _markers(facts, missing[name])
        state = _state(facts, markers, referrals[name], tools[name])
        if state:
            rows.append((name, state, ";".join(markers)))
    yield "panel_known", HEADER, rows


def missing_days(world: World) -> defaultdict[str, set[date]]:
    """The recent days on which missing episodes of each node began, by the police's records and the council's."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for episode in world.happenings.missing:
        days[node(episode.child, "police")].add(episode.start.date())
    for case in world.cases.episodes:
        for day, _, kind, *_ in case.care.missing if case.care else ():
            if kind == "M":
                days[node(case.child, "ssd")].add(day)
    for name in days:
        days[name] = {day for day in days[name] if recent(day)}
    return days


def _markers(facts: Facts, missing: set[date]) -> list[str]:
    has = {
        "core_factors": len(facts.factors & CORE) >= 2,
        "repeat_missing": len(missing) >= 2,
        "exploitation": bool(facts.factors & EXPLOITATION),
    }
    return [name for name, yes in has.items() if yes]


def _referrals(world: World) -> defaultdict[str, list[Referral]]:
    found: defaultdict[str, list[Referral]] = defaultdict(list)
    for referral in world.concerns.referrals:
        if referral.child:
            found[node(referral.child, "ssd")].append(referral)
    return found


def _tools(world: World) -> defaultdict[str, list[date]]:
    found: defaultdict[str, list[date]] = defaultdict(list)
    for tool in world.concerns.screenings:
        found[node(tool.child, "ssd" if tool.child.ssd else "upn")].append(tool.completed)
    return found


def _state(facts: Facts, markers: list[str], referrals: list[Referral], tools: list[date]) -> str:
    """The state of one child; empty where there is nothing to find."""
    newest = max((r for r in referrals if recent(r.day)), key=lambda r: (r.day, r.number), default=None)
    if newest:
        near = any(-BEFORE <= (tool - newest.day).days <= AFTER for tool in tools)
        return "" if newest.tool or near else "referred_without_tool"
    if not markers or referrals:
        return ""
    return "never_referred" if "ssd" in facts.schemes else "cannot_tell"
