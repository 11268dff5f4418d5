"""How many recorded steps lie between planted children and the places and groups that were planted, or named.

As agreed: a step is a tie between two children that counts (a friend, partner or contact on the peer map, an incident
or a missing episode together in the year, an overlap that ended at one place), a child at a place (an incident, a
return, `goes to`), a child in a named group, the place of a named group, or an adult on the peer map. Safe places are
never passed through. Four steps at most; other pairs are not in the table.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from csgraph.sample.clock import YEAR, days_ago
from csgraph.sample.happenings import Missing
from csgraph.sample.identity import node
from csgraph.sample.people import Child
from csgraph.sample.places import Place
from csgraph.sample.planting import PeerGroup
from csgraph.sample.truth.structure import node_of
from csgraph.sample.world import World

MOST = 4
STANDING = ("friend", "partner", "co-offending", "online contact")


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """chains.csv: child, to, length."""
    steps: dict[str, set[str]] = defaultdict(set)
    for one, other in _steps(world):
        if one != other:
            steps[one].add(other)
            steps[other].add(one)
    safe = {place.node for place in world.register.places if place.safe}
    ends = [*_groups(world), *(place.node for place in world.register.of("risky"))]
    rows = [
        (child, end, length)
        for child in sorted({node_of(child) for child in world.planting.planted})
        for end, length in _lengths(steps, child, safe).items()
        if end in ends
    ]
    yield "chains", ("child", "to", "length"), sorted(rows)


def _groups(world: World) -> list[str]:
    return sorted({f"group:{tie.to.ref}" for tie in world.ties if isinstance(tie.to, PeerGroup)})


def _lengths(steps: dict[str, set[str]], child: str, safe: set[str]) -> dict[str, int]:
    """How many steps it is from a child to whatever lies within reach."""
    found, waiting = {child: 0}, deque([child])
    while waiting:
        here = waiting.popleft()
        if here in safe or found[here] == MOST:
            continue
        for there in steps.get(here, ()):
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


def _steps(world: World) -> Iterator[tuple[str, str]]:
    yield from _map(world)
    for incident in world.happenings.incidents:
        if days_ago(incident.when.date()) > YEAR:
            continue
        names = [node(child, "police") for child, _ in incident.children]
        yield from combinations([node(c, "police") for c, part in incident.children if part != "Witness"], 2)
        yield from ((name, f"place:{incident.place}") for name in names if incident.place)
    recent = [episode for episode in world.happenings.missing if days_ago(episode.start.date()) <= YEAR]
    yield from _missing(world, recent)


def _map(world: World) -> Iterator[tuple[str, str]]:
    for tie in world.ties:
        child, to = node(tie.child, "ssd"), tie.to
        if isinstance(to, Place):
            yield child, to.node
        elif isinstance(to, PeerGroup):
            yield child, f"group:{to.ref}"
            yield from ((f"group:{to.ref}", to.haunt.node) for _ in "1" if to.haunt)
        elif isinstance(to, Child):
            yield from ((child, node(to, "ssd")) for _ in "1" if tie.kind in STANDING)
        else:
            yield child, to[0]


def _missing(world: World, recent: list[Missing]) -> Iterator[tuple[str, str]]:
    residential = {place.ref for place in world.register.of("home")}
    for episode in recent:
        name = node(episode.child, "police")
        yield from ((name, node(companion, "police")) for companion in episode.companions)
        if episode.back and episode.back not in residential:
            yield name, f"place:{episode.back}"
    for one, other in _at_one_place(recent, residential):
        yield node(one.child, "police"), node(other.child, "police")


def _at_one_place(recent: list[Missing], residential: set[str]) -> Iterable[tuple[Missing, Missing]]:
    for one, other in combinations([e for e in recent if e.end and e.back and e.back not in residential], 2):
        if one.back == other.back and one.end and other.end and one.start < other.end and other.start < one.end:
            yield one, other
