"""Whose own account is recorded among the children with an open plan, and whom attempts to engage did not reach.

Semantics, as agreed: an account is old after 183 days, or when a missing episode, an incident, a section 47 enquiry or
the begin of a plan, at least two weeks ago, came after it. Three attempts or more in 183 days of which
none engaged have failed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from csgraph.sample.clock import days_ago
from csgraph.sample.facts import gather
from csgraph.sample.identity import node
from csgraph.sample.world import World

HEADER = ("child", "state", "heard_on", "attempts", "engaged", "listed")
HALF_YEAR, GRACE, FAILED = 183, 14, 3


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """voice.csv: one row a child, `none` where no account is planted; one more where attempts failed.

    `listed`: whether the case system's report lists a plan of the child, and so would show an account.
    """
    heard: defaultdict[str, list[date]] = defaultdict(list)
    tried: defaultdict[str, list[bool]] = defaultdict(list)
    for account in world.records.accounts:
        heard[node(account.child, "ssd")].append(account.day)
    for attempt in world.records.attempts:
        if days_ago(attempt.day) <= HALF_YEAR:
            tried[node(attempt.child, "ssd")].append(attempt.outcome == "Engaged")
    listed = {node(plan.child, "ssd") for plan in world.records.plans}
    changes = _changes(world)
    rows: list[tuple[object, ...]] = []
    for name, facts in sorted(gather(world).items()):
        if facts.plans:
            last, mine = max(heard[name], default=None), tried[name]
            told = (last or "", len(mine), sum(mine), "yes" if name in listed else "no")
            rows.append((name, _state(last, changes[name]), *told))
            if len(mine) >= FAILED and not any(mine):
                rows.append((name, "attempts_failed", *told))
    yield "voice", HEADER, rows


def _state(last: date | None, changes: list[date]) -> str:
    if last is None:
        return "none"
    since = any(day > last for day in changes if days_ago(day) >= GRACE)
    return "old" if since or days_ago(last) > HALF_YEAR else "recorded"


def _changes(world: World) -> defaultdict[str, list[date]]:
    """Days of events and of begins of plans of each node."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for episode in world.happenings.missing:
        found[node(episode.child, "police")].append(episode.start.date())
    for incident in world.happenings.incidents:
        for child, _ in incident.children:
            found[node(child, "police")].append(incident.when.date())
    for order in world.concerns.orders:
        found[node(order.child, "yjs")].append(order.start)
    for child, plan in world.cases.early_help:
        found[node(child, "ssd")].append(plan.start)
    for case in world.cases.episodes:
        mine = found[node(case.child, "ssd")]
        mine += [] if case.no_action else [case.referred]
        mine += [span.start for span in (*case.plans, *case.protection, *case.enquiries)]
        if case.care:
            mine += [case.care.stay.start, *(day for day, _, kind, *_ in case.care.missing if kind == "M")]
    return found
