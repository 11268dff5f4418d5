"""Unrelated children with open plans who share a planted group or place and have no worker in common."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from csgraph.sample.facts import Facts, gather, recent
from csgraph.sample.people import Child
from csgraph.sample.places import Place
from csgraph.sample.states import links
from csgraph.sample.truth.structure import name, node_of
from csgraph.sample.world import World


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """unconnected_pairs.csv: both have an open plan of some kind; `via` is a planted group or place."""
    facts, linked = gather(world), links(world)
    workers = {node: {link.worker for link in found if link.holds and link.worker} for node, found in linked.items()}
    rows: list[tuple[object, ...]] = []
    for via, children in _contexts(world):
        open_now = [child for child in children if _open(facts.get(node_of(child)))]
        for one, two in combinations(open_now, 2):
            here, there = sorted((node_of(one), node_of(two)))
            if one.family is not two.family and not workers.get(here, set()) & workers.get(there, set()):
                rows.append((here, there, via))
    yield "unconnected_pairs", ("child_a", "child_b", "via"), sorted(rows)


def _open(facts: Facts | None) -> bool:
    return facts is not None and bool(facts.plans)


def _contexts(world: World) -> Iterator[tuple[str, list[Child]]]:
    for group in world.planting.groups:
        yield name(group.number), group.members
    seen = _visits(world)
    for place in world.register.of("risky"):
        yield place.node, seen.get(place.ref, [])


def _visits(world: World) -> dict[str, list[Child]]:
    """Children with a record at each place in the last year: an incident, a return, or `goes to` on the peer map."""
    seen: dict[str, dict[Child, None]] = {}
    for incident in world.happenings.incidents:
        if recent(incident.when.date()):
            seen.setdefault(incident.place, {}).update(dict.fromkeys(child for child, _ in incident.children))
    for episode in world.happenings.missing:
        if recent(episode.start.date()):
            seen.setdefault(episode.back, {})[episode.child] = None
    for tie in world.ties:
        if isinstance(tie.to, Place):
            seen.setdefault(tie.to.ref, {})[tie.child] = None
    return {ref: list(children) for ref, children in seen.items()}
