"""What the extracts lack: surnames that disagree, rows rejected, places without kind, children of the police alone.

As agreed: a surname disagrees where two extracts that name one node spell it differently, whatever the case. A place
has no kind where nobody put it on the register. A child is the police's alone where no extract joins its reference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from csgraph.sample.identity import joined, node
from csgraph.sample.people import Child
from csgraph.sample.world import World


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """data_conflicts.csv and data_gaps.csv."""
    found = {
        node(child, scheme)
        for scheme, children in _named(world).items()
        for child in children
        if joined(child, scheme) and child.named(scheme)[1].casefold() != child.surname.casefold()
    }
    yield "data_conflicts", ("child", "property"), [(child, "surname") for child in sorted(found)]
    yield "data_gaps", ("source", "measure", "count"), sorted(_gaps(world))


def _named(world: World) -> dict[str, set[Child]]:
    """Children whom an extract names in the spelling of a scheme."""
    involvement, happenings = world.involvement, world.happenings
    return {
        "nhs": {row.child for row in involvement.health} | {row.child for row in involvement.gp},
        "upn": {roll.child for roll in world.rolls},
        "police": {episode.child for episode in happenings.missing}
        | {child for incident in happenings.incidents for child, _ in incident.children},
    }


def _gaps(world: World) -> Iterator[tuple[str, str, int]]:
    """Source, measure and count, of the measures that were planted."""
    rejected = {(f.mapping, f.file, f.sheet, f.row) for f in world.faults if f.expect == "rejected"}
    yield from ((mapping, "rows rejected", n) for mapping, n in Counter(place[0] for place in rejected).items())
    missing, incidents = world.happenings.missing, world.happenings.incidents
    seen = {
        "police_missing": ({one.back for one in missing}, {one.child for one in missing}),
        "police_incidents": (
            {one.place for one in incidents},
            {child for one in incidents for child, _ in one.children},
        ),
    }
    for source, (places, children) in seen.items():
        yield source, "kind of place", len(places & set(world.register.unknown))
        alone = {node(child, "police") for child in children if not joined(child, "police")}
        yield source, "children of one agency alone", len(alone)
    yield "police_missing", "place", sum(not one.back and one.gone_from is None for one in missing)
    yield "police_incidents", "place", sum(not one.place for one in incidents)
