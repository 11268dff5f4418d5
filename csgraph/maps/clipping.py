"""Outlines cut to a frame and thinned to what can be seen, so that a page holds no more of them than it shows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def clipped(ring: "np.ndarray", frame: Frame) -> "np.ndarray":
    """The part of a closed ring within a frame: cut along one side after the other (Sutherland and Hodgman, 1974).

    Args:
        ring: points in two columns, the last being the first.

    Returns:
        Points in two columns, closed; none where nothing of it is within. A ring that leaves the frame and comes back
        runs along the frame in between.
    """
    sides = ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1))
    for axis, limit, way in sides:
        ring = _cut(ring, axis, limit, way)
    return ring


def _cut(ring: "np.ndarray", axis: int, limit: float, way: int) -> "np.ndarray":
    """The part of a ring on one side of a line across an axis: above its value where `way` is 1, else below."""
    import numpy as np

    if not len(ring):
        return ring
    start, end = ring[:-1], ring[1:]
    keeps = (ring[:, axis] - limit) * way >= 0
    crosses = keeps[:-1] != keeps[1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (limit - start[:, axis]) / (end[:, axis] - start[:, axis])
        met = start + np.where(crosses, share, 0)[:, None] * (end - start)
    # Each edge gives the point where it crosses the line, then its end where that is kept.
    both = np.stack([met, end], axis=1).reshape(-1, 2)
    kept = both[np.stack([crosses, keeps[1:]], axis=1).reshape(-1)]
    return np.vstack([kept, kept[:1]]) if len(kept) else kept


def thinned(ring: "np.ndarray", nearest: float) -> "np.ndarray":
    """The ring without points that lie nearer than `nearest` to the one kept before; never fewer than a triangle."""
    import numpy as np

    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    # The first point of every stretch of that length: neighbours kept are seldom nearer, and no loop is needed.
    kept = np.unique(np.floor(along[:-1] / nearest), return_index=True)[1]
    return ring[np.append(kept, len(ring) - 1)] if len(kept) > 2 else ring
