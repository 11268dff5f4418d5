"""What became of every clock of each child in the boundary, by the sample's own reading of the agreed clocks.

Counted are times due in the 365 days to the day of the extracts and the 14 after; reviews count from the one before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csgraph.sample.clock import EXTRACTED, YEAR, days_ago, later, plus
from csgraph.sample.facts import gather
from csgraph.sample.identity import node
from csgraph.sample.working_days import after
from csgraph.sample.world import World

HEADER = ("child", "clock", "due_on", "state")
FIRST, LAST = plus(EXTRACTED, -YEAR), plus(EXTRACTED, 14)
HALF_YEAR = 183
Found = tuple[str, str, date, str]
Limits = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A child's time under a plan: node, kind, first and last day, days of review in it, by kind of meeting or none."""

    child: str
    kind: str
    start: date
    end: date | None
    meetings: tuple[tuple[str, date], ...]
    reviewed: tuple[date, ...]

    def held(self, kind: str, *, reviewed: bool) -> list[date]:
        """Days in the plan on which it was done."""
        days = {day for of, day in self.meetings if of == kind} | (set(self.reviewed) if reviewed else set())
        return sorted(day for day in days if self.start <= day <= (self.end or EXTRACTED))


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """timescales.csv: one row each time that something was due."""
    within = gather(world)
    plans = _plans(world)
    found = [*_interviews(world), *_conferences(world, plans), *_assessments(world), *_of_plans(plans)]
    shown = [one for one in found if one[0] in within and FIRST <= one[2] <= LAST]
    yield "timescales", HEADER, sorted(shown)


def _state(due: date, done: date | None) -> str:
    if done:
        return "met" if done <= due else "missed"
    return "due" if due >= EXTRACTED else "missed"


def _interviews(world: World) -> Iterator[Found]:
    told: set[tuple[str, date]] = set()
    for episode in world.happenings.missing:
        name = node(episode.child, "police")
        told.add((name, episode.start.date()))
        if episode.end:
            yield from _interview(name, episode.end, (episode.offered, episode.accepted), episode.interview, "missed")
    for case in world.cases.episodes:
        for start, end, kind, offered, accepted in case.care.missing if case.care else ():
            name = node(case.child, "ssd")
            if kind == "M" and (name, start) not in told:
                told.add((name, start))
                midnight = datetime(end.year, end.month, end.day) + timedelta(days=1)
                yield from _interview(name, midnight, (offered, accepted), None, "cannot_tell")


def _interview(name: str, returned: datetime, said: tuple[str, str], held: date | None, unsaid: str) -> Iterator[Found]:
    """An interview within 72 hours; `unsaid` where nobody says that one was refused, not offered or held."""
    until = returned + timedelta(hours=72)
    due = (until - timedelta(seconds=1)).date()
    if held:
        yield name, "return_interview", due, "missed" if datetime(held.year, held.month, held.day) > until else "met"
    elif said[0] == "N":
        yield name, "return_interview", due, "due" if due >= EXTRACTED else "missed"
    elif said[0] != "NA":
        state = "refused" if said[1] == "N" else "due" if due >= EXTRACTED else unsaid
        yield name, "return_interview", due, state


def _conferences(world: World, plans: list[_Plan]) -> Iterator[Found]:
    protected = [plan for plan in plans if plan.kind == "cp"]
    for case in world.cases.episodes:
        name = node(case.child, "ssd")
        strategies = [m.day for m in world.records.meetings if m.child is case.child and m.kind == "strategy"]
        held = {m.day for m in world.records.meetings if m.child is case.child and m.kind == "conference"}
        held |= {day for _, _, day, _ in case.conferences}
        for enquiry in case.enquiries:
            listed = [enquiry.start] if days_ago(enquiry.start) <= HALF_YEAR else []
            before = [day for day in [*strategies, *listed] if 0 <= (enquiry.start - day).days <= 14]
            start = max(before, default=enquiry.start)
            done = min((day for day in held if 0 <= (day - start).days <= 60), default=None)
            under = any(p.child == name and p.start < start <= (p.end or EXTRACTED) for p in protected)
            if not under and (done or enquiry.end is None):
                due = after(start, 15)
                yield name, "initial_conference", due, _state(due, done)


