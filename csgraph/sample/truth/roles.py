"""Every expected role of every child in the boundary, and the states that somebody ought to act on."""

from collections.abc import Iterator, Sequence

from csgraph.sample.facts import gather
from csgraph.sample.states import answers, links
from csgraph.sample.world import World

EXPECTED = ("child", "role", "setting", "state", "covered")
MISSING = ("child", "role", "setting", "state")
ACT = ("gap", "ended_without_successor", "present_stale")


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """expected_roles.csv and missing_links.csv."""
    rows: list[tuple[object, ...]] = []
    for answer in answers(gather(world), links(world)):
        expected = answer.expected
        rows.append((expected.node, expected.role, expected.setting, answer.state, "yes" if expected.covered else "no"))
    yield "expected_roles", EXPECTED, rows
    yield "missing_links", MISSING, [row[:4] for row in rows if row[3] in ACT]
