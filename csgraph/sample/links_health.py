"""Health visitors, school nurses and GPs; the officers of missing episodes."""

from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.clock import EXTRACTED, ago, clear, days_ago
from csgraph.sample.dice import Dice
from csgraph.sample.identity import node
from csgraph.sample.involvement import Allocation, Fates, Registration
from csgraph.sample.people import Child

if TYPE_CHECKING:
    from csgraph.sample.world import World


def practices(children: int) -> int:
    """How many GP practices so many children have."""
    return max(4, children // 900)


def fill(dice: Dice, world: "World", fates: Fates) -> None:
    """Allocations and registrations of every child, and an officer on missing episodes."""
    children = world.children()
    count = practices(len(children))
    for child in children:
        _allocate(dice, world, child, fates)
        _register(dice, world, child, fates, count)
    _officers(dice, world, fates)


def _allocate(dice: Dice, world: "World", child: Child, fates: Fates) -> None:
    role = "health_visitor" if child.age <= 4 else "school_nurse"
    fate = fates.of(node(child, "nhs"), role) or dice.weighted((("present", 85.0), ("gap", 9.0), ("stale", 6.0)))
    first = max(child.dob, ago(dice.between(320, 720)))
    workers, health = world.workforce, world.involvement.health
    if fate == "gap":
        if dice.chance(0.5):
            health.append(Allocation(child, role, None, first, None, None))
        return
    worker = workers.pick(role)
    changes = dice.weighted(((0, 60.0), (1, 25.0), (2, 15.0))) if days_ago(first) > 100 else 0
    last = _last_day(dice, first) if fate == "ended" else None
    limit = last or ago(60)
    for day in sorted({clear(dice.day(first, limit)) for _ in range(changes)}):
        if first < day < limit:
            health.append(Allocation(child, role, worker, first, day, clear(dice.day(first, day))))
            first, worker = day, workers.pick(role, but=worker)
    contact = clear(dice.day(first, last)) if last else _contact(dice, first, stale=fate == "stale")
    health.append(Allocation(child, role, worker, first, last, contact))


def _last_day(dice: Dice, first: date) -> date | None:
    return clear(dice.day(max(first, ago(340)), ago(12))) if days_ago(first) > 15 else first


def _contact(dice: Dice, first: date, *, stale: bool) -> date | None:
    if stale and days_ago(first) > 200:
        return ago(dice.between(190, min(days_ago(first), 420)))
    return None if dice.chance(0.08) else clear(dice.day(max(first, ago(160)), ago(1)))


def _register(dice: Dice, world: "World", child: Child, fates: Fates, count: int) -> None:
    fate = fates.of(node(child, "nhs"), "gp") or dice.weighted((("present", 95.0), ("gap", 5.0)))
    started = max(child.dob, ago(dice.between(60, 3000)))
    practice = (child.family.number * 7 + (0 if dice.chance(0.9) else 1)) % count
    rows = world.involvement.gp
    if fate == "gap":
        if days_ago(started) > 460 and dice.chance(0.5):
            rows.append(Registration(child, practice, started, ago(dice.between(380, 450))))
        return
    if fate == "ended" and days_ago(started) > 30:
        rows.append(Registration(child, practice, started, clear(dice.day(max(started, ago(340)), ago(12)))))
        return
    if days_ago(started) > 200 and dice.chance(0.12):
        moved = clear(dice.day(started, ago(100)))
        rows.append(Registration(child, practice, started, moved))
        practice, started = (practice + 1) % count, moved
    rows.append(Registration(child, practice, started, None))


def _officers(dice: Dice, world: "World", fates: Fates) -> None:
    regular = {}
    for episode in world.happenings.missing:
        fate = fates.of(node(episode.child, "police"), "police_missing")
        if fate == "gap" or (episode.end and episode.end.date() > EXTRACTED):
            continue
        if episode.child not in regular or dice.chance(0.15):
            regular[episode.child] = world.workforce.pick("police_missing")
        episode.officer = regular[episode.child]