def _assessments(world: World) -> Iterator[Found]:
    for case in world.cases.episodes:
        if case.no_action:
            continue
        later_ones = [
            o.referred
            for o in world.cases.episodes
            if o.child is case.child and o.referred > case.referred and not o.no_action
        ]
        until = min(later_ones, default=date.max)
        first = min(
            (a for a in case.assessments if case.referred <= a.start < until), key=lambda a: a.start, default=None
        )
        done, due = first.authorised if first else None, after(case.referred, 45)
        if done or not (case.closed and case.closed <= due):
            yield node(case.child, "ssd"), "single_assessment", due, _state(due, done)


def _of_plans(plans: list[_Plan]) -> Iterator[Found]:
    for plan in plans:
        if plan.kind == "cp":
            groups = plan.held("core_group", reviewed=False)
            yield from _chain(plan, "first_core_group", groups[:1], ((10, "working"),), once=True)
            if groups:
                yield from _chain(plan, "core_group", groups[1:], ((42, "days"),), start=groups[0])
            yield from _reviews(plan, "protection_review", "conference", ((3, "months"), (6, "months")))
        if plan.kind == "cla":
            yield from _reviews(plan, "care_review", "review", ((20, "working"), (3, "months"), (6, "months")))
        if plan.kind == "cin":
            paused = [other for other in plans if other.child == plan.child and other.kind in ("cp", "cla")]
            for one in _reviews(plan, "need_review", "review", ((42, "days"),)):
                if not any(p.start <= one[2] <= (p.end or date.max) for p in paused):
                    yield one


def _reviews(plan: _Plan, clock: str, meeting: str, limits: Limits) -> Iterator[Found]:
    held = [day for day in plan.held(meeting, reviewed=True) if day > plan.start]
    yield from _chain(plan, clock, held, limits)


def _chain(
    plan: _Plan, clock: str, held: list[date], limits: Limits, *, start: date | None = None, once: bool = False
) -> Iterator[Found]:
    """Each time due, from the one before; the last limit holds for ever. The last is due until the plan ended."""
    since, place = start or plan.start, 0
    for done in [*held, None]:
        due = _due(since, limits[min(place, len(limits) - 1)])
        if done is None and plan.end and plan.end <= due:
            return
        yield plan.child, clock, due, _state(due, done)
        if once or done is None:
            return
        since, place = done, place + 1


def _due(start: date, limit: tuple[int, str]) -> date:
    number, unit = limit
    if unit == "working":
        return after(start, number)
    if unit == "days":
        return plus(start, number)
    month = start.month - 1 + number
    year, month = start.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def _plans(world: World) -> list[_Plan]:
    """Plans by the records of all extracts; an episode of need that holds a plan of need is none of its own."""
    reviewed = {record.node: record.reviewed for record in world.records.plans}
    found: list[_Plan] = []
    for case in world.cases.episodes:
        name = node(case.child, "ssd")
        meetings = tuple((m.kind, m.day) for m in world.records.meetings if m.child is case.child)

        def plan(kind: str, start: date, end: date | None, *days: date | None) -> None:
            told = tuple(day for day in days if day)
            found.append(_Plan(name, kind, start, end, meetings, told))  # noqa: B023

        for span in case.protection:
            listed = span.end is None or days_ago(span.end) <= HALF_YEAR
            plan(
                "cp",
                span.start,
                span.end,
                reviewed.get(f"ssd_cp:{span.number}"),
                later(span.start, 85) if listed else None,
            )
        if case.care:
            stay = case.care.stay
            listed = stay.end is None or days_ago(stay.end) <= HALF_YEAR
            plan(
                "cla",
                stay.start,
                stay.end,
                reviewed.get(f"ssd_cla:{stay.number}"),
                later(stay.start, 19) if listed else None,
            )
        for span in case.plans:
            plan("cin", span.start, span.end, reviewed.get(f"ssd_cin_plan:{span.number}"))
        inside = any(case.referred <= span.start <= (case.closed or EXTRACTED) for span in case.plans)
        if not case.no_action and not inside:
            plan("cin", case.referred, case.closed, reviewed.get(f"ssd_cin:{case.number}"))
    return found
