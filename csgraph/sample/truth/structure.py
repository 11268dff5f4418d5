"""Planted peer groups and the children who bridge them; planted places and the decoys among them.

A child is listed by the node that its police records give, since most ties come from there.
"""

from collections.abc import Iterator, Sequence

from csgraph.sample.identity import node, nodes
from csgraph.sample.people import Child
from csgraph.sample.places import Place
from csgraph.sample.world import World

WHY = {
    "decoy lurid": "one lurid report of one child",
    "decoy one child": "many records of one child",
    "decoy siblings": "only brothers and sisters",
    "protective": "a safe place where children go",
}
LEAST = 5
"""Unrelated visitors from which on a planted place counts; a very small borough has not enough teenagers for all."""


def node_of(child: Child) -> str:
    """The node that a child's ties are at."""
    return node(child, "police") or nodes(child)[0]


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """peer_groups.csv, bridges.csv, risky_places.csv and decoy_places.csv."""
    planting = world.planting
    members = [(node_of(child), name(group.number)) for group in planting.groups for child in group.members]
    yield "peer_groups", ("child", "group"), [*sorted(members, key=lambda row: (row[1], row[0]))]
    bridges = [(node_of(child), f"{name(home.number)};{name(away.number)}") for child, home, away in planting.bridges]
    yield "bridges", ("child", "groups"), [*sorted(bridges)]
    risky = [place for place in world.register.of("risky") if len(planting.visitors[place.ref]) >= LEAST]
    rows = [(place.node, _why(world, place), len(risky)) for place in risky]
    yield "risky_places", ("place", "reason", "rank_within"), [*sorted(rows)]
    used = [place for place in world.register.of(*WHY) if place.safe or planting.decoys.get(place.ref)]
    decoys = [(place.node, WHY[place.part]) for place in used]
    yield "decoy_places", ("place", "reason"), [*sorted(decoys)]


def name(number: int) -> str:
    """The truth's own name of a planted group; no extract has it."""
    return f"planted group {number}"


def _why(world: World, place: Place) -> str:
    kind = "online platform" if place.platform else "place"
    return f"{kind} with {len(world.planting.visitors[place.ref])} unrelated children and ever more records"
