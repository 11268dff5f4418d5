"""Records moved off lines that join others: a line through a shape would read as joining it."""

import math
from collections.abc import Mapping, Sequence

from csgraph.maps.layout import Places

CLEAR = 21.0
"""How far the middle of a shape should stay from a line that joins others."""
ROUNDS = 12
FEW = 60
"""Records up to which each is held against each line by itself; more at once are quicker in columns."""

Point = tuple[float, float]


def off_lines(places: Mapping[str, Point], edges: Sequence[tuple[str, str]]) -> Places:
    """The same places, with records that lie on a line of others moved aside."""
    if len(places) > FEW:
        return _off_lines_at_once(places, edges)
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


def _off_lines_at_once(places: Mapping[str, Point], edges: Sequence[tuple[str, str]]) -> Places:
    """The same as for a few, each line held against all records in one step: a move does not change another's way."""
    import numpy as np

    ids = list(places)
    row = {id_: number for number, id_ in enumerate(ids)}
    ends = [(row[one], row[other]) for one, other in edges]
    at = np.array([places[id_] for id_ in ids], dtype=float)
    for _ in range(ROUNDS):
        before = at.copy()
        for one, other in ends:
            way = at[other] - at[one]
            length = math.hypot(*way)
            if length < 2 * CLEAR:
                continue
            from_start = at - at[one]
            along, across = from_start @ way / length, (from_start[:, 1] * way[0] - from_start[:, 0] * way[1]) / length
            near = (np.abs(across) < CLEAR) & (along > 0) & (along < length)
            near[[one, other]] = False
            if near.any():
                step = (CLEAR - np.abs(across[near]) + 0.5) * np.where(across[near] >= 0, 1, -1)
                at[near] += np.outer(step, (-way[1] / length, way[0] / length))
        if np.array_equal(before, at):
            break
    return {id_: (float(x), float(y)) for id_, (x, y) in zip(ids, at, strict=True)}


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
