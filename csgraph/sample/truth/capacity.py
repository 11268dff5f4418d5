"""Caseloads of workers, weighted without groups, and the children without a named worker for time-intensive work.

Peer groups are found, not planted as they are found, so their weight is left out here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from csgraph.sample.clock import days_ago
from csgraph.sample.expectations import covered
from csgraph.sample.facts import CORE, Facts, gather, open_on
from csgraph.sample.identity import node
from csgraph.sample.states import links
from csgraph.sample.truth.continuity import plan_spells
from csgraph.sample.world import World

PLANS = {"cp": 1.0, "cla": 1.0, "cin": 0.5, "yj": 0.5, "eh": 0.25}
WINDOW = 90
LEAST_WORKERS, LEAST_CHILDREN = 5, 5
NAMED = frozenset({"exploitation_worker", "family_support_worker", "youth_worker", "mentor"})


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """caseloads.csv and intensive_work.csv."""
    yield "caseloads", ("worker_name", "role", "children", "weighted", "state"), sorted(_caseloads(world))
    yield "intensive_work", ("child", "state"), sorted(_alone(world))


def _caseloads(world: World) -> Iterator[tuple[str, str, int, str, str]]:
    names = {worker.key: worker.name for pool in world.workforce.pools.values() for worker in pool}
    names |= {lead.key: lead.name for lead in world.workforce.leads}
    weights = _weights(world)
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for child, found in links(world).items():
        for link in found:
            if link.worker and link.holds:
                held[link.role][link.worker].add(child)
    for role, workers in held.items():
        sums = {worker: sum(weights.get(child, 1.0) for child in children) for worker, children in workers.items()}
        upper = _upper_quartile(sorted(sums.values()))
        for worker, children in workers.items():
            compared = len(workers) >= LEAST_WORKERS and len(children) >= LEAST_CHILDREN
            state = "heavier_than_most" if compared and sums[worker] > upper else ""
            yield names[worker], role, len(children), f"{sums[worker]:.2f}", state


def _upper_quartile(values: list[float]) -> float:
    """Linear between the two nearest."""
    place = (len(values) - 1) * 0.75
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def _weights(world: World) -> dict[str, float]:
    """One for each child, more for the heaviest open plan and up to four days with an event of 90."""
    found: dict[str, float] = {}
    spells, days = plan_spells(world), _events(world)
    for child in {*spells, *days}:
        heaviest = max((PLANS[kind] for kind, start, end in spells.get(child, []) if open_on(start, end)), default=0.0)
        recent = [day for _, day in days.get(child, ()) if 0 <= days_ago(day) <= WINDOW]
        found[child] = 1.0 + heaviest + 0.25 * min(len(recent), 4)
    return found


def _events(world: World) -> dict[str, set[tuple[str, date]]]:
    """Kind and day of every missing episode, incident and enquiry of each node."""
    found: dict[str, set[tuple[str, date]]] = defaultdict(set)
    for missing in world.happenings.missing:
        found[node(missing.child, "police")].add(("missing", missing.start.date()))
    for incident in world.happenings.incidents:
        for child, _ in incident.children:
            found[node(child, "police")].add(("incident", incident.when.date()))
    for episode in world.cases.episodes:
        own = found[node(episode.child, "ssd")]
        own |= {("s47", enquiry.start) for enquiry in episode.enquiries}
        if episode.care:
            own |= {("missing", day) for day, _, kind, *_ in episode.care.missing if kind == "M"}
    return found


def _alone(world: World) -> Iterator[tuple[str, str]]:
    linked, days = links(world), _events(world)
    for child, facts in gather(world).items():
        away = [day for kind, day in days.get(child, ()) if kind == "missing" and 0 <= days_ago(day) <= WINDOW]
        if len(facts.factors & CORE) < 2 and len(away) < 3:
            continue
        if not any(link.role in NAMED and link.worker and link.holds for link in linked.get(child, [])):
            yield child, _state(facts)


def _state(facts: Facts) -> str:
    told = covered(facts, "exploitation_worker") and covered(facts, "family_support_worker")
    return "no_named_worker" if told else "cannot_tell"
