"""Closures in the agency's own words, and what other professionals said against some of them."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.case_records import CaseRecords, ChallengeRecord, ClosureRecord
from csgraph.sample.clock import ago, clear, later
from csgraph.sample.dice import Dice
from csgraph.sample.people import Child
from csgraph.sample.record_network import agency_of
from csgraph.sample.workforce import Worker

if TYPE_CHECKING:
    from csgraph.sample.world import World

DISENGAGED = (
    "Family disengaged",
    "Non-engagement",
    "did not engage with the plan",
    "Closed due to lack of engagement",
    "Consent withdrawn",
    "no response to visits",
    "Family declined further support",
)
OTHER = (
    "Needs met",
    "Needs met",
    "Stepped down to early help",
    "Moved out of area",
    "Advice given",
    "Support complete",
)
STEPPED = {"cp": "Stepped down to child in need", "cla": "Returned home"}
CHALLENGERS = (("dsl", 40.0), ("school_nurse", 20.0), ("police_exploitation", 20.0), ("youth_worker", 20.0))
ABOUT = (
    "Closure while concerns outside the home remain",
    "Closed without telling school",
    "Closed before work was done",
)
ELSE = ("Drift of plan", "No strategy discussion held", "Threshold decision", "Late core group")
OUTCOMES = (("Reopened", 30.0), ("Decision upheld", 45.0), ("Stepped down plan agreed", 25.0))


def fill(dice: Dice, world: "World", records: CaseRecords) -> None:
    """A closure for each closed episode, each plan that ended before it, and each offer that came to nothing."""
    for referral, child, kind, day, code in _closed(dice, world):
        likely = 0.6 if child in world.planting.planted else 0.33
        # a case closed on the day of its referral was one contact: nobody had begun to work with the family
        disengaged = kind != "cla" and code != "RC8" and dice.chance(likely)
        words = dice.pick(DISENGAGED) if disengaged else STEPPED.get(kind) or dice.pick(OTHER)
        number = f"CL{len(records.closures) + 1:06d}"
        records.closures.append(ClosureRecord(number, referral, child, kind, day, code, words, disengaged))


def _closed(dice: Dice, world: "World") -> Iterator[tuple[str, Child, str, date, str]]:
    for episode in world.cases.episodes:
        if episode.closed:
            yield episode.number, episode.child, "cin", episode.closed, episode.reason
        for plan in episode.protection:
            if plan.end:
                yield "", episode.child, "cp", plan.end, ""
        if episode.care and episode.care.stay.end:
            yield "", episode.child, "cla", episode.care.stay.end, ""
    for child, span in world.cases.early_help:
        if span.end:
            yield "", child, "eh", span.end, ""
    yield from _offers(dice, world)


def _offers(dice: Dice, world: "World") -> Iterator[tuple[str, Child, str, date, str]]:
    """Short offers of early help that never became a plan, more of them to children with harm outside the home."""
    known: dict[Child, None] = dict.fromkeys(episode.child for episode in world.cases.episodes)
    known.update(dict.fromkeys(child for child, _ in world.cases.early_help))
    awaited = {
        referral.child
        for meeting in world.concerns.meetings
        for _, referral, _, _, _, done in meeting.actions
        if referral.child and done is None
    }
    for child in known:
        likely = 0.9 if child in awaited else 0.5 if child in world.planting.planted else 0.1
        if child.age >= 5 and dice.chance(likely):
            yield "", child, "eh", ago(dice.between(15, 540)), ""


def challenge(dice: Dice, world: "World", records: CaseRecords) -> None:
    """A third of the closures for disengagement are challenged, few of the others, now and then something else."""
    for closure in records.closures:
        if dice.chance(0.4 if closure.disengaged else 0.05):
            raised = later(closure.closed, dice.between(1, 30))
            if raised:
                _raise(dice, world, records, closure.child, closure, raised)
    for child in dict.fromkeys(plan.child for plan in records.plans if plan.end is None):
        if dice.chance(0.09):
            _raise(dice, world, records, child, None, ago(dice.between(5, 300)))


def _raise(
    dice: Dice, world: "World", records: CaseRecords, child: Child, closure: ClosureRecord | None, raised: date
) -> None:
    by, agency = _challenger(dice, world)
    resolved = later(raised, dice.between(2, 45)) if dice.chance(0.7) else None
    outcomes = OUTCOMES if closure else OUTCOMES[1:]
    outcome = dice.weighted(outcomes) if resolved else ""
    about = dice.pick(ABOUT if closure else ELSE)
    number = f"CH{len(records.challenges) + 1:05d}"
    records.challenges.append(
        ChallengeRecord(number, closure, child, clear(raised), by, agency, about, outcome, resolved)
    )


def _challenger(dice: Dice, world: "World") -> tuple[Worker, str]:
    role = dice.weighted(CHALLENGERS)
    pool = world.workforce.leads if role == "dsl" and world.workforce.leads else world.workforce.pools[role]
    return dice.pick(pool), agency_of(role)
