"""Areas from a GeoJSON file that a council holds, such as wards or LSOAs: on the British National Grid, in metres.

RFC 7946 has longitudes and latitudes (WGS84). Many councils' systems write eastings and northings instead, with or
without the member `crs` of the older format; both are read, and told apart by it or by how large the numbers are.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csgraph.errors import CsgraphError
from csgraph.governance.plain_text import plain
from csgraph.maps.grid import on_grid

if TYPE_CHECKING:
    import numpy as np

LARGEST = 100_000_000
"""Bytes of a file; wards of all England, generalised as for maps on screens, are a tenth of it."""
GREAT_BRITAIN = {"degrees": (-9.5, 49.0, 3.0, 61.5), "metres": (0.0, 0.0, 800_000.0, 1_400_000.0)}
"""Left, bottom, right and top of what can be read, with room around."""
NAMED = re.compile(r"(?:wd|ward|lsoa|msoa|oa|lad|la|par|par_?ncp|ctyua|ced)\d\dnm")
"""Columns of names in the files of the Office for National Statistics: WD24NM, LSOA21NM."""
SAYS_WHOSE = ("attribution", "licence", "license", "copyright")
SOUND = "Export the areas anew as GeoJSON (RFC 7946) with polygons in longitude and latitude, or on the British Grid."


@dataclass(frozen=True)
class Area:
    """One area.

    Attributes:
        name: as the file calls it; empty where it does not.
        rings: its outer and inner edges, each an array of eastings and northings, two columns.
    """

    name: str
    rings: "tuple[np.ndarray, ...]"

    def holds(self, easts: "np.ndarray", norths: "np.ndarray") -> "np.ndarray":
        """Which of some points lie within: those from which a way out crosses an odd number of edges."""
        import numpy as np

        inside = np.zeros(len(easts), dtype=bool)
        for ring in self.rings:
            x0, y0 = ring[:-1].T[:, :, None]
            x1, y1 = ring[1:].T[:, :, None]
            spans = (y0 > norths) != (y1 > norths)
            with np.errstate(divide="ignore", invalid="ignore"):
                across = x0 + (norths - y0) / (y1 - y0) * (x1 - x0)
            inside ^= (spans & (easts < across)).sum(axis=0) % 2 == 1
        return inside


@dataclass(frozen=True)
class Areas:
    """The areas of a file, and who says what may be done with them; empty where the file does not."""

    areas: tuple[Area, ...]
    attribution: str = ""


def read_areas(path: Path) -> Areas:
    """The areas of a GeoJSON file.

    Raises:
        CsgraphError: it cannot be read; what was found where, and the likeliest fix.
    """
    read = _parsed(path)
    features = _features(read, path.name)
    edges = [_rings(one, number, path.name) for number, one in enumerate(features, 1)]
    found = [(one, rings) for one, rings in zip(features, edges, strict=True) if rings]
    if not found:
        raise CsgraphError(
            f"{path.name} has no areas: none of its {len(features)} features is a polygon.",
            "Boundaries are polygons; a file of points or lines is another file, such as that of centroids.",
        )
    gridded = _on_the_grid(read, [rings for _, rings in found], path.name)
    whose = next((plain(read[name], 300) for name in SAYS_WHOSE if isinstance(read.get(name), str)), "")
    areas = (Area(_name(one), rings) for (one, _), rings in zip(found, gridded, strict=True))
    return Areas(tuple(areas), whose)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise CsgraphError(
                f"{path.name} is too large to draw: {size / 1e6:.0f} million bytes.",
                "Use the generalised file of the same areas (BUC or BGC in the national series), or those of the "
                "borough alone.",
            )
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise CsgraphError(f"{path.name} cannot be opened: {fault.strerror}.", "Check the path.") from fault
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        at = f" at line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise CsgraphError(
            f"{path.name} is not JSON{at}.",
            "Boundaries are read from GeoJSON; save a shapefile, KML or TopoJSON as GeoJSON first.",
        ) from fault
    if not isinstance(read, dict):
        raise CsgraphError(f"{path.name} is JSON and not GeoJSON: it is a list or a single value.", SOUND)
    return read


def _features(read: dict[str, Any], name: str) -> list[dict[str, Any]]:
    kind = read.get("type")
    if kind == "Topology":
        raise CsgraphError(f"{name} is TopoJSON and not GeoJSON.", "Save it as GeoJSON first, or download that format.")
    if kind == "Feature" or "geometry" in read:
        return [read]
    if kind in ("Polygon", "MultiPolygon"):
        return [{"geometry": read}]
    features = read.get("features")
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise CsgraphError(f"{name} is JSON and not GeoJSON: it has no collection of features.", SOUND)
    if not features:
        raise CsgraphError(f"{name} has no features.", "The export was empty; check its filter and export it again.")
    return [one if isinstance(one, dict) else {} for one in features]


def _rings(feature: dict[str, Any], number: int, name: str) -> "list[np.ndarray]":
    """The edges of a feature's polygons as they are written; none where it is of another kind."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return []
    polygons: Any = geometry.get("coordinates")
    parts = [polygons] if geometry["type"] == "Polygon" else polygons
    try:
        return [_ring(ring) for part in parts for ring in part]
    except (TypeError, ValueError, IndexError) as fault:
        raise CsgraphError(f"{name}: feature {number} has no readable polygon.", SOUND) from fault


