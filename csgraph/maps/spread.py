"""Records at their true spots, and where their words would lie on others', as near to them as there is room."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from csgraph.maps.layout import SLACK, Box, Places

if TYPE_CHECKING:
    import numpy as np

STEP = 5.0
TURNS = 16
"""Places are tried on rings so far apart, so many on each."""
FURTHER = 20.0
"""How much further than the nearest free place one is looked for that covers fewer spots of others."""
COVERED = 8.0
"""Map units that a record goes further for each spot of another that it then leaves free."""


def spread(spots: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]) -> tuple[Places, frozenset[str]]:
    """Places near the spots such that no two boxes overlap, and the records whose words stand over their shape.

    The largest are placed first, so that those with words stay at their spots and small ones make way. Nothing that was
    placed moves again: `layout.separated` pushes records on from one to the next, but here a spot is a place in the
    world.
    """
    import numpy as np

    every = np.array([spots[id_] for id_ in sorted(spots)], dtype=float).reshape(-1, 2)
    taken = np.empty((0, 4))
    at: Places = {}
    above = set()
    for id_ in sorted(boxes, key=lambda one: (-boxes[one].half * (boxes[one].up + boxes[one].down), one)):
        (x, y), over, sides = _place(np.array(spots[id_]), boxes[id_], taken, every)
        at[id_] = (x, y)
        taken = np.vstack([taken, sides])
        if over:
            above.add(id_)
    return at, frozenset(above)


def _place(
    spot: "np.ndarray", box: Box, taken: "np.ndarray", every: "np.ndarray"
) -> "tuple[tuple[float, float], bool, np.ndarray]":
    """The best free place of a record, whether its words stand over the shape there, and the sides of its box."""
    found: list[tuple[float, bool, np.ndarray, np.ndarray]] = []
    radius, last = 0.0, float("inf")
    while radius <= last:
        for over in (False, True) if box.up != box.down else (False,):
            middles, sides = _ring(spot, radius, box.turned(over))
            for place in _free(sides, taken):
                last = min(last, radius + FURTHER)
                cost = radius + COVERED * _covered(sides[place], every)
                found.append((cost, over, middles[place], sides[place]))
        radius += STEP
    _, over, middle, side = min(found, key=lambda one: (one[0], one[1]))
    return (float(middle[0]), float(middle[1])), over, side


def _ring(spot: "np.ndarray", radius: float, box: Box) -> "tuple[np.ndarray, np.ndarray]":
    """Middles round a spot, and left, top, right and bottom of the box there."""
    import numpy as np

    angles = np.arange(TURNS if radius else 1) * 2 * np.pi / TURNS
    middles = spot + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return middles, np.hstack([middles, middles]) + np.array([-box.half, -box.up, box.half, box.down])


def _free(sides: "np.ndarray", taken: "np.ndarray") -> list[int]:
    """Numbers of the boxes that lie on none that is taken."""
    import numpy as np

    a, b = sides[:, None, :], taken[None, :, :]
    apart = np.concatenate([a[..., :2] - b[..., 2:], b[..., :2] - a[..., 2:]], axis=2).max(axis=2)
    return [int(number) for number in np.flatnonzero((apart >= SLACK).all(axis=1))]


def _covered(side: "np.ndarray", every: "np.ndarray") -> int:
    """How many spots lie under a box."""
    return int(((every > side[:2]) & (every < side[2:])).all(axis=1).sum())
