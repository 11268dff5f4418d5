"""Records moved off lines that join others: a line through a shape would read as joining it."""

import math
from collections.abc import Mapping, Sequence

from csgraph.maps.layout import Places

CLEAR = 21.0
"""How far the middle of a shape should stay from a line that joins others."""
ROUNDS = 12

Point = tuple[float, float]


def off_lines(places: Mapping[str, Point], edges: Sequence[tuple[str, str]]) -> Places:
    """The same places, with records that lie on a line of others moved aside."""
    now = dict(places)
    for _ in range(ROUNDS):
        moved = False
        for one, other in edges:
            for id_ in now:
                if id_ not in (one, other):
                    moved |= _move_aside(now, id_, now[one], now[other])
        if not moved:
            break
    return now


def _move_aside(places: Places, id_: str, start: Point, end: Point) -> bool:
    """Moves one record away from a line, across it, where it lies too near; whether it did."""
    away = _away(places[id_], start, end)
    if away is None:
        return False
    x, y = places[id_]
    places[id_] = (x + away[0], y + away[1])
    return True


def _away(point: Point, start: Point, end: Point) -> Point | None:
    """The way out from a line; None where the point is clear of it, or beside one of its ends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 2 * CLEAR:
        return None
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    across = ((point[1] - start[1]) * dx - (point[0] - start[0]) * dy) / length
    if abs(across) >= CLEAR or not 0 < along < length:
        return None
    step = (CLEAR - abs(across) + 0.5) * (1 if across >= 0 else -1)
    return (-dy / length * step, dx / length * step)
