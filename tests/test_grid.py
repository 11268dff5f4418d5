"""Longitudes and latitudes on the British National Grid, against what Ordnance Survey publishes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_wards import degrees

from csgraph.maps.grid import on_grid, projected

PUBLISHED = {
    "Lizard Point": (49.96006138, -5.20304610, 170370.718, 11572.405),
    "Southampton": (50.93127938, -1.45051434, 438710.920, 114792.250),
    "North Foreland": (51.37447026, 1.44454730, 639821.835, 169565.858),
    "Nottingham": (52.96219109, -1.19747656, 454002.834, 340834.943),
    "Daresbury": (53.34480280, -2.64049321, 357455.843, 383290.436),
    "Blackpool": (53.77911026, -3.04045491, 331534.564, 431920.794),
    "Pudsey": (53.80021520, -1.66379168, 422242.186, 433818.701),
    "Newcastle": (54.97912274, -1.61657685, 424639.355, 565012.703),
    "St Kilda": (57.81351838, -8.57854456, 9587.909, 899448.996),
}
"""Test points of OSTN15 (Ordnance Survey): latitude, longitude, easting, northing."""


def test_the_projection_gives_the_worked_example() -> None:
    """A guide to coordinate systems in Great Britain, annexe C.1: 52°39'27.2531"N 1°43'4.5177"E."""
    east, north = projected(np.array([1 + 43 / 60 + 4.5177 / 3600]), np.array([52 + 39 / 60 + 27.2531 / 3600]))
    assert (float(east[0]), float(north[0])) == pytest.approx((651409.903, 313177.270), abs=0.001)


@pytest.mark.parametrize("name", PUBLISHED)
def test_satellite_positions_are_good_to_five_metres(name: str) -> None:
    latitude, longitude, *wanted = PUBLISHED[name]
    found = on_grid(np.array([longitude]), np.array([latitude]))
    assert np.hypot(found[0] - wanted[0], found[1] - wanted[1]) < 5


@given(st.floats(100_000, 650_000), st.floats(20_000, 950_000))
def test_there_and_back_again(easting: float, northing: float) -> None:
    longitude, latitude = degrees(np.array([easting]), np.array([northing])).T
    assert -9.5 < longitude < 3
    assert 49 < latitude < 61.5
    assert np.concatenate(on_grid(longitude, latitude)) == pytest.approx([easting, northing], abs=0.01)


@given(st.floats(-6, 1.5), st.floats(50, 58), st.floats(0.0005, 0.01))
def test_north_is_up_and_a_step_north_is_as_long_as_on_the_earth(lon: float, lat: float, step: float) -> None:
    east, north = on_grid(np.array([lon, lon]), np.array([lat, lat + step]))
    # 111.2 km a degree at 50° north, 111.4 at 58°; the grid's own scale differs by a thousandth at most.
    assert np.hypot(*np.diff([east, north], axis=1)) / step == pytest.approx(111_300, rel=0.003)
    assert north[1] > north[0]
