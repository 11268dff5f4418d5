"""Who was left out of meetings about a child with an open plan, who did not come, which meetings were not quorate."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from csgraph.sample.clock import YEAR, days_ago
from csgraph.sample.facts import open_on
from csgraph.sample.identity import node
from csgraph.sample.states import Link, links
from csgraph.sample.truth.continuity import plan_spells
from csgraph.sample.world import World

HEADER = ("child", "state", "who", "meetings", "of")
UNASKED = frozenset({"police_missing"})
AGENCIES = {
    "Children's social care": "social_care",
    "Family help": "early_help",
    "Health": "health",
    "Police": "police",
    "Another agency": "other",
}
"""Agencies that quorum asks for, or does not count; every other text is an agency of its own."""
NOT_OTHER = frozenset({"social_care", "early_help", "other"})


@dataclass(frozen=True, slots=True)
class Sat:
    """One meeting about one child: name, agency, asked and came of each guest."""

    child: str
    kind: str
    day: date
    guests: list[tuple[str, str, bool, bool]]


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """meetings.csv: `who` is a professional's name, or the kind and day of a meeting."""
    spells, linked, names = plan_spells(world), links(world), worker_names(world)
    planned = {child for child, plans in spells.items() if any(open_on(start, end) for _, start, end in plans)}
    sat = [one for one in meetings(world) if one.child in planned and any(guest[3] for guest in one.guests)]
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in sat:
        asked = {name for name, *_ in one.guests}
        for name in {names[link.worker] for link in linked.get(one.child, []) if _at_work(link, one.day)}:
            _count(counts, (one.child, "not_invited", name), missed=name not in asked)
        for name, _, invited, came in one.guests:
            if invited:
                _count(counts, (one.child, "did_not_attend", name), missed=not came)
    rows: list[tuple[object, ...]] = [(*key, missed, of) for key, (missed, of) in counts.items() if missed]
    rows += [(one.child, "not_quorate", f"{one.kind} {one.day}", 1, 1) for one in sat if not quorate(one)]
    yield "meetings", HEADER, sorted(set(rows), key=str)


def worker_names(world: World) -> dict[str, str]:
    """Name by key of everybody who works."""
    names = {worker.key: worker.name for pool in world.workforce.pools.values() for worker in pool}
    return names | {lead.key: lead.name for lead in world.workforce.leads}


def meetings(world: World) -> Iterator[Sat]:
    """Every meeting of the year about a child: those of the case system, and those of the panel that discussed one."""
    for record in world.records.meetings:
        guests = [(one.worker.name, one.agency, one.invited, one.attended) for one in record.attendance]
        if 0 <= days_ago(record.day) <= YEAR:
            yield Sat(node(record.child, "ssd"), record.kind, record.day, guests)
    for panel in world.concerns.meetings:
        invited = [(worker.name, agency, True, came) for worker, agency, came in panel.invited]
        for child in {referral.child for referral in panel.referrals if referral.child}:
            if 0 <= days_ago(panel.day) <= YEAR:
                yield Sat(node(child, "ssd"), "panel", panel.day, invited)


def quorate(one: Sat) -> bool:
    """Whether the agencies that must be at such a meeting were there."""
    there = {AGENCIES.get(agency, agency) for _, agency, _, came in one.guests if came}
    if one.kind == "conference":
        return "social_care" in there and len(there - NOT_OTHER) >= 2
    return one.kind != "strategy" or there >= {"social_care", "police", "health"}


def _at_work(link: Link, day: date) -> bool:
    last = link.end or (link.contact if link.historic else None)
    if not link.worker or link.role in UNASKED or (link.historic and last is None):
        return False
    return link.start <= day and (last is None or last >= day)


def _count(counts: dict[tuple[str, str, str], list[int]], key: tuple[str, str, str], *, missed: bool) -> None:
    counts[key][0] += missed
    counts[key][1] += 1
