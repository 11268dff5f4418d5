"""Boundaries of the synthetic borough's wards, for the example in docs/ and for tests: invented, like all of it.

`python tests/synthetic_wards.py` writes docs/examples/synthetic-wards.geojson.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from csgraph.maps.grid import on_grid
from csgraph.sample.names import WARDS
from csgraph.sample.places import CORNER

FILE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "synthetic-wards.geojson"
WIDE, HIGH = 3300, 5000
"""Metres from ward to ward in the sample: three side by side, two rows."""
POINTS = 9
"""Points along each side of a ward."""


def degrees(easts: np.ndarray, norths: np.ndarray) -> np.ndarray:
    """Longitudes and latitudes of grid positions, by going back over the error of a guess until there is none."""
    longitudes, latitudes = -2 + (easts - 400_000) / 66_000, 49 + (norths + 100_000) / 111_000
    for _ in range(12):
        east, north = on_grid(longitudes, latitudes)
        longitudes = longitudes + (easts - east) / (111_320 * np.cos(np.radians(latitudes)))
        latitudes = latitudes + (norths - north) / 111_200
    return np.column_stack([longitudes, latitudes])


def _edge(fixed: float, start: float, end: float, phase: float, outwards: int) -> np.ndarray:
    """Points from start to end along one axis, swaying on the other round a fixed value, still at both ends.

    Between wards the sample leaves a gap of 200 metres; the edge of the borough sways outwards, -1 or 1, by more.
    """
    along = np.linspace(start, end, POINTS)
    shares = np.linspace(0, 1, POINTS)
    wave = np.sin(np.pi * shares) * np.sin(phase + 5 * shares)
    return np.column_stack([along, fixed + (outwards * 400 * np.abs(wave) if outwards else 90 * wave)])


def _ring(column: int, row: int) -> np.ndarray:
    """Eastings and northings of a ward, closed."""
    west, south = CORNER[0] - 100 + column * WIDE, CORNER[1] - 100 + row * HIGH
    east, north = west + WIDE, south + HIGH
    sides = {
        "south": _edge(south, west, east, 3 * row + column, 0 if row else -1),
        "east": _edge(east, south, north, column + 7 * row, 0 if column < 2 else 1)[:, ::-1],
        "north": _edge(north, west, east, 3 * (row + 1) + column, 0 if row < 1 else 1)[::-1],
        "west": _edge(west, south, north, column - 1 + 7 * row, 0 if column else -1)[::-1, ::-1],
    }
    ring = np.vstack([side[:-1] for side in sides.values()])
    return np.vstack([ring, ring[:1]])


def wards(convert: Callable[[np.ndarray, np.ndarray], np.ndarray] = degrees, digits: int = 6) -> dict[str, Any]:
    """The wards as GeoJSON: in longitudes and latitudes, or as `convert` makes them of eastings and northings."""
    features = []
    for number, name in enumerate(WARDS):
        points = convert(*_ring(number % 3, number // 3).T).round(digits).tolist()
        geometry = {"type": "Polygon", "coordinates": [points]}
        features.append({"type": "Feature", "properties": {"WD26NM": name}, "geometry": geometry})
    about = "Synthetic: wards of an invented borough, made by csgraph. In the sea, on purpose."
    return {"type": "FeatureCollection", "attribution": about, "features": features}


def on_grid_already(easts: np.ndarray, norths: np.ndarray) -> np.ndarray:
    """Eastings and northings as they are."""
    return np.column_stack([easts, norths])


if __name__ == "__main__":
    FILE.write_text(json.dumps(wards(), indent=None) + "\n", encoding="utf-8")
