"""The same child under two nodes that no identifier joins."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from csgraph.sample.identity import node, nodes
from csgraph.sample.people import Child
from csgraph.sample.world import World


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """name_variants.csv: kind is same (name and date of birth agree), spelling or dob."""
    yield (
        "name_variants",
        ("node_a", "node_b", "kind"),
        [*sorted(pair for child in world.children() for pair in _pairs(child))],
    )


def _pairs(child: Child) -> Iterator[tuple[str, str, str]]:
    for one, two in combinations(nodes(child), 2):
        here, there = child.named(_scheme(child, one)), child.named(_scheme(child, two))
        kind = "dob" if here[2] != there[2] else "same" if here == there else "spelling"
        yield one, two, kind


def _scheme(child: Child, of: str) -> str:
    """The scheme whose spelling a node shows."""
    scheme = of.partition(":")[0]
    return scheme if node(child, scheme) == of else ""
