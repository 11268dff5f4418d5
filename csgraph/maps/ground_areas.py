"""Boundaries behind the places: cut to the ground, thinned to what can be seen, named where there is room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.maps.boundaries import Area, Areas
from csgraph.maps.clipping import Frame, clipped, thinned
from csgraph.maps.ground_layout import Laid, Scale
from csgraph.maps.layout import boxes_of, text_width
from csgraph.maps.model import Caption, MapNode, Outline

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NEAREST = 2.0
"""Map units between the points of an outline: nearer ones cannot be told apart."""
BEYOND = 0.2
"""By how much of its size the ground reaches further on each side, so as to show the whole of an area with places."""
STEPS = 12
"""Rows and columns of the spots at which an area's name is tried."""
NAME_SIZE, NAME_HIGH = 13.0, 9.0


@dataclass(frozen=True)
class Drawn:
    """Boundaries as they are drawn: outlines, names, and the frame that they are cut to."""

    outlines: tuple[Outline, ...]
    captions: tuple[Caption, ...]
    frame: Frame


def drawn_areas(found: Areas, laid: Laid, path: Path) -> Drawn:
    """The areas of a file behind a ground.

    Raises:
        CsgraphError: none of them lies where the places are.
    """
    frame = _wider(found.areas, laid)
    shapes = [(area, _cut(area, laid.scale, frame)) for area in found.areas]
    shown = [(area, rings) for area, rings in shapes if rings]
    if not shown:
        raise CsgraphError(
            f"None of the {len(found.areas)} areas of {path.name} lies where the places are.",
            "Check that it is the file of this borough.",
        )
    outlines = tuple(
        Outline(tuple((round(x, 1), round(y, 1)) for x, y in ring[:-1].tolist()), filled=not number)
        for _, rings in shown
        for number, ring in enumerate(rings)
    )
    return Drawn(outlines, _names(shown, laid.nodes), frame)


def area_of(areas: Sequence[Area], positions: "pd.DataFrame") -> "pd.Series":
    """The name of the area that each position lies in, of columns easting and northing; empty where it is in none."""
    import numpy as np
    import pandas as pd

    names = pd.Series("", index=positions.index, dtype="str")
    placed = positions[["easting", "northing"]].dropna().astype("float64")
    for area in areas:
        (west, south), (east, north) = np.vstack(area.rings).min(axis=0), np.vstack(area.rings).max(axis=0)
        near = placed[placed["easting"].between(west, east) & placed["northing"].between(south, north)]
        names[near.index[area.holds(*near.to_numpy().T)]] = area.name
    return names


def _wider(areas: Iterable[Area], laid: Laid) -> Frame:
    """The frame of the places, wider where that shows the whole of an area in which some lie."""
    import numpy as np

    left, top, right, bottom = laid.frame
    more = (BEYOND * (right - left), BEYOND * (bottom - top))
    points = np.array([node.spot or (node.x, node.y) for node in laid.nodes], dtype=float).reshape(-1, 2)
    wanted = [laid.frame]
    for area in areas:
        every = laid.scale.points(np.vstack(area.rings))
        box = (*every.min(axis=0), *every.max(axis=0))
        near = points[((points >= box[:2]) & (points <= box[2:])).all(axis=1)]
        if len(near) and Area("", tuple(map(laid.scale.points, area.rings))).holds(*near.T).any():
            wanted.append(box)
    lefts, tops, rights, bottoms = zip(*wanted, strict=True)
    return (
        max(min(lefts) - 8, left - more[0]), max(min(tops) - 8, top - more[1]),
        min(max(rights) + 8, right + more[0]), min(max(bottoms) + 8, bottom + more[1]),
    )  # fmt: skip


def _cut(area: Area, scale: Scale, frame: Frame) -> "list[np.ndarray]":
    rings = [clipped(scale.points(ring), frame) for ring in area.rings]
    return [thinned(ring, NEAREST) for ring in rings if len(ring) > 3]


def _names(shown: "Sequence[tuple[Area, list[np.ndarray]]]", nodes: Sequence[MapNode]) -> tuple[Caption, ...]:
    """Each area's name as near to its middle as it lies on no record and no other name; none where there is no room."""
    boxes = boxes_of(nodes)
    taken = [
        (n.x - boxes[n.id].half, n.y - boxes[n.id].up, n.x + boxes[n.id].half, n.y + boxes[n.id].down) for n in nodes
    ]
    captions = []
    for area, rings in shown:
        spot = _room(Area(area.name, tuple(rings)), taken) if area.name else None
        if spot:
            captions.append(Caption(area.name, round(spot[0], 1), round(spot[1], 1), quiet=True))
            taken.append(_box(area.name, *spot))
    return tuple(captions)


def _box(name: str, x: float, y: float) -> Frame:
    half = text_width(name, NAME_SIZE) / 2 + 4
    return (x - half, y - NAME_HIGH, x + half, y + NAME_HIGH)


def _room(area: Area, taken: Sequence[Frame]) -> tuple[float, float] | None:
    """The spot nearest to the middle of an area at which its name lies within it and on nothing else."""
    import numpy as np

    every = np.vstack(area.rings)
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    shares = (np.arange(STEPS) + 0.5) / STEPS
    xs, ys = (axis.ravel() for axis in np.meshgrid(left + shares * (right - left), top + shares * (bottom - top)))
    half = text_width(area.name, NAME_SIZE) / 2
    within = area.holds(xs - half, ys) & area.holds(xs + half, ys) & area.holds(xs, ys)
    far = np.hypot(xs - xs[within].mean(), ys - ys[within].mean()) if within.any() else xs
    for at in np.argsort(far, kind="stable"):
        if within[at] and not any(_meet(_box(area.name, xs[at], ys[at]), box) for box in taken):
            return float(xs[at]), float(ys[at])
    return None


def _meet(a: Frame, b: Frame) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
