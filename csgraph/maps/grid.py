"""Longitude and latitude as metres of the British National Grid, good to about 5 metres.

pyproj would do it to centimetres and bring all of PROJ, a native library and its data, for one formula: at the scale of
a map of a borough 5 metres are less than a pixel. Formulas and constants are those of Ordnance Survey, A guide to
coordinate systems in Great Britain: the Helmert transformation of section 6.6 and the projection of annexe C.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

AIRY = (6_377_563.396, 6_356_256.909)
"""Axes of the ellipsoid of the National Grid, in metres."""
GRS80 = (6_378_137.0, 6_356_752.3141)
"""Axes of the ellipsoid of satellite positions (WGS84, ETRS89)."""
SHIFT = (-446.448, 125.157, -542.060)
"""Metres from satellite positions to those of the National Grid's datum (OSGB36)."""
TURN = (-0.1502, -0.2470, -0.8421)
"""The same turn, in seconds of arc."""
STRETCH = 20.4894e-6
CENTRE_SCALE = 0.9996012717
ORIGIN = (49.0, -2.0)
"""Latitude and longitude of the true origin, in degrees."""
FALSE_ORIGIN = (400_000.0, -100_000.0)
"""Easting and northing of the true origin."""


def on_grid(longitude: "np.ndarray", latitude: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """Eastings and northings of satellite positions (WGS84), given in degrees."""
    return projected(*_on_airy(longitude, latitude))


def projected(longitude: "np.ndarray", latitude: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """Eastings and northings of positions that are on the National Grid's own datum already, in degrees."""
    import numpy as np

    (a, b), f0 = AIRY, CENTRE_SCALE
    phi, turn = np.radians(latitude), np.radians(np.asarray(longitude) - ORIGIN[1])
    sin, cos, tan2 = np.sin(phi), np.cos(phi), np.tan(phi) ** 2
    e2 = 1 - b**2 / a**2
    nu = a * f0 / np.sqrt(1 - e2 * sin**2)
    rho = a * f0 * (1 - e2) / (1 - e2 * sin**2) ** 1.5
    eta2 = nu / rho - 1
    north = (
        _meridian(phi) + FALSE_ORIGIN[1]
        + turn**2 * nu / 2 * sin * cos
        + turn**4 * nu / 24 * sin * cos**3 * (5 - tan2 + 9 * eta2)
        + turn**6 * nu / 720 * sin * cos**5 * (61 - 58 * tan2 + tan2**2)
    )  # fmt: skip
    east = (
        FALSE_ORIGIN[0]
        + turn * nu * cos
        + turn**3 * nu / 6 * cos**3 * (nu / rho - tan2)
        + turn**5 * nu / 120 * cos**5 * (5 - 18 * tan2 + tan2**2 + 14 * eta2 - 58 * tan2 * eta2)
    )
    return east, north


def _meridian(phi: "np.ndarray") -> "np.ndarray":
    """Metres along the meridian from the true origin."""
    import numpy as np

    a, b = AIRY
    n, start = (a - b) / (a + b), np.radians(ORIGIN[0])
    less, more = phi - start, phi + start
    along: np.ndarray = b * CENTRE_SCALE * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )  # fmt: skip
    return along


def _on_airy(longitude: "np.ndarray", latitude: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """Longitude and latitude on the National Grid's datum of satellite positions at sea level, in degrees."""
    import numpy as np

    lam, phi = np.radians(longitude), np.radians(latitude)
    nu, _ = _radius(GRS80, phi)
    squeezed = (GRS80[1] / GRS80[0]) ** 2
    x, y, z = nu * np.cos(phi) * np.cos(lam), nu * np.cos(phi) * np.sin(lam), nu * squeezed * np.sin(phi)
    rx, ry, rz = (np.radians(seconds / 3600) for seconds in TURN)
    grown = 1 + STRETCH
    x, y, z = (
        SHIFT[0] + grown * x - rz * y + ry * z,
        SHIFT[1] + rz * x + grown * y - rx * z,
        SHIFT[2] - ry * x + rx * y + grown * z,
    )
    across = np.hypot(x, y)
    phi = np.arctan2(z, across * (AIRY[1] / AIRY[0]) ** 2)
    for _ in range(5):  # each round brings it a thousandfold nearer
        nu, e2 = _radius(AIRY, phi)
        phi = np.arctan2(z + e2 * nu * np.sin(phi), across)
    return np.degrees(np.arctan2(y, x)), np.degrees(phi)


def _radius(axes: tuple[float, float], phi: "np.ndarray") -> "tuple[np.ndarray, float]":
    """The radius of curvature across the meridian, and the square of the eccentricity."""
    import numpy as np

    e2 = 1 - (axes[1] / axes[0]) ** 2
    nu: np.ndarray = axes[0] / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    return nu, e2
