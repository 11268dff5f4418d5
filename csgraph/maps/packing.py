"""Places for groups: each group is laid out by itself, then the groups are packed like parcels on shelves."""

import math
from collections.abc import Mapping, Sequence

import networkx as nx

from csgraph.maps.layout import Box, Places, extent, separated

APART = 64.0
MARGIN = 18.0
HEADING = 28.0
SHAPE = 1.5
"""How much wider than high the whole map should be."""

Frame = tuple[float, float, float, float]
"""Left, top, width and height."""


def packed(
    groups: Sequence[Sequence[str]],
    graph: "nx.Graph[str]",
    boxes: Mapping[str, Box],
    headings: Sequence[float] = (),
    apart: float = APART,
) -> tuple[Places, list[Frame]]:
    """Places of all members, and a frame round each group.

    Args:
        groups: members of each group; every member is in one group. Groups keep their order on the page.
        graph: what joins the members; lines between groups do not move them.
        boxes: the box of every member.
        headings: width of each group's caption, so that its frame is no narrower.
        apart: length that a typical line gets before names are pushed apart; long names need more.
    """
    insides = [_inside(members, graph, boxes, apart) for members in groups]
    widths = headings or [0.0] * len(groups)
    sizes = [_size(places, boxes, width) for places, width in zip(insides, widths, strict=True)]
    corners = _shelves(sizes)
    places: Places = {}
    frames: list[Frame] = []
    for inside, (width, height), (left, top) in zip(insides, sizes, corners, strict=True):
        x0, y0, x1, _ = extent(inside, boxes)
        dx, dy = left + (width - (x1 - x0)) / 2 - x0, top + MARGIN / 2 + HEADING - y0
        places.update({member: (x + dx, y + dy) for member, (x, y) in inside.items()})
        frames.append((left, top, width, height))
    return places, frames


def _inside(members: Sequence[str], graph: "nx.Graph[str]", boxes: Mapping[str, Box], apart: float) -> Places:
    """Places of one group round its own middle: forces first, then names pushed apart."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(sorted(members))  # sorted, so that the layout does not hang on the order of the rows
    part.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(members).edges() if edge[0] != edge[1]))
    if len(part) == 1:
        return {members[0]: (0.0, 0.0)}
    start = nx.circular_layout(part)
    found = nx.forceatlas2_layout(part, pos=start, max_iter=300, seed=2020, strong_gravity=True, scaling_ratio=4.0)
    lying = _lying({str(n): (float(p[0]), float(p[1])) for n, p in found.items()})
    return separated(_scaled(lying, part, apart), boxes)


def _lying(places: Places) -> Places:
    """Turned so that the longest way across lies across the page, the first record to the left and not below the middle."""
    count = len(places)
    mx, my = (sum(place[axis] for place in places.values()) / count for axis in (0, 1))
    centred = {id_: (x - mx, y - my) for id_, (x, y) in places.items()}
    xx, yy = (sum(place[axis] ** 2 for place in centred.values()) for axis in (0, 1))
    xy = sum(x * y for x, y in centred.values())
    turn = -math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    turned = {id_: (x * cos - y * sin, x * sin + y * cos) for id_, (x, y) in centred.items()}
    first = turned[min(turned)]
    flip_x, flip_y = (-1 if first[0] > 0 else 1), (-1 if first[1] > 0 else 1)
    return {id_: (x * flip_x, y * flip_y) for id_, (x, y) in turned.items()}


def _scaled(places: Places, part: "nx.Graph[str]", apart: float) -> Places:
    """Stretched so that the typical line is `apart` long and the whole is wider than high."""
    lengths = sorted(math.dist(places[a], places[b]) for a, b in part.edges())
    typical = lengths[len(lengths) // 2] if lengths else 1.0
    scale = apart / max(typical, 1e-6)
    wide, high = (max(side) - min(side) for side in zip(*places.values(), strict=True))
    stretch = min(max(SHAPE * high / max(wide, 1e-6), 1.0), 1.4)
    return {id_: (x * scale * stretch, y * scale) for id_, (x, y) in places.items()}


def _size(places: Places, boxes: Mapping[str, Box], heading: float) -> tuple[float, float]:
    x0, y0, x1, y1 = extent(places, boxes)
    return max(x1 - x0, heading) + MARGIN, y1 - y0 + HEADING + MARGIN


def _shelves(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Corners of the parcels: rows filled from the left, the row width tried that comes nearest to `SHAPE`."""
    if not sizes:
        return []
    area = sum((width + MARGIN) * (height + MARGIN) for width, height in sizes)
    widest = max(width for width, _ in sizes)
    tries = [max(widest, math.sqrt(area * SHAPE) * (0.8 + 0.05 * step)) for step in range(14)]
    rows = [_rows(sizes, limit) for limit in tries]
    return min(rows, key=lambda found: _waste(found, sizes))


def _rows(sizes: Sequence[tuple[float, float]], limit: float) -> list[tuple[float, float]]:
    corners, x, y, tallest = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x > 0 and x + width > limit:
            x, y, tallest = 0.0, y + tallest + MARGIN, 0.0
        corners.append((x, y))
        x, tallest = x + width + MARGIN, max(tallest, height)
    return corners


def _waste(corners: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> float:
    """The height that a page of the wanted shape would need: the smaller, the larger the names."""
    right = max(x + width for (x, _), (width, _) in zip(corners, sizes, strict=True))
    bottom = max(y + height for (_, y), (_, height) in zip(corners, sizes, strict=True))
    return max(bottom, right / SHAPE)
