"""What the extracts together say of each node on the day of the extracts: the conditions of the expected-role rules.

Semantics, as agreed: a plan is open when it has begun and has no end before the day; `missing`, `incident`, panel
referrals, factors and tools count when they lie in the 365 days to the day, both ends included; a factor counts by the
day its assessment was authorised, else the day it began. The same fact in two extracts is one condition.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.clock import EXTRACTED, YEAR, days_ago
from csgraph.sample.concerns import CHARGED
from csgraph.sample.identity import node, schemes
from csgraph.sample.people import Child

if TYPE_CHECKING:
    from csgraph.sample.world import World

CORE = frozenset({"10A", "11A", "12A", "13A", "14A", "18B", "19B", "24A"})


@dataclass(slots=True)
class Facts:
    """The conditions of one node."""

    node: str
    child: Child
    schemes: frozenset[str]
    plans: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)
    missing: bool = False
    incident: bool = False
    charged: bool = False
    referred: bool = False
    screened: bool = False
    enquiry: bool = False
    listed_missing: bool = False
    send: str = "N"
    disability: str = ""
    settings: list[str] = field(default_factory=list)

    @property
    def in_boundary(self) -> bool:
        """Whether the default boundary of the missing-links question takes the node in."""
        recent = self.missing or self.incident or self.referred or self.screened
        return self.child.age < 18 and (bool(self.plans) or recent or bool(self.factors & CORE))


def recent(day: date) -> bool:
    """Whether a day lies in the 365 days to the extract."""
    return 0 <= days_ago(day) <= YEAR


def open_on(start: date, end: date | None) -> bool:
    """Whether something dated holds on the day of the extract."""
    return start <= EXTRACTED and (end is None or end >= EXTRACTED)


class _Gathering:
    """Facts by node, made when first asked for."""

    def __init__(self) -> None:
        self.by_node: dict[str, Facts] = {}

    def of(self, child: Child, scheme: str) -> Facts:
        """The facts of the node by which a source names a child."""
        name = node(child, scheme)
        found = self.by_node.get(name)
        if found is None:
            found = self.by_node[name] = Facts(name, child, schemes(child, name))
        return found


def gather(world: "World") -> dict[str, Facts]:
    """Facts of every node in the boundary, in the order in which the world has them."""
    gathering = _Gathering()
    _social_care(world, gathering)
    _police(world, gathering)
    _others(world, gathering)
    _schools(world, gathering)
    return {name: facts for name, facts in gathering.by_node.items() if facts.in_boundary}


def _social_care(world: "World", gathering: _Gathering) -> None:
    for child, plan in world.cases.early_help:
        if open_on(plan.start, plan.end):
            gathering.of(child, "ssd").plans.add("eh")
    for episode in world.cases.episodes:
        facts = gathering.of(episode.child, "ssd")
        facts.disability = episode.child.disability
        facts.plans.update(_open_plans(episode.referred, episode.closed, "cin"))
        for plan in episode.protection:
            facts.plans.update(_open_plans(plan.start, plan.end, "cp"))
        for enquiry in episode.enquiries:
            facts.enquiry |= open_on(enquiry.start, enquiry.end)
        for assessment in episode.assessments:
            if recent(assessment.authorised or assessment.start):
                facts.factors.update(assessment.factors)
        if episode.care:
            facts.plans.update(_open_plans(episode.care.stay.start, episode.care.stay.end, "cla"))
            facts.missing |= any(recent(day) for day, _, kind, *_ in episode.care.missing if kind == "M")


def _open_plans(start: date, end: date | None, kind: str) -> Iterator[str]:
    if open_on(start, end):
        yield kind


def _police(world: "World", gathering: _Gathering) -> None:
    for episode in world.happenings.missing:
        facts = gathering.of(episode.child, "police")
        facts.listed_missing = True
        facts.missing |= recent(episode.start.date())
    for incident in world.happenings.incidents:
        for child, part in incident.children:
            facts = gathering.of(child, "police")
            if recent(incident.when.date()):
                facts.incident = True
                facts.charged |= part == "Suspect" and incident.outcome in CHARGED


def _others(world: "World", gathering: _Gathering) -> None:
    for order in world.concerns.orders:
        if open_on(order.start, order.end):
            gathering.of(order.child, "yjs").plans.add("yj")
    for tool in world.concerns.screenings:
        facts = gathering.of(tool.child, "ssd" if tool.child.ssd else "upn")
        if recent(tool.completed):
            facts.screened = True
            facts.factors.update(tool.factors)
    for referral in world.concerns.referrals:
        if referral.child and recent(referral.day):
            gathering.of(referral.child, "ssd").referred = True


def _schools(world: "World", gathering: _Gathering) -> None:
    for roll in world.rolls:
        facts = gathering.by_node.get(node(roll.child, "upn"))
        if facts is not None:
            facts.send = roll.child.send
            if open_on(roll.entry, roll.leaving):
                facts.settings.append(f"urn:{roll.school.urn}")
    for facts in gathering.by_node.values():
        if facts.node.startswith("ssd:"):
            facts.disability = facts.child.disability
