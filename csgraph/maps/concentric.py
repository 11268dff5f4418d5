"""Records on rings round one in the middle, where most lines run between the rings and not from the middle.

Other than `csgraph.maps.rings.on_rings` it does not look for the place freest of lines: who stands where follows from
the order of the members alone, for that puts them near those that they are tied with.
"""

import math
from collections.abc import Mapping, Sequence

from csgraph.maps.layout import Box, Places, overlapping, separated
from csgraph.maps.off_lines import off_lines
from csgraph.maps.packing import CLEARINGS
from csgraph.maps.rings import CROWDED, RingPlaces, facing, point, spread_angles

FIRST = 120.0
GROWTH = 1.05
INWARD = 0.12
"""How much further in every other member of a crowded ring stands."""


def on_concentric(
    middle: str, rings: Sequence[Sequence[str]], boxes: Mapping[str, Box], lines: Sequence[tuple[str, str]] = ()
) -> RingPlaces:
    """Places the members of each ring evenly, in order, starting at the top; rings grow until no two boxes overlap.

    Then whoever lies on a line of others is moved aside: a line through a shape would read as joining it.

    Args:
        middle: who stands in the middle.
        rings: members of each ring, the innermost first.
        boxes: the box of everybody.
        lines: both ends of each line.
    """
    height = FIRST
    while True:
        heights = tuple(height * (index + 1) for index in range(len(rings)))
        places: Places = {middle: (0.0, 0.0)}
        for members, of in zip(rings, heights, strict=True):
            places.update(_ring(members, of, boxes))
        turned = {id_: boxes[id_] if id_ == middle else facing(boxes[id_], at) for id_, at in places.items()}
        if not overlapping(places, turned):
            for _ in range(CLEARINGS):
                places = separated(off_lines(places, lines), turned)
            return RingPlaces(places, turned, heights)
        height *= GROWTH


def _ring(members: Sequence[str], height: float, boxes: Mapping[str, Box]) -> Places:
    """Members of one ring; every other one of a crowded ring a little further in."""
    inward = INWARD if len(members) >= CROWDED else 0.0
    angles = spread_angles(members, height, boxes)
    start = math.pi / len(members) if members and len(members) % 2 == 0 else 0.0
    return {
        member: point(height * (1 - inward * (index % 2)), angle + start / 2)
        for index, (member, angle) in enumerate(zip(members, angles, strict=True))
    }
