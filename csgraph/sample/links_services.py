"""The partnership's list of services involved: specialist workers, carers, and some workers whom others list too."""

from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.clock import EXTRACTED, ago, clear, days_ago
from csgraph.sample.dice import Dice
from csgraph.sample.expectations import CARE_ROLES, CARERS, expectations
from csgraph.sample.facts import Facts
from csgraph.sample.identity import node
from csgraph.sample.involvement import Allocation, Fates, Service
from csgraph.sample.people import Child

if TYPE_CHECKING:
    from csgraph.sample.world import World

ELSEWHERE = CARE_ROLES | {"dsl", "gp", "health_visitor", "school_nurse", "yjs_case_manager", "police_missing"}
"""Roles that other extracts show."""


def fill(dice: Dice, world: "World", fates: Fates) -> None:
    """Rows for every expectation that only this list can show, then some that nobody asked for."""
    homes = _in_homes(world)
    for facts in fates.facts.values():
        for expected in expectations(facts):
            if expected.covered and expected.role not in ELSEWHERE:
                role = CARERS[1] if expected.role in CARERS and facts.child in homes else expected.role
                _service(dice, world, facts, role, fates.of(facts.node, expected.role))
        if facts.schemes & {"ssd", "nhs", "upn"}:
            _unasked(dice, world, facts)
    _known_twice(dice, world)


def _in_homes(world: "World") -> set[Child]:
    return {
        episode.child
        for episode in world.cases.episodes
        if episode.care
        for span, home in episode.care.placements
        if home and span.end is None
    }


def _scheme(dice: Dice, facts: Facts) -> str:
    """The identifier by which a row names the child: mostly the council's own."""
    if "ssd" in facts.schemes:
        other = [scheme for scheme in ("nhs", "upn") if scheme in facts.schemes]
        return dice.pick(other) if other and dice.chance(0.15) else "ssd"
    return "nhs" if "nhs" in facts.schemes else "upn"


def _service(dice: Dice, world: "World", facts: Facts, role: str, fate: str) -> None:
    child, scheme, rows = facts.child, _scheme(dice, facts), world.involvement.services
    start = max(ago(dice.between(20, 600)), child.dob)
    if fate == "gap":
        if dice.chance(0.2):
            rows.append(Service(child, scheme, role, "none found", None, None, None, None))
        elif dice.chance(0.25) and child.age >= 3:
            old = Service(
                child, scheme, role, "historic", world.workforce.pick(role), ago(650), ago(dice.between(380, 600)), None
            )
            rows.append(old)
        return
    worker = world.workforce.pick(role)
    if fate == "ended":
        last = clear(dice.day(max(start, ago(340)), ago(12)))
        rows.append(Service(child, scheme, role, "historic", worker, min(start, last), last, last))
        return
    stale = fate == "stale" and days_ago(start) > 200
    contact = (
        ago(dice.between(190, min(days_ago(start), 400))) if stale else clear(dice.day(max(start, ago(150)), ago(1)))
    )
    rows.append(Service(child, scheme, role, "current", worker, start, None, contact))


def _unasked(dice: Dice, world: "World", facts: Facts) -> None:
    child, rows = facts.child, world.involvement.services
    if dice.chance(0.1) and child.age >= 10:
        start = ago(dice.between(30, 500))
        rows.append(
            Service(
                child,
                _scheme(dice, facts),
                "youth_worker",
                "current",
                world.workforce.pick("youth_worker"),
                start,
                None,
                ago(dice.between(1, 20)),
            )
        )
    if dice.chance(0.03):
        rows.append(Service(child, _scheme(dice, facts), "housing_officer", "none found", None, None, None, None))
    if dice.chance(0.05) and child.age >= 3:
        worker = world.workforce.pick("housing_officer")
        rows.append(
            Service(
                child,
                _scheme(dice, facts),
                "housing_officer",
                "historic",
                worker,
                ago(640),
                ago(dice.between(20, 500)),
                None,
            )
        )


def _known_twice(dice: Dice, world: "World") -> None:
    """Some school nurses and youth justice managers are on this list too, so that two agencies know of them."""
    rows = world.involvement.services
    for allocation in world.involvement.health:
        if _listed(dice, allocation, 0.12):
            worker, contact = allocation.worker, allocation.contact
            rows.append(
                Service(allocation.child, "nhs", allocation.role, "current", worker, allocation.start, None, contact)
            )
    for order in world.concerns.orders:
        if order.manager and order.end is None and node(order.child, "yjs").startswith("ssd:") and dice.chance(0.5):
            rows.append(
                Service(
                    order.child, "ssd", "yjs_case_manager", "current", order.manager, order.start, None, order.contact
                )
            )


def _listed(dice: Dice, allocation: Allocation, share: float) -> bool:
    current: date = allocation.end or EXTRACTED
    known = allocation.role == "school_nurse" and allocation.worker is not None and current >= EXTRACTED
    return known and bool(allocation.child.ssd) and dice.chance(share)
