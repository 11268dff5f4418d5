"""Parcels on shelves: frames of groups in rows, those that lines join near each other."""

import math
from collections.abc import Sequence

MARGIN = 18.0
SHAPE = 1.5
"""How much wider than high the whole map should be."""
ROUNDS = 40
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
    order = list(range(len(sizes)))
    most = LOSS * _waste(shelves(sizes), sizes)
    best = _trouble(order, sizes, joined, most)
    for _ in range(ROUNDS if joined else 0):
        swaps = [_swapped(order, a, b) for a in range(len(order)) for b in range(a + 1, len(order))]
        found = min(swaps, key=lambda swap: _trouble(swap, sizes, joined, most))
        if _trouble(found, sizes, joined, most) >= best:
            break
        order, best = found, _trouble(found, sizes, joined, most)
    return _corners(order, sizes)


def shelves(sizes: Sequence[Size]) -> list[Corner]:
    """Rows filled from the left, at the row width that comes nearest to `SHAPE`."""
    if not sizes:
        return []
    area = sum((width + MARGIN) * (height + MARGIN) for width, height in sizes)
    widest = max(width for width, _ in sizes)
    tries = [max(widest, math.sqrt(area * SHAPE) * (0.8 + 0.05 * step)) for step in range(14)]
    return min((_rows(sizes, limit) for limit in tries), key=lambda found: _waste(found, sizes))


def _corners(order: Sequence[int], sizes: Sequence[Size]) -> list[Corner]:
    """Corners by parcel, where they are put on shelves in another order."""
    found = shelves([sizes[parcel] for parcel in order])
    return [corner for _, corner in sorted(zip(order, found, strict=True))]


def _swapped(order: Sequence[int], a: int, b: int) -> list[int]:
    swapped = list(order)
    swapped[a], swapped[b] = swapped[b], swapped[a]
    return swapped


def _trouble(
    order: Sequence[int], sizes: Sequence[Size], joined: Sequence[tuple[int, int]], most: float
) -> tuple[bool, int, float]:
    """Whether the page grows too large, how often lines run through other parcels, and how long the lines are."""
    corners = _corners(order, sizes)
    frames = [(*corner, *size) for corner, size in zip(corners, sizes, strict=True)]
    middles = [(x + width / 2, y + height / 2) for x, y, width, height in frames]
    through = sum(
        _runs_through(middles[a], middles[b], frame)
        for a, b in joined
        for number, frame in enumerate(frames)
        if number not in (a, b)
    )
    return _waste(corners, sizes) > most, through, round(sum(math.dist(middles[a], middles[b]) for a, b in joined), 3)


def _runs_through(start: Corner, end: Corner, frame: Frame) -> bool:
    """Whether a line runs through a frame, tried at points along it."""
    left, top, width, height = frame
    for step in range(1, 16):
        x, y = (start[axis] + (end[axis] - start[axis]) * step / 16 for axis in (0, 1))
        if left < x < left + width and top < y < top + height:
            return True
    return False


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
