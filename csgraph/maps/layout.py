"""Where records stand: every layout knows how wide the words under each record are.

Force layouts place points; 76 to 98 in 100 names overlap when their width is left out of account. So each record
is a box (its shape and the words under it), and every layout here ends with no two boxes overlapping.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csgraph.maps.model import MapNode

if TYPE_CHECKING:
    import numpy as np

LABEL_SIZE = 15.0
LINE_SIZE = 13.0
LINE_HEIGHT = 16.0
LABEL_GAP = 5.0
SLACK = 0.3
"""Boxes are kept so far apart that they still do not overlap when their places are rounded."""
NARROW = frozenset("fijltI.,:;'’|!()[] -1r")
WIDE = frozenset("mwMWOQGCD@&%")


@dataclass(frozen=True)
class Box:
    """Room that a record takes: half its width, and its reach above and below the middle of its shape."""

    half: float
    up: float
    down: float

    def turned(self, above: bool) -> "Box":
        """The same box with the words over the shape, or under it."""
        small, large = sorted((self.up, self.down))
        return Box(self.half, large, small) if above else Box(self.half, small, large)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line is in Arial; errs on the wide side."""
    units = sum(0.36 if c in NARROW else 0.88 if c in WIDE else 0.68 if c.isupper() else 0.56 for c in text)
    return units * size * (1.06 if bold else 1.0)


def wrapped(text: str, longest: int = 22) -> list[str]:
    """The text in lines of about `longest` characters, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word[: longest * 2])
    return lines or [""]


def drawn_lines(node: MapNode) -> list[tuple[str, bool]]:
    """The lines of text under a record's shape, and whether each is bold."""
    if node.quiet:
        return []
    first = [(line, True) for line in wrapped(node.label)]
    return first + [(line, False) for text in node.lines for line in wrapped(text, 30)]


def box_of(node: MapNode) -> Box:
    """The box of a record."""
    lines, size = drawn_lines(node), node.size / node.scale
    widths = [text_width(text, LABEL_SIZE if bold else LINE_SIZE, bold=bold) for text, bold in lines]
    half = max([*widths, 2.4 * size]) / 2 + 4
    down = size + LABEL_GAP + LINE_HEIGHT * len(lines) + 3 if lines else size * 1.2 + 4
    sides = (side * node.scale for side in (half, size * 1.2 + 4, down))
    return Box(*sides).turned(node.above)


def first_line(node: MapNode) -> float:
    """Where the middle of a record's first line of words lies, measured down from the middle of its shape."""
    if not node.above:
        return node.size + (LABEL_GAP + LINE_HEIGHT / 2) * node.scale
    return -node.size * 1.2 - (LABEL_GAP + LINE_HEIGHT * (len(drawn_lines(node)) - 0.5)) * node.scale


def boxes_of(nodes: Sequence[MapNode]) -> dict[str, Box]:
    """Boxes by node id."""
    return {node.id: box_of(node) for node in nodes}


Places = dict[str, tuple[float, float]]
"""Where each record stands, by node id."""


def placed(
    nodes: Sequence[MapNode], places: Mapping[str, tuple[float, float]], above: AbstractSet[str] = frozenset()
) -> tuple[MapNode, ...]:
    """The nodes at their places, rounded so that files do not change with the last digit of a processor."""
    return tuple(
        replace(n, x=round(places[n.id][0], 1), y=round(places[n.id][1], 1), above=n.id in above) for n in nodes
    )


def overlap(a: tuple[float, float], box_a: Box, b: tuple[float, float], box_b: Box) -> tuple[float, float]:
    """How far two boxes reach into each other, across and down; neither is positive where they stand apart."""
    across = box_a.half + box_b.half - abs(a[0] - b[0])
    top = max(a[1] - box_a.up, b[1] - box_b.up)
    bottom = min(a[1] + box_a.down, b[1] + box_b.down)
    return across, bottom - top


def overlapping(
    places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box], slack: float = 0.0
) -> list[tuple[str, str]]:
    """Pairs of records whose boxes overlap, or stand no more than `slack` apart."""
    ids = sorted(places)
    found = _meeting(*_coordinates(ids, places), _sides(ids, boxes), slack)
    return [(ids[a], ids[b]) for a, b in found]


