"""The council's own workers, with turnover; and the managers of youth justice orders."""

from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.cases import Episode
from csgraph.sample.clock import EXTRACTED, ago, clear, days_ago
from csgraph.sample.dice import Dice
from csgraph.sample.identity import node
from csgraph.sample.involvement import CareWorker, Fates
from csgraph.sample.people import Child

if TYPE_CHECKING:
    from csgraph.sample.world import World

REASONS = (
    ("LEFTRL", 34.0),
    ("TSPROC", 18.0),
    ("ORGRST", 12.0),
    ("MANAGE", 10.0),
    ("ABSENC", 10.0),
    ("FCONTA", 8.0),
    ("CHCHAN", 3.0),
    ("PCCHAN", 2.0),
    ("OTHERS", 3.0),
)
CHANGES = (0, 0, 0, 1, 1, 2, 3, 4)


def fill(dice: Dice, world: "World", fates: Fates) -> None:
    """Involvements for every episode, early help plan and order."""
    chains = _Chains(dice, world, fates)
    for child, plan in world.cases.early_help:
        chains.add(child, "lead_practitioner_eh", plan.start, plan.end, "")
    for episode in world.cases.episodes:
        if not episode.no_action:
            _episode(dice, chains, episode)
    _orders(dice, world, fates)


def _episode(dice: Dice, chains: "_Chains", episode: Episode) -> None:
    child = episode.child
    chains.add(child, "social_worker", episode.referred, episode.closed, episode.number)
    for plan in episode.protection:
        chains.add(child, "cp_chair", plan.start, plan.end, episode.number)
    if episode.care:
        stay = episode.care.stay
        chains.add(child, "iro", stay.start, stay.end, episode.number)
        if child.age >= 16:
            chains.add(child, "personal_adviser", max(stay.start, ago(300)), stay.end, episode.number)
    if dice.chance(0.3):
        chains.add(child, "family_support_worker", episode.referred, episode.closed, episode.number)
    if dice.chance(0.08):
        chains.add(child, "team_manager", episode.referred, episode.closed, episode.number)


class _Chains:
    """One worker after another in a role."""

    def __init__(self, dice: Dice, world: "World", fates: Fates) -> None:
        self._dice, self._world, self._fates = dice, world, fates

    def add(self, child: Child, role: str, start: date, end: date | None, episode: str) -> None:
        """The workers from start to end; with a gap or without a successor where that was drawn."""
        fate = self._fates.of(node(child, "ssd"), role) if end is None else ""
        if fate == "gap":
            if days_ago(start) > 450:
                self._chain(child, role, start, ago(self._dice.between(380, 430)), episode)
            return
        if fate == "ended":
            end = self._last_day(start)
            if end is None:
                return
        self._chain(child, role, start, end, episode)

    def _last_day(self, start: date) -> date | None:
        first = max(start, ago(340))
        return clear(self._dice.day(first, ago(12))) if days_ago(start) > 30 else None

    def _chain(self, child: Child, role: str, start: date, end: date | None, episode: str) -> None:
        dice, workforce = self._dice, self._world.workforce
        last = end or ago(10)
        room = (last - start).days
        changes = dice.pick(CHANGES) if role == "social_worker" and room > 120 else int(room > 200 and dice.chance(0.2))
        days = sorted({clear(dice.day(start, last)) for _ in range(changes)} - {start})
        days = [day for day in days if start < day < last]
        worker = workforce.pick(role)
        for begun, until in zip([start, *days], [*days, end], strict=True):
            changed = until is not None and until is not end
            reason = dice.weighted(REASONS) if changed or (until and dice.chance(0.5)) else ""
            self._world.involvement.care.append(CareWorker(child, role, worker, begun, until, reason, episode))
            worker = workforce.pick(role, but=worker)


def _orders(dice: Dice, world: "World", fates: Fates) -> None:
    for order in world.concerns.orders:
        fate = fates.of(node(order.child, "yjs"), "yjs_case_manager")
        last = order.end or EXTRACTED
        if fate == "gap" or (not fate and dice.chance(0.1)):
            continue
        order.manager = world.workforce.pick("yjs_case_manager")
        if fate == "stale" and days_ago(order.start) > 200:
            order.contact = ago(dice.between(190, min(days_ago(order.start), 330)))
        else:
            order.contact = clear(dice.day(max(order.start, ago(150)), last))
