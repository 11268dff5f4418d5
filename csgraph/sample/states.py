"""The state of every expected role, by the agreed rules, from the links as the extracts show them.

`present`: a link of the role holds on the day and was active in the last 183 days, or nobody noted when.
`present_stale`: one holds, but older. `ended_without_successor`: none holds, the latest ended in the 365 days before.
`gap`: none of these, and a source would show one. `cannot_tell`: none of these, and no source would.
A link of a school counts for that school only. Rows that say `historic` never hold; `none found` rows are no links.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from csgraph.sample.clock import EXTRACTED, STALE, YEAR, days_ago
from csgraph.sample.expectations import Expectation, expectations
from csgraph.sample.facts import Facts, open_on
from csgraph.sample.identity import node
from csgraph.sample.world import World


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a worker or practice to a node. `worker` is empty for a practice."""

    role: str
    setting: str
    worker: str
    start: date
    end: date | None
    contact: date | None
    historic: bool = False

    @property
    def holds(self) -> bool:
        """Whether it holds on the day of the extract."""
        return not self.historic and open_on(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Answer:
    """An expectation and its state."""

    expected: Expectation
    state: str


def links(world: World) -> dict[str, list[Link]]:
    """All links of each node."""
    found: dict[str, list[Link]] = defaultdict(list)
    for name, link in (*_schools_and_police(world), *_involvement(world)):
        found[name].append(link)
    return found


def _schools_and_police(world: World) -> Iterator[tuple[str, Link]]:
    for roll in world.rolls:
        if roll.lead:
            link = Link("dsl", f"urn:{roll.school.urn}", roll.lead.key, roll.entry, roll.leaving, None)
            yield node(roll.child, "upn"), link
    for episode in world.happenings.missing:
        if episode.officer:
            returned = episode.end.date() if episode.end else None
            link = Link("police_missing", "", episode.officer.key, episode.start.date(), None, returned)
            yield node(episode.child, "police"), link
    for order in world.concerns.orders:
        if order.manager:
            link = Link("yjs_case_manager", "", order.manager.key, order.start, order.end, order.contact)
            yield node(order.child, "yjs"), link


def _involvement(world: World) -> Iterator[tuple[str, Link]]:
    involvement = world.involvement
    for care in involvement.care:
        yield node(care.child, "ssd"), Link(care.role, "", care.worker.key, care.start, care.end, None)
    for row in involvement.health:
        if row.worker:
            yield node(row.child, "nhs"), Link(row.role, "", row.worker.key, row.start, row.end, row.contact)
    for registered in involvement.gp:
        yield node(registered.child, "nhs"), Link("gp", "", "", registered.start, registered.end, None)
    for service in involvement.services:
        if service.worker and service.start:
            historic = service.involvement != "current"
            link = Link(service.role, "", service.worker.key, service.start, service.end, service.contact, historic)
            yield node(service.child, service.scheme), link


def answers(facts: dict[str, Facts], linked: dict[str, list[Link]]) -> Iterator[Answer]:
    """Every expectation of every node in the boundary, with its state."""
    for name in sorted(facts):
        for expected in expectations(facts[name]):
            yield Answer(expected, state(expected, linked.get(name, [])))


def state(expected: Expectation, linked: list[Link]) -> str:
    """The state of one expectation."""
    mine = [link for link in linked if link.role in expected.any_of and expected.setting in ("", link.setting)]
    holding = [link for link in mine if link.holds]
    if holding:
        active = any(link.contact is None or days_ago(link.contact) <= STALE for link in holding)
        return "present" if active else "present_stale"
    if any(link.end and link.end < EXTRACTED and days_ago(link.end) <= YEAR for link in mine):
        return "ended_without_successor"
    return "gap" if expected.covered else "cannot_tell"