def _coordinates(ids: Sequence[str], places: Mapping[str, tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [places[id_][0] for id_ in ids], [places[id_][1] for id_ in ids]


def _sides(ids: Sequence[str], boxes: Mapping[str, Box]) -> "np.ndarray":
    """Half width, reach upwards and reach downwards of each record's box, in three rows."""
    import numpy as np

    return np.array([(boxes[id_].half, boxes[id_].up, boxes[id_].down) for id_ in ids], dtype=float).reshape(-1, 3).T


def _meeting(xs: Sequence[float], ys: Sequence[float], sides: "np.ndarray", slack: float) -> list[tuple[int, int]]:
    """Numbers of each two boxes that overlap or nearly do, in order: looked for among neighbours only."""
    import numpy as np

    x, y, (half, up, down) = np.array(xs, dtype=float), np.array(ys, dtype=float), sides
    spans = ((x - half, x + half), (y - up, y + down))
    first, last = min((_sharing(low, high, slack) for low, high in spans), key=lambda found: len(found[0]))
    across = half[first] + half[last] - np.abs(x[first] - x[last])
    top = np.maximum(y[first] - up[first], y[last] - up[last])
    bottom = np.minimum(y[first] + down[first], y[last] + down[last])
    near = np.flatnonzero(np.minimum(across, bottom - top) > -slack)
    pairs = np.sort(np.stack([first[near], last[near]]), axis=0)
    order = np.lexsort(pairs[::-1])
    return [(int(a), int(b)) for a, b in pairs[:, order].T]


def _sharing(low: "np.ndarray", high: "np.ndarray", slack: float) -> "tuple[np.ndarray, np.ndarray]":
    """Numbers of each two spans of one axis that share a part of it: those that begin before the other has ended."""
    import numpy as np

    order = np.argsort(low, kind="stable")
    begins = low[order]
    until = np.searchsorted(begins, high[order] + slack + 1e-6, side="right")
    counts = np.maximum(until - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), counts)
    following = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[first + 1 + following]


def separated(places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box], rounds: int = 400) -> Places:
    """The same places, pushed apart until no two boxes overlap; order and start decide everything, so it is stable."""
    ids = sorted(places)
    (xs, ys), sides = _coordinates(ids, places), _sides(ids, boxes)
    own = [boxes[id_] for id_ in ids]
    for turn in range(rounds):
        pairs = _meeting(xs, ys, sides, SLACK)
        if not pairs:
            break
        for a, b in pairs:
            _push(xs, ys, own, a, b)
        if turn % 40 == 39:  # crowded: give everybody more room rather than push for ever
            xs, ys = [x * 1.08 for x in xs], [y * 1.08 for y in ys]
    while _meeting(xs, ys, sides, SLACK):
        xs, ys = [x * 1.15 + 0.01 * index for index, x in enumerate(xs)], [y * 1.15 for y in ys]
    found = dict(zip(ids, zip(xs, ys, strict=True), strict=True))
    return {id_: found[id_] for id_ in places}


def _push(xs: list[float], ys: list[float], own: Sequence[Box], a: int, b: int) -> None:
    """Moves two overlapping records apart along the shorter way out, half the way each."""
    across, down = overlap((xs[a], ys[a]), own[a], (xs[b], ys[b]), own[b])
    if min(across, down) <= -SLACK:
        return
    if across < down:
        step = (across / 2 + 0.5) * (1 if xs[a] <= xs[b] else -1)
        xs[a], xs[b] = xs[a] - step, xs[b] + step
    else:
        step = (down / 2 + 0.5) * (1 if ys[a] <= ys[b] else -1)
        ys[a], ys[b] = ys[a] - step, ys[b] + step


def extent(places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all boxes together."""
    if not places:
        return (-100.0, -100.0, 100.0, 100.0)
    return (
        min(x - boxes[id_].half for id_, (x, _) in places.items()),
        min(y - boxes[id_].up for id_, (_, y) in places.items()),
        max(x + boxes[id_].half for id_, (x, _) in places.items()),
        max(y + boxes[id_].down for id_, (_, y) in places.items()),
    )


def runs_through(
    start: tuple[float, float], end: tuple[float, float], sides: tuple[float, float, float, float]
) -> bool:
    """Whether a line runs through a rectangle, given by its left, top, right and bottom."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        begin, way = start[axis], end[axis] - start[axis]
        near, far = sides[axis], sides[axis + 2]
        if abs(way) < 1e-9:
            if not near < begin < far:
                return False
            continue
        first, second = sorted(((near - begin) / way, (far - begin) / way))
        low, high = max(low, first), min(high, second)
    return low < high
