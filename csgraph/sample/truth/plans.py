"""What open plans leave out: factors and events without an action, behaviour alone, standing still, actions late."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from csgraph.sample.case_records import ActionRecord, PlanRecord
from csgraph.sample.clock import EXTRACTED, days_ago, later
from csgraph.sample.facts import open_on, recent
from csgraph.sample.identity import node
from csgraph.sample.truth.closures import events
from csgraph.sample.world import World

UNDERLYING = frozenset("1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 15A 16A 17A 18C 19C".split())
CORE = frozenset("10A 11A 12A 13A 18B 19B 24A".split())
BEHAVIOUR = frozenset({"10A", "14A"})
ANSWERS = {
    "missing": frozenset("10A 11A 12A 13A 24A".split()),
    "incident": frozenset("11A 12A 13A 14A 18B 19B 24A 1A 2A".split()),
}
CLOCKS = {"cp": (92, 183), "cla": (28, 183), "cin": (84, 84), "eh": (84, 84)}
DAYS = 90


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """plan_gaps.csv: child, state and what it is about (a factor, a kind of event, a plan, or nothing)."""
    rows: list[tuple[object, ...]] = []
    plans = [plan for plan in world.records.plans if open_on(plan.start, plan.end)]
    actions: dict[str, list[ActionRecord]] = {}
    for action in world.records.actions:
        if open_on(action.plan.start, action.plan.end):
            actions.setdefault(node(action.child, "ssd"), []).append(action)
    factors, known, started = _factors(world), events(world), _changed(world, plans)
    for child in sorted(_children(world, plans)):
        own = actions.get(child, [])
        live = [action for action in own if action.status != "Cancelled"]
        named = {action.addresses for action in live} - {""}
        asked = factors.get(child, set()) & (UNDERLYING | CORE)
        rows += [(child, "factor_not_addressed", factor) for factor in sorted(asked - named)]
        days = known.get(child, set())
        rows += [
            (child, "events_not_addressed", kind) for kind in sorted(_late_kinds(days)) if not named & ANSWERS[kind]
        ]
        if named and named <= BEHAVIOUR:
            rows.append((child, "behaviour_only", ""))
        done = {action.done for action in own if action.done}
        if _rising(days) and not any(days_ago(day) < DAYS for day in done | started.get(child, set())):
            rows.append((child, "drift", "events"))
        rows += [(child, "action_overdue", plan) for plan in sorted({a.plan.node for a in own if _overdue(a)})]
    rows += [(node(plan.child, "ssd"), "drift", plan.node) for plan in plans if _unreviewed(plan)]
    yield "plan_gaps", ("child", "state", "about"), sorted(rows)


def _children(world: World, plans: list[PlanRecord]) -> set[str]:
    """Children with an open plan, or an open episode of need, which is one in the standard dataset."""
    episodes = {node(e.child, "ssd") for e in world.cases.episodes if not e.no_action and open_on(e.referred, e.closed)}
    return episodes | {node(plan.child, "ssd") for plan in plans}


def _factors(world: World) -> dict[str, set[str]]:
    """Factors found in the year, by node."""
    found: dict[str, set[str]] = {}
    for episode in world.cases.episodes:
        for assessment in episode.assessments:
            if recent(assessment.authorised or assessment.start):
                found.setdefault(node(episode.child, "ssd"), set()).update(assessment.factors)
    for tool in world.concerns.screenings:
        if recent(tool.completed):
            found.setdefault(node(tool.child, "ssd" if tool.child.ssd else "upn"), set()).update(tool.factors)
    return found


def _late_kinds(days: set[tuple[str, date]]) -> set[str]:
    return {kind for kind, day in days if days_ago(day) < DAYS}


def _rising(days: set[tuple[str, date]]) -> bool:
    late = sum(days_ago(day) < DAYS for _, day in days)
    before = sum(DAYS <= days_ago(day) < 2 * DAYS for _, day in days)
    return late >= 2 and late > before


def _changed(world: World, plans: list[PlanRecord]) -> dict[str, set[date]]:
    """Days on which open plans began or were reviewed, as any extract has it."""
    found: dict[str, set[date]] = {}

    def add(child: str, *days: date | None) -> None:
        found.setdefault(child, set()).update(day for day in days if day)

    for plan in plans:
        add(node(plan.child, "ssd"), plan.start, plan.reviewed)
    for episode in world.cases.episodes:
        child = node(episode.child, "ssd")
        if not episode.no_action and open_on(episode.referred, episode.closed):
            add(child, episode.referred)
        for span in episode.protection:  # the inspection's lists give a review of their own
            if open_on(span.start, span.end):
                add(child, later(span.start, 85))
        if episode.care and open_on(episode.care.stay.start, episode.care.stay.end):
            add(child, later(episode.care.stay.start, 19))
    return found


def _overdue(action: ActionRecord) -> bool:
    return action.done is None and action.status != "Cancelled" and action.due < EXTRACTED


def _unreviewed(plan: PlanRecord) -> bool:
    first, then = CLOCKS[plan.kind]
    due = plan.reviewed + timedelta(days=then) if plan.reviewed else plan.start + timedelta(days=first)
    return due < EXTRACTED
