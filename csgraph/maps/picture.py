"""The same picture without a script: an SVG for paper, and for browsers that run none."""

import math
from dataclasses import dataclass, replace

from csgraph.maps.layout import LINE_HEIGHT, boxes_of, drawn_lines, extent, first_line
from csgraph.maps.model import MapEdge, MapModel, MapNode
from csgraph.maps.theme import LINE_LOOKS, SHAPES, theme

Bounds = tuple[float, float, float, float]
MARGIN = 16.0
CAPTION_ROOM = 90.0
THICK = 2.4
HASH = 4.0
"""Half the length of a stroke across a strained line."""
HASH_ROOM = 14.0
NODE_DASHES = {"dashed": "5 4", "dotted": "1.5 3.5"}


@dataclass(frozen=True)
class Stroke:
    """One straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    dashes: str = ""


@dataclass(frozen=True)
class Mark:
    """One record's shape: its outline's points (none for a circle), how it is filled, and the words under it.

    One that is drawn larger than usual stands at the origin, and `moved` says where it belongs and how large it is.
    """

    node: MapNode
    points: str
    colour: str
    letter: str
    hollow: bool
    dashes: str
    strike: Stroke | None
    ringed: bool
    texts: tuple[tuple[str, bool, float], ...]
    moved: str = ""


@dataclass(frozen=True)
class Letter:
    """A mark on the middle of a line."""

    x: float
    y: float
    letter: str


@dataclass(frozen=True)
class Picture:
    """Everything that the SVG template draws, in order."""

    bounds: Bounds
    strokes: tuple[Stroke, ...]
    letters: tuple[Letter, ...]
    marks: tuple[Mark, ...]


def picture_of(model: MapModel) -> Picture:
    """The picture of a laid-out map."""
    at = {node.id: node for node in model.nodes if not node.inside}  # nothing is opened on paper
    edges = [edge for edge in model.edges if edge.source in at and edge.target in at]
    strokes = [stroke for edge in edges for stroke in line_between(edge, at[edge.source], at[edge.target])]
    letters = tuple(_letter(edge, at[edge.source], at[edge.target]) for edge in edges if edge.mark)
    return Picture(bounds_of(model), tuple(strokes), letters, tuple(mark_of(node) for node in at.values()))


def _letter(edge: MapEdge, start: MapNode, end: MapNode) -> Letter:
    return Letter((start.x + end.x) / 2, (start.y + end.y) / 2, theme().marks[edge.mark].letter)


def bounds_of(model: MapModel) -> Bounds:
    """Left, top, right and bottom of everything drawn."""
    parts = [extent({n.id: (n.x, n.y) for n in model.nodes}, boxes_of(model.nodes))]
    parts += [(-ring.rx, -ring.ry, ring.rx, ring.ry) for ring in model.rings]
    parts += [(r.x, r.y, r.x + r.width, r.y + r.height) for r in model.regions]
    parts += [(c.x - CAPTION_ROOM, c.y - 10, c.x + CAPTION_ROOM, c.y + 10) for c in model.captions]
    corners = [point for outline in model.outlines for point in outline.points]
    parts += [(x, y, x, y) for x, y in [*corners, *(node.spot for node in model.nodes if node.spot)]]
    lefts, tops, rights, bottoms = zip(*parts, strict=True)
    return (min(lefts) - MARGIN, min(tops) - MARGIN, max(rights) + MARGIN, max(bottoms) + MARGIN)


def line_width(count: int) -> float:
    """More records make a line wider, up to a point."""
    return min(1.4 + 0.6 * (count - 1), 4.0)


def line_between(edge: MapEdge, start: MapNode, end: MapNode) -> list[Stroke]:
    """The strokes that draw one line of the map."""
    scale = min(start.scale, end.scale)
    look, width = theme().lines[edge.line].look, line_width(edge.count) * scale
    if look == "broken":
        return _broken(start, end, width)
    if look == "hashed":
        return [Stroke(start.x, start.y, end.x, end.y, width), *_hashes(start, end)]
    width *= THICK if look == "thick" else 1
    return [Stroke(start.x, start.y, end.x, end.y, width, " ".join(f"{dash * scale:g}" for dash in LINE_LOOKS[look]))]


def _hashes(start: MapNode, end: MapNode) -> list[Stroke]:
    """Short strokes across a line, evenly along it."""
    length = math.hypot(end.x - start.x, end.y - start.y) or 1.0
    across = ((end.y - start.y) / length * HASH, -(end.x - start.x) / length * HASH)
    number = int(length // HASH_ROOM)
    shares = [(step + 0.5) / number for step in range(number)]
    middles = [(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)) for share in shares]
    return [Stroke(x - across[0], y - across[1], x + across[0], y + across[1], 1.4) for x, y in middles]


def _broken(start: MapNode, end: MapNode, width: float) -> list[Stroke]:
    """A line with a gap in its middle, and a stroke across each side of the gap."""
    length = math.hypot(end.x - start.x, end.y - start.y) or 1.0
    ux, uy = (end.x - start.x) / length, (end.y - start.y) / length
    mx, my = (start.x + end.x) / 2, (start.y + end.y) / 2
    strokes = []
    for side, (x, y) in ((-1, (start.x, start.y)), (1, (end.x, end.y))):
        gx, gy = mx + side * 5 * ux, my + side * 5 * uy
        strokes.append(Stroke(x, y, gx, gy, width))
        sx, sy = (ux * 3 - uy * 7, uy * 3 + ux * 7)
        strokes.append(Stroke(gx - sx, gy - sy, gx + sx, gy + sy, 1.6))
    return strokes


def mark_of(node: MapNode) -> Mark:
    """How one record is drawn."""
    if node.scale != 1:
        usual = replace(node, x=0.0, y=0.0, size=node.size / node.scale, scale=1.0)
        return replace(mark_of(usual), moved=f"translate({node.x} {node.y}) scale({node.scale})")
    kind, look = theme().kinds[node.kind], theme().states[node.state].look
    points = " ".join(f"{node.x + x * node.size:.1f},{node.y + y * node.size:.1f}" for x, y in SHAPES[kind.shape])
    s = node.size
    strike = Stroke(node.x - s, node.y + s, node.x + s, node.y - s, 2.0) if look == "struck" else None
    letter = {"dashed": "", "dotted": "?"}.get(look, kind.letter)
    first = node.y + first_line(node) + 4.5
    texts = [(*line, round(first + LINE_HEIGHT * index, 1)) for index, line in enumerate(drawn_lines(node))]
    hollow = look not in ("filled", "ringed")
    dashes = NODE_DASHES.get(look, "")
    return Mark(node, points, kind.colour, letter, hollow, dashes, strike, look == "ringed", tuple(texts))