def _ring(points: Any) -> "np.ndarray":
    """A ring as two columns, closed.

    Raises:
        ValueError: fewer than three points, or what is no finite number.
    """
    import numpy as np

    ring = np.array([(point[0], point[1]) for point in points], dtype=float)
    if len(ring) < 3 or not np.isfinite(ring).all():
        raise ValueError("a ring has three finite points at least")
    return ring if (ring[0] == ring[-1]).all() else np.vstack([ring, ring[:1]])


def _on_the_grid(read: dict[str, Any], features: "list[list[np.ndarray]]", name: str) -> "list[tuple[np.ndarray, ...]]":
    import numpy as np

    every = np.vstack([ring for rings in features for ring in rings])
    unit = _unit(read, float(np.abs(every).max()), name)
    _refuse_elsewhere(every, unit, name)
    if unit == "metres":
        return [tuple(rings) for rings in features]
    return [tuple(np.column_stack(on_grid(*ring.T)) for ring in rings) for rings in features]


def _unit(read: dict[str, Any], largest: float, name: str) -> str:
    """Degrees or metres: as the file says, else by how large its numbers are."""
    crs = read.get("crs")
    said = json.dumps(crs) if crs else ""
    if re.search(r"\b27700\b", said):
        return "metres"
    if said and not re.search(r"CRS84|\b4326\b|\b4258\b", said):
        raise CsgraphError(
            f"{name} is in another coordinate system than longitude and latitude or the British National Grid.",
            "Export it anew in EPSG:4326 (WGS84) or EPSG:27700 (British National Grid).",
        )
    return "metres" if largest > 180 else "degrees"


def _refuse_elsewhere(points: "np.ndarray", unit: str, name: str) -> None:
    left, bottom, right, top = GREAT_BRITAIN[unit]
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    if left <= west and east <= right and bottom <= south and north <= top:
        return
    if unit == "degrees" and bottom <= west and east <= top and left <= south and north <= right:
        raise CsgraphError(
            f"{name} has latitude before longitude.",
            "GeoJSON has longitude first (RFC 7946, 3.1.1); export it anew with x = longitude and y = latitude.",
        )
    raise CsgraphError(
        f"{name} reaches outside Great Britain: from {west:.6g}, {south:.6g} to {east:.6g}, {north:.6g}.",
        "Check that it is the right file, in EPSG:4326 (WGS84) or EPSG:27700 (British National Grid).",
    )


def _name(feature: dict[str, Any]) -> str:
    """What the file calls an area: its name, else the ward, else any column of names."""
    found = feature.get("properties")
    texts = {str(key).casefold(): value for key, value in (found if isinstance(found, dict) else {}).items()}
    wanted = (
        [key for key in texts if key == "name"],
        [key for key in texts if NAMED.fullmatch(key)],
        [key for key in texts if key in ("ward", "ward_name", "wardname", "area")],
        [key for key in texts if key.endswith(("name", "nm"))],
    )
    named = (texts[key] for keys in wanted for key in keys)
    return next((plain(value) for value in named if isinstance(value, str) and plain(value)), "")
