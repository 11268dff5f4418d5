"""Strategy discussions, conferences, core groups and reviews, on time and late, and who was asked to them."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from csgraph.sample.case_records import Attendance, CaseRecords, MeetingRecord, PlanRecord
from csgraph.sample.cases import Episode
from csgraph.sample.clock import EXTRACTED, STALE, days_ago, plus
from csgraph.sample.dice import Dice
from csgraph.sample.record_network import Network, agency_of

if TYPE_CHECKING:
    from csgraph.sample.world import World

QUORUM = {"strategy": (("police_exploitation", 0.85), ("school_nurse", 0.6)), "conference": (("police_officer", 0.5),)}
"""Roles asked to a meeting though they may not have worked with the child before."""


def fill(dice: Dice, world: "World", records: CaseRecords, network: Network) -> None:
    """All meetings, in the order of their plans; `reviewed` of a protection or care plan follows from its reviews."""
    plans = {plan.number: plan for plan in records.plans if plan.number}
    for episode in world.cases.episodes:
        for kind, day, plan, number in _of_episode(dice, episode, plans):
            own = number or f"MT{len(records.meetings) + 1:06d}"
            meeting = MeetingRecord(own, kind, day, episode.child, plan)
            _attend(dice, meeting, network)
            records.meetings.append(meeting)


def _of_episode(
    dice: Dice, episode: Episode, plans: dict[str, PlanRecord]
) -> Iterator[tuple[str, date, PlanRecord | None, str]]:
    for enquiry in episode.enquiries:
        # the inspection list of the last half year names a discussion for each enquiry: none of those is left out here
        if dice.chance(0.88) or days_ago(enquiry.start) <= STALE:
            early = dice.between(9, 12) if dice.chance(0.2) else dice.between(0, 2)
            yield "strategy", max(plus(enquiry.start, -early), episode.referred), None, ""
    for number, _, day, span in episode.conferences:
        yield "conference", day, plans[span.number] if span else None, f"M{number}"
        if span:
            yield from _protection(dice, plans[span.number])
    if episode.care:
        yield from _reviews(dice, plans[episode.care.stay.number], "review", (26, 34), (85, 100), (150, 200))
    for span in episode.plans:
        if dice.chance(0.7):
            yield from _reviews(dice, plans[span.number], "review", (28, 60), (60, 100), (60, 130), keep=True)


def _protection(dice: Dice, plan: PlanRecord) -> Iterator[tuple[str, date, PlanRecord, str]]:
    """Core groups about monthly, the first mostly in two weeks; review conferences in three, then six months."""
    last = plan.end or EXTRACTED
    day = plus(plan.start, dice.between(5, 13) if dice.chance(0.72) else dice.between(17, 45))
    while day <= last and not (day > plus(plan.start, 90) and dice.chance(0.04)):
        yield "core_group", day, plan, ""
        day = plus(day, dice.between(55, 95) if dice.chance(0.15) else dice.between(25, 31))
    late = dice.chance(0.25)
    first = (98, 125) if late else (75, 89)
    yield from _reviews(dice, plan, "conference", first, (195, 240) if late else (150, 180), (150, 180))


def _reviews(
    dice: Dice,
    plan: PlanRecord,
    kind: str,
    first: tuple[int, int],
    second: tuple[int, int],
    then: tuple[int, int],
    *,
    keep: bool = False,
) -> Iterator[tuple[str, date, PlanRecord, str]]:
    """Reviews after so many days each; where a review was missed, all after it were too. `keep` stops at `reviewed`."""
    last = plan.end or EXTRACTED
    if keep:
        last = plan.reviewed or plan.start
    else:
        plan.reviewed = None
    steps = iter((first, second))
    day = plus(plan.start, dice.between(*next(steps)))
    while day < last and not dice.chance(0.08):
        yield kind, day, plan, ""
        if not keep:
            plan.reviewed = day
        day = plus(day, dice.between(*next(steps, then)))
    if keep and plan.reviewed:
        yield kind, plan.reviewed, plan, ""


def _attend(dice: Dice, meeting: MeetingRecord, network: Network) -> None:
    """Most of the child's workers were asked; some of them did not come, and some were not asked and came."""
    for role, worker in network.on(meeting.child, meeting.day):
        asked = role in ("social_worker", "cp_chair", "iro") or dice.chance(0.74)
        came = dice.chance(0.72 if asked else 0.04)
        if asked or came:
            meeting.attendance.append(Attendance(worker, role, agency_of(role), asked, came))
        else:
            meeting.left_out.append((role, worker))
    there = {guest.role for guest in meeting.attendance} | {role for role, _ in meeting.left_out}
    for role, likely in QUORUM.get(meeting.kind, ()):
        if role not in there and dice.chance(likely):
            worker = dice.pick(network.pools[role])
            meeting.attendance.append(Attendance(worker, role, agency_of(role), True, dice.chance(0.8)))
