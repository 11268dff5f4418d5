"""Members of several groups round one ring, each on its own arc: lines run across the middle, not through names."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csgraph.maps.layout import Box, Places, overlap, text_width
from csgraph.maps.model import Caption, Outline
from csgraph.maps.rings import WIDER, on_rings

MIDDLE = " middle"
"""Stands for the middle of the ring, where nobody stands; no node id begins with a blank."""
INSIDE = 0.79
"""How far in an arc's frame reaches: every other member of a crowded ring stands a little further in."""
ACROSS, DOWN = 125.0, 88.0
"""Room of names outside the ring, within an arc's frame."""
STEPS = 24
REACHES = (1.05, 1.0, 1.1, 1.15, 1.2, 1.3, 0.95, 0.9, 0.85)
"""How far from the middle a caption may stand, in heights of the ring; what is tried first comes first."""


@dataclass(frozen=True)
class Arcs:
    """Where everybody stands, with the frame and the caption of each group.

    Attributes:
        places: by node id.
        above: whose words stand over the shape.
        outlines: a frame for each group that has members.
        captions: its words, outside the frame.
    """

    places: Places
    above: frozenset[str]
    outlines: tuple[Outline, ...]
    captions: tuple[Caption, ...]


def on_arcs(groups: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]) -> Arcs:
    """Places the members of each group, in order, side by side on one ring, starting at the top.

    Args:
        groups: members by the words of their group; every member is in one.
        boxes: the box of everybody.
    """
    order = [member for members in groups.values() for member in members]
    if not order:
        return Arcs({}, frozenset(), (), ())
    ring = on_rings(MIDDLE, [order], {**boxes, MIDDLE: Box(1, 1, 1)})
    places = {member: ring.places[member] for member in order}
    turned = {member: ring.boxes[member] for member in order}
    height = ring.heights[0]
    ends = _ends(groups, places)
    return Arcs(
        places,
        ring.above - {MIDDLE},
        tuple(_frame(of, height) for of in ends),
        tuple(_captions([words for words, members in groups.items() if members], ends, height, places, turned)),
    )


def _captions(
    words: Sequence[str], ends: Sequence[tuple[float, float]], height: float, places: Places, boxes: Mapping[str, Box]
) -> list[Caption]:
    """The words of each group on its arc where no record is in the way, the middle of the arc first."""
    captions: list[Caption] = []
    taken, sizes = dict(places), dict(boxes)
    for text, (start, end) in zip(words, ends, strict=True):
        box = Box(text_width(text, 15, bold=True) / 2 + 6, 12, 12)
        turns = sorted((step / STEPS for step in range(1, STEPS)), key=lambda share: (abs(share - 0.5), share))
        spots = [
            _point(WIDER * height * far, height * far, start + (end - start) * t) for t in turns for far in REACHES
        ]
        free = (spot for spot in spots if _fits(spot, box, height, taken, sizes))
        at = next(free, _point(WIDER * height + ACROSS, height + DOWN, (start + end) / 2))
        taken[f"caption {text}"], sizes[f"caption {text}"] = at, box
        captions.append(Caption(text, *at))
    return captions


def _fits(at: tuple[float, float], box: Box, height: float, places: Places, boxes: Mapping[str, Box]) -> bool:
    """Whether words at a place lie on nobody and do not reach out of the picture."""
    inside = abs(at[0]) + box.half <= WIDER * height + ACROSS
    return inside and not any(min(overlap(at, box, place, boxes[id_])) > 0 for id_, place in places.items())


def _ends(groups: Mapping[str, Sequence[str]], places: Places) -> list[tuple[float, float]]:
    """The angles between which each group stands, clockwise from the top: halfway to its neighbours' nearest."""
    arcs = [[_angle(places[member]) for member in members] for members in groups.values() if members]
    found = []
    for index, arc in enumerate(arcs):
        before, after = arcs[index - 1][-1], arcs[(index + 1) % len(arcs)][0]
        found.append((arc[0] - _turn(before, arc[0]) / 2, arc[-1] + _turn(arc[-1], after) / 2))
    if len(arcs) == 1:
        return [(0.0, 2 * math.pi)]
    return [(start, end if end > start else end + 2 * math.pi) for start, end in found]


def _angle(place: tuple[float, float]) -> float:
    return math.atan2(place[0] / WIDER, -place[1]) % (2 * math.pi)


def _turn(start: float, end: float) -> float:
    """How far it is from one angle clockwise to another."""
    return (end - start) % (2 * math.pi)


def _frame(ends: tuple[float, float], height: float) -> Outline:
    """A piece of a broad ring between two angles, with a gap to the next piece."""
    start, end = ends
    gap = min(0.012, (end - start) / 8)
    angles = [start + gap + (end - start - 2 * gap) * step / STEPS for step in range(STEPS + 1)]
    outside = [_point(WIDER * height + ACROSS, height + DOWN, angle) for angle in angles]
    inside = [_point(WIDER * height * INSIDE, height * INSIDE, angle) for angle in reversed(angles)]
    return Outline((*outside, *inside), filled=True)


def _point(rx: float, ry: float, angle: float) -> tuple[float, float]:
    return (round(rx * math.sin(angle), 1), round(-ry * math.cos(angle), 1))
