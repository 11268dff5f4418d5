"""Places on rings round one child: whoever is nearest stands nearest, and lines run through few names."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csgraph.maps.layout import Box, Places, overlap, overlapping, runs_through

WIDER = 1.6
"""Rings are wider than high: names run across, and so do screens."""
STEPS = 720
SHAPE = Box(18, 18, 18)
"""Room of a shape without its words."""
CROWDED = 9
"""From this many on, the outermost ring is staggered."""


@dataclass(frozen=True)
class RingPlaces:
    """Where everybody stands, and the height of each ring's ellipse (its width is `WIDER` times that).

    `boxes` are the boxes as placed: words stand away from the middle, so that the line to a record misses its words.
    """

    places: Places
    boxes: dict[str, Box]
    heights: tuple[float, ...]

    @property
    def above(self) -> frozenset[str]:
        """Whose words stand over the shape."""
        return frozenset(id_ for id_, box in self.boxes.items() if box.up > box.down)


def on_rings(middle: str, rings: Sequence[Sequence[str]], boxes: Mapping[str, Box]) -> RingPlaces:
    """Places the rings' members, in order, starting at the top; rings grow until no two boxes overlap.

    Args:
        middle: who stands in the middle.
        rings: members of each ring, the innermost first; neighbours in a list become neighbours on the ring.
        boxes: the box of everybody.
    """
    height = 96.0
    while True:
        heights = tuple(height * (index + 1) for index in range(len(rings)))
        places, turned = _placed(middle, rings, heights, boxes)
        if not overlapping(places, turned):
            return RingPlaces(places, turned, heights)
        height *= 1.04


def point(height: float, angle: float) -> tuple[float, float]:
    """The point of a ring at an angle, clockwise from the top; rounded as it is drawn, so that boxes stay apart."""
    return (round(WIDER * height * math.sin(angle), 1), round(-height * math.cos(angle), 1))


def _placed(
    middle: str, rings: Sequence[Sequence[str]], heights: Sequence[float], boxes: Mapping[str, Box]
) -> tuple[Places, dict[str, Box]]:
    """The outermost ring first, evenly; then each inner one where the lines to the outer ones leave room."""
    places: Places = {middle: (0.0, 0.0)}
    turned = {middle: boxes[middle]}
    for level in reversed(range(len(rings))):
        members = rings[level]
        angles = spread_angles(members, heights[level], boxes)
        if level == len(rings) - 1:
            places.update(_staggered(members, heights[level], angles))
            turned.update({member: facing(boxes[member], places[member]) for member in members})
            if overlapping(places, turned):
                break  # too small even for the outermost ring: no need to try the others
            continue
        for member, angle in zip(members, angles, strict=True):
            room = 2 * math.pi / len(members)
            places[member] = _clearest(boxes[member], heights[level], angle, places, turned, room)
            turned[member] = facing(boxes[member], places[member])
    return places, turned


def facing(box: Box, at: tuple[float, float]) -> Box:
    """The box with its words away from the middle: over the shape in the upper half, under it elsewhere."""
    return box.turned(at[1] < -20)


def _staggered(members: Sequence[str], height: float, angles: Sequence[float]) -> Places:
    """Every other member of a crowded ring stands a little further in."""
    inward = 0.14 if len(members) >= CROWDED else 0.0
    return {
        member: point(height * (1 - inward * (index % 2)), angle)
        for index, (member, angle) in enumerate(zip(members, angles, strict=True))
    }


def spread_angles(members: Sequence[str], height: float, boxes: Mapping[str, Box]) -> list[float]:
    """Angles that give each member the share of the ring that its box needs: wide ones more at top and bottom."""
    if not members:
        return []
    ring = [2 * math.pi * step / STEPS for step in range(STEPS)]
    angles = [2 * math.pi * index / len(members) for index in range(len(members))]
    for _ in range(6):
        needs = [_room(boxes[m], height, a) for m, a in zip(members, angles, strict=True)]
        lengths = [_arc(height, angle) for angle in ring]
        scale = sum(lengths) / sum(needs)
        angles, index, walked, target = [], 0, 0.0, 0.0
        for angle, length in zip(ring, lengths, strict=True):
            while index < len(members) and walked >= target:
                angles.append(angle)
                following = needs[(index + 1) % len(members)]
                target += scale * (needs[index] + following) / 2
                index += 1
            walked += length
        angles += [ring[-1]] * (len(members) - len(angles))
    return angles


def _arc(height: float, angle: float) -> float:
    """Length of one step of the ellipse at an angle."""
    step = 2 * math.pi / STEPS
    return step * height * math.hypot(WIDER * math.cos(angle), math.sin(angle))


def _room(box: Box, height: float, angle: float) -> float:
    """Length of ring that a box covers where the ring runs in the direction that it has at an angle."""
    along_x, along_y = WIDER * height * math.cos(angle), height * math.sin(angle)
    length = math.hypot(along_x, along_y)
    return min(2 * box.half * length / max(abs(along_x), 1), (box.up + box.down) * length / max(abs(along_y), 1))


def _clearest(
    box: Box, height: float, wanted: float, places: Places, boxes: Mapping[str, Box], room: float
) -> tuple[float, float]:
    """The place near the wanted angle that is freest of lines from the middle and of others' boxes."""
    offsets = [room * step / 40 for step in range(-48, 49)]
    candidates = [(point(height, wanted + offset), abs(offset) / room) for offset in offsets]
    return min(candidates, key=lambda c: (_cost(c[0], facing(box, c[0]), places, boxes) + c[1], c[1], c[0]))[0]


def _cost(at: tuple[float, float], box: Box, places: Places, boxes: Mapping[str, Box]) -> float:
    """Boxes overlapped count far more than lines through words; a line through a shape would read as joining it."""
    cost = 0.0
    for other, place in places.items():
        if min(overlap(at, box, place, boxes[other])) > 0:
            cost += 100
        if math.hypot(*place) > math.hypot(*at) and crosses(place, at, box):
            cost += 4 if crosses(place, at, SHAPE) else 1
    return cost


def crosses(end: tuple[float, float], at: tuple[float, float], box: Box) -> bool:
    """Whether the line from the middle of the map to `end` runs through a box at `at`."""
    return runs_through((0.0, 0.0), end, (at[0] - box.half, at[1] - box.up, at[0] + box.half, at[1] + box.down))
