"""Parcels on shelves: frames of groups in rows, those that lines join near each other."""

import math
from collections.abc import Sequence
from itertools import islice

MARGIN = 18.0
SHAPE = 1.5
"""How much wider than high the whole map should be."""
ROUNDS = 2
WORK = 12_000_000
"""Lines and parcels held against each other at most, which takes about a second: enough to try every change of place
among 50 parcels. More parcels than that stand first in the order of what joins them."""
LOSS = 1.12
"""How much smaller names may become for the sake of lines that run through no other group."""

Frame = tuple[float, float, float, float]
"""Left, top, width and height."""
Size = tuple[float, float]
Corner = tuple[float, float]


def arranged(sizes: Sequence[Size], joined: Sequence[tuple[int, int]]) -> list[Corner]:
    """Corners of the parcels, in the order given, but for changes of place that keep lines out of other parcels.

    Args:
        sizes: width and height of each parcel.
        joined: pairs of parcels that a line joins.
    """
    trials = WORK // max(len(sizes) * len(joined), 1)
    many = ROUNDS * len(sizes) ** 2 > trials
    order, limit = _chained(len(sizes), joined) if many else list(range(len(sizes))), row_width(sizes)
    most = LOSS * _waste(_rows(sizes, limit), sizes)
    best = _trouble(order, sizes, joined, limit)
    movable = sorted({parcel for pair in joined for parcel in pair})
    changes = ((a, b) for _ in range(ROUNDS) for a in movable for b in range(len(sizes)) if a != b)
    for parcel, other in islice(changes, trials):
        if best[0] == 0:
            break
        swapped = _swapped(order, parcel, other)
        found = _trouble(swapped, sizes, joined, limit)
        if found < best and _waste(_corners(swapped, sizes, limit), sizes) <= most:
            order, best = swapped, found
    return _corners(order, sizes, limit)


def _chained(count: int, joined: Sequence[tuple[int, int]]) -> list[int]:
    """The parcels in such an order that those which lines join, at once or through others, follow each other."""
    beside: dict[int, set[int]] = {}
    for one, other in joined:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    order: dict[int, None] = {}
    for first in range(count):
        waiting = [first]
        while waiting:
            parcel = waiting.pop(0)
            if parcel not in order:
                order[parcel] = None
                waiting += sorted(beside.get(parcel, ()))
    return list(order)


def row_width(sizes: Sequence[Size]) -> float:
    """The row width at which the page comes nearest to `SHAPE`."""
    area = sum((width + MARGIN) * (height + MARGIN) for width, height in sizes)
    widest = max((width for width, _ in sizes), default=0.0)
    tries = [max(widest, math.sqrt(area * SHAPE) * (0.8 + 0.05 * step)) for step in range(14)]
    return min(tries, key=lambda limit: _waste(_rows(sizes, limit), sizes))


def _corners(order: Sequence[int], sizes: Sequence[Size], limit: float) -> list[Corner]:
    """Corners by parcel, where they are put on shelves in another order."""
    found = _rows([sizes[parcel] for parcel in order], limit)
    return [corner for _, corner in sorted(zip(order, found, strict=True))]


def _swapped(order: Sequence[int], a: int, b: int) -> list[int]:
    """The order in which two parcels have changed places."""
    return [b if parcel == a else a if parcel == b else parcel for parcel in order]


def _trouble(
    order: Sequence[int], sizes: Sequence[Size], joined: Sequence[tuple[int, int]], limit: float
) -> tuple[int, float]:
    """How often lines run through other parcels, and how long the lines are."""
    corners = _corners(order, sizes, limit)
    sides = [(x, y, x + width, y + height) for (x, y), (width, height) in zip(corners, sizes, strict=True)]
    middles = [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in sides]
    return _through(middles, sides, joined), round(sum(math.dist(middles[a], middles[b]) for a, b in joined), 3)


def _through(
    middles: Sequence[Corner], sides: Sequence[tuple[float, float, float, float]], joined: Sequence[tuple[int, int]]
) -> int:
    """How often a line between two parcels runs through a third: `runs_through` of every line and every parcel."""
    import numpy as np

    if not joined:
        return 0
    at, edges = np.array(middles), np.array(sides)
    ends = np.array(joined)
    low, high = np.zeros((len(ends), len(edges))), np.ones((len(ends), len(edges)))
    meets = np.ones(low.shape, dtype=bool)
    for axis in (0, 1):
        begin = at[ends[:, 0], axis][:, None]
        way = at[ends[:, 1], axis][:, None] - begin
        near, far = edges[:, axis], edges[:, axis + 2]
        level = np.abs(way) < 1e-9
        meets &= ~level | ((near < begin) & (begin < far))
        with np.errstate(divide="ignore", invalid="ignore"):
            reached = np.sort(np.stack([(near - begin) / way, (far - begin) / way]), axis=0)
        low = np.where(level, low, np.maximum(low, reached[0]))
        high = np.where(level, high, np.minimum(high, reached[1]))
    meets &= low < high
    rows = np.arange(len(ends))
    meets[rows, ends[:, 0]] = meets[rows, ends[:, 1]] = False
    return int(meets.sum())


def _rows(sizes: Sequence[Size], limit: float) -> list[Corner]:
    corners, x, y, tallest = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x > 0 and x + width > limit:
            x, y, tallest = 0.0, y + tallest + MARGIN, 0.0
        corners.append((x, y))
        x, tallest = x + width + MARGIN, max(tallest, height)
    return corners


def _waste(corners: Sequence[Corner], sizes: Sequence[Size]) -> float:
    """The height that a page of the wanted shape would need: the smaller, the larger the names."""
    right = max((x + width for (x, _), (width, _) in zip(corners, sizes, strict=True)), default=0.0)
    bottom = max((y + height for (_, y), (_, height) in zip(corners, sizes, strict=True)), default=0.0)
    return max(bottom, right / SHAPE)
