"""Places on the page as they lie on the ground, north at the top; beside it panels for what has no place there."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csgraph.maps.clipping import Frame
from csgraph.maps.layout import Box, Places, boxes_of, extent, placed, text_width
from csgraph.maps.model import Caption, MapNode, Outline, Region
from csgraph.maps.spread import spread

if TYPE_CHECKING:
    import numpy as np

FILL = 0.33
"""Share of the ground that shapes and words take: more, and they stand far from their spots; less, and all is small."""
ASIDE = 60.0
"""Map units by which nine in ten places stand aside at most, if a somewhat larger picture can bring that about."""
GROWING, TRIES = 1.12, 4
LEAST = 800.0
"""Metres across that are drawn at least: of one place, or of two side by side."""
TOLD = 7.0
"""Map units from which on a place is said to stand aside from its spot, by a line."""
PAD, GAP, HEAD = 26.0, 36.0, 34.0
BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
"""Metres that a scale bar may stand for."""


@dataclass(frozen=True)
class Scale:
    """How metres become map units.

    Attributes:
        east: easting in the middle of the picture.
        north: northing in the middle of the picture.
        units: map units a metre.
    """

    east: float
    north: float
    units: float

    def point(self, easting: float, northing: float) -> tuple[float, float]:
        """Where a position lies in the picture."""
        return (easting - self.east) * self.units, (self.north - northing) * self.units

    def points(self, ring: "np.ndarray") -> "np.ndarray":
        """Where the positions of two columns lie in the picture."""
        import numpy as np

        return np.column_stack(self.point(ring[:, 0], ring[:, 1]))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Laid:
    """A ground laid out: the places on it, its scale and its frame."""

    nodes: tuple[MapNode, ...]
    scale: Scale
    frame: Frame


def on_the_ground(nodes: Sequence[MapNode], positions: Mapping[str, tuple[float, float]]) -> Laid:
    """Places at their positions, moved aside where words would lie on words; each then knows its true spot."""
    plain = boxes_of(nodes)
    scale = _scale(positions, plain)
    for _ in range(TRIES):
        spots = {id_: scale.point(*position) for id_, position in positions.items()}
        at, above = spread(spots, plain)
        if _aside(at, spots) <= ASIDE:
            break
        scale = Scale(scale.east, scale.north, scale.units * GROWING)
    left, top, right, bottom = extent(at, {id_: box.turned(id_ in above) for id_, box in plain.items()})
    frame = (left - PAD, top - PAD, right + PAD, bottom + PAD)
    return Laid(tuple(_with_spot(node, spots[node.id]) for node in placed(nodes, at, above)), scale, frame)


def _scale(positions: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]) -> Scale:
    """The middle of the positions, and a scale at which shapes and words take their share of the ground."""
    easts, norths = ([place[axis] for place in positions.values()] or [0.0] for axis in (0, 1))
    wide, high = max(max(easts) - min(easts), LEAST), max(max(norths) - min(norths), LEAST)
    area = sum(2 * box.half * (box.up + box.down) for box in boxes.values()) or 1.0
    middle = (max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2
    return Scale(*middle, math.sqrt(area / FILL / (wide * high)))


def _aside(at: Places, spots: Mapping[str, tuple[float, float]]) -> float:
    """How far nine in ten stand from their spots at most."""
    far = sorted(math.dist(at[id_], spots[id_]) for id_ in at)
    return far[int(0.9 * (len(far) - 1))] if far else 0.0


def _with_spot(node: MapNode, spot: tuple[float, float]) -> MapNode:
    if math.dist((node.x, node.y), spot) < TOLD:
        return node
    return replace(node, spot=(round(spot[0], 1), round(spot[1], 1)))


def beside(panels: Mapping[str, Sequence[MapNode]], frame: Frame) -> tuple[tuple[MapNode, ...], tuple[Region, ...]]:
    """Panels one under the other to the right of the ground, each with its records in rows."""
    drawn: list[MapNode] = []
    regions: list[Region] = []
    shown = {words: nodes for words, nodes in panels.items() if nodes}
    cells = boxes_of([node for nodes in shown.values() for node in nodes])
    wide = max((2 * box.half for box in cells.values()), default=0.0) + 12
    across = next((n for n in range(1, 5) if _height(shown, cells, n) <= frame[3] - frame[1]), 4)
    width = max([wide * across, *(text_width(words, 13, bold=True) for words in shown)]) + 24
    left, top = frame[2] + GAP, frame[1]
    for words, nodes in shown.items():
        y = top + HEAD
        for row in _rows(nodes, across):
            up, down = (max(getattr(cells[node.id], side) for node in row) for side in ("up", "down"))
            at = {node.id: (left + 12 + wide * (place + 0.5), y + up) for place, node in enumerate(row)}
            drawn += placed(row, at)
            y += up + down + 8
        regions.append(Region(words, round(left, 1), round(top, 1), round(width, 1), round(y + 8 - top, 1)))
        top = y + 8 + GAP / 2
    return tuple(drawn), tuple(regions)


def _rows(nodes: Sequence[MapNode], across: int) -> list[Sequence[MapNode]]:
    return [nodes[start : start + across] for start in range(0, len(nodes), across)]


def _height(panels: Mapping[str, Sequence[MapNode]], cells: Mapping[str, Box], across: int) -> float:
    """How high all panels are together with so many records in a row."""
    rows = [row for nodes in panels.values() for row in _rows(nodes, across)]
    return sum(max(cells[n.id].up + cells[n.id].down for n in row) + 8 for row in rows) + len(panels) * (HEAD + GAP)


def scale_bar(scale: Scale, frame: Frame, nodes: Sequence[MapNode]) -> tuple[Outline, Caption]:
    """A bar under the ground, what it stands for, and what the key cannot show."""
    metres = min(BARS, key=lambda bar: abs(bar * scale.units - 150))
    left, y = frame[0], frame[3] + 16
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    aside = "; a thin line leads to where a place truly is" if any(node.spot for node in nodes) else ""
    said = f"{words}; north is at the top; larger shapes had more events{aside}"
    right = left + metres * scale.units
    # An outline is closed: it runs along the bar and back.
    bar = [(left, y - 5), (left, y + 5), (left, y), (right, y), (right, y - 5), (right, y + 5), (right, y), (left, y)]
    points = tuple((round(px, 1), round(py, 1)) for px, py in bar)
    x = right + 24 + text_width(said, 13) / 2
    return Outline(points), Caption(said, round(x, 1), round(y, 1), quiet=True)
