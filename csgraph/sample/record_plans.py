"""Plans as the case system lists them, and their actions: some meet the child's factors and some do not."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.case_records import ActionRecord, CaseRecords, PlanRecord
from csgraph.sample.cases import Episode, Span
from csgraph.sample.clock import EXTRACTED, ago, later, plus
from csgraph.sample.dice import Dice
from csgraph.sample.people import Child
from csgraph.sample.record_network import Network
from csgraph.sample.workforce import Worker

if TYPE_CHECKING:
    from csgraph.sample.world import World

WHATS = {
    "1A": "Substance use sessions",
    "2A": "Substance use sessions",
    "2B": "Parent to attend substance use service",
    "3B": "Domestic abuse work with parent",
    "4A": "Ask CAMHS for consultation",
    "4B": "Parent to see mental health service",
    "10A": "Return interviews and missing plan",
    "11A": "Exploitation sessions",
    "13A": "Mentor offered",
    "14A": "Behaviour contract",
    "16A": "Home conditions checked weekly",
    "17A": "Parenting sessions",
    "18B": "Safety plan for school and way home",
    "24A": "Disruption plan with police",
}
OTHERWISE = ("Direct work with child", "Family group conference", "School attendance meeting", "Visit every two weeks")
BEHAVIOUR = ("Behaviour contract", "Anger management sessions", "Curfew agreed with child")
SHAPES = (("met", 32.0), ("partly", 26.0), ("behaviour", 12.0), ("unsaid", 14.0), ("none", 16.0))
"""How a plan's actions meet the factors: most of them, some, 14A alone, no factor said, no action at all."""


def fill(dice: Dice, world: "World", records: CaseRecords) -> None:
    """One plan for each of the standard dataset; an episode of need without any plan is listed by its referral."""
    for child, span in world.cases.early_help:
        records.plans.append(PlanRecord(child, "eh", span.number, "", span.start, span.end, []))
    for episode in world.cases.episodes:
        if not episode.no_action:
            records.plans.extend(_of_episode(episode))
    for plan in records.plans:
        plan.reviewed = _reviewed(dice, plan)


def _of_episode(episode: Episode) -> Iterator[PlanRecord]:
    factors = sorted({code for found in episode.assessments for code in found.factors} - {"21"})
    spans: list[tuple[str, Span]] = [("cin", span) for span in episode.plans]
    spans += [("cp", span) for span in episode.protection]
    spans += [("cla", episode.care.stay)] if episode.care else []
    for kind, span in spans:
        yield PlanRecord(episode.child, kind, span.number, episode.number, span.start, span.end, factors)
    if not spans:
        yield PlanRecord(episode.child, "cin", "", episode.number, episode.referred, episode.closed, factors)


def _reviewed(dice: Dice, plan: PlanRecord) -> date | None:
    """The day of the last review: never, long ago or of late. The meetings of protection and care plans set it anew."""
    how = dice.weighted((("never", 15.0), ("old", 25.0), ("late", 60.0)))
    day = ago(dice.between(200, 420) if how == "old" else dice.between(5, 80))
    last = plan.end or EXTRACTED
    return day if how != "never" and plan.start < day <= last else None


def act(dice: Dice, records: CaseRecords, network: Network) -> None:
    """Actions of every plan."""
    for plan in records.plans:
        shape = dice.weighted(SHAPES) if plan.number else "none"
        if shape == "behaviour" and plan.child.age < 10:
            shape = "partly"
        for what, addresses in _wanted(dice, plan, shape):
            records.actions.append(_action(dice, plan, what, addresses, network, len(records.actions) + 1))


def _wanted(dice: Dice, plan: PlanRecord, shape: str) -> Iterator[tuple[str, str]]:
    if shape == "behaviour":
        for what in dice.some(BEHAVIOUR, dice.between(1, 2)):
            yield what, "14A"
    elif shape == "unsaid" or (shape != "none" and not plan.factors):
        for what in dice.some(OTHERWISE, dice.between(1, 3)):
            yield what, ""
    elif shape != "none":
        for code in plan.factors:
            if dice.chance(0.95 if shape == "met" else 0.4):
                yield WHATS.get(code, dice.pick(OTHERWISE)), code


def _action(dice: Dice, plan: PlanRecord, what: str, addresses: str, network: Network, number: int) -> ActionRecord:
    last = plan.end or EXTRACTED
    agreed = dice.day(max(plan.start, ago(400)), last)
    due = plus(agreed, dice.between(14, 90))
    done = later(agreed, dice.between(7, 100)) if dice.chance(0.5) else None
    dropped = done is None and dice.chance(0.06)
    late = done is None and due < EXTRACTED
    open_words = ("Open", "In progress", "Overdue") if late else ("Open", "In progress", "Not started")
    status = "Cancelled" if dropped else dice.pick(("Done", "Completed")) if done else dice.pick(open_words)
    owner = None if dice.chance(0.12) else _owner(dice, plan.child, agreed, network)
    return ActionRecord(f"PA{number:06d}", plan, what, addresses, owner, due, done, status)


def _owner(dice: Dice, child: Child, day: date, network: Network) -> Worker | None:
    """Mostly the first of the child's own workers, else another of them; nobody where nobody works with the child."""
    workers = [worker for _, worker in network.on(child, day)]
    if not workers:
        return None
    return workers[0] if dice.chance(0.5) else dice.pick(workers)
