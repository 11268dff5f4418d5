"""Colours and shapes of the theme: legible on white, and told apart by those who see no colour, and on grey paper."""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from csgraph.maps.theme import SHAPES, Kind, theme

DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
"""Matrices of Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB; and luminance, as paper shows it."""
TOLD_APART = 10.0
"""Colour difference (CIE 1976) from which two flat shapes of one size are seen as two colours side by side."""


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((float(linear(one) @ (0.2126, 0.7152, 0.0722)) for one in (colour, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    white = np.array([0.95047, 1.0, 1.08883])
    xyz = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))) @ rgb / white
    curve = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def pairs() -> list[tuple[str, Kind, str, Kind]]:
    kinds = theme().kinds.items()
    return [(a, one, b, other) for (a, one), (b, other) in itertools.combinations(kinds, 2)]


@pytest.mark.parametrize("name", theme().kinds)
def test_letters_in_shapes_and_hollow_outlines_can_be_read(name: str) -> None:
    assert contrast(theme().kinds[name].colour, theme().colours["paper"]) >= 4.5


def test_names_and_lines_can_be_read() -> None:
    colours = theme().colours
    assert contrast(colours["ink"], colours["paper"]) >= 7
    assert contrast(colours["line"], colours["paper"]) >= 4.5
    assert contrast(colours["focus"], colours["ink"]) >= 3


def test_no_two_kinds_share_a_letter_and_a_shape() -> None:
    assert [(a, b) for a, one, b, other in pairs() if (one.shape, one.letter) == (other.shape, other.letter)] == []


@pytest.mark.parametrize("seen", DEFICIENCIES)
def test_kinds_are_told_apart_without_colour(seen: str) -> None:
    """Where two colours look alike, the shape differs; where the shape is the same too, the letter does."""
    matrix = np.array(DEFICIENCIES[seen])
    looks = {name: lab(np.clip(matrix @ linear(kind.colour), 0, 1)) for name, kind in theme().kinds.items()}
    for a, one, b, other in pairs():
        alike = float(np.linalg.norm(looks[a] - looks[b])) < TOLD_APART
        assert not alike or one.shape != other.shape or one.letter != other.letter, (a, b)


def test_no_two_lines_or_states_of_one_map_look_the_same() -> None:
    """Of each family that a map uses together: certainty, quality and time, states."""
    change = ("new", "gone", "not_yet")
    others = [name for name in theme().states if name not in (*change, "single", "elsewhere")]
    for family in (change, others):
        states = [theme().states[name].look for name in family if theme().states[name].look != "filled"]
        assert len(set(states)) == len(states)
    changed = [theme().lines[name].look for name in ("held", "appeared", "lapsed")]
    assert len(set(changed)) == len(changed)
    certainty = [theme().lines[name].look for name in ("evidence", "reported", "judgement", "unverified")]
    quality = [theme().lines[name].look for name in ("current", "strong", "weak", "strained", "ended")]
    assert len(set(certainty)) == len(certainty)
    assert len(set(quality)) == len(quality)


def test_no_child_is_red() -> None:
    red, green, blue = linear(theme().kinds["child"].colour)
    assert red < max(green, blue)


def test_the_shipped_theme_uses_only_known_shapes() -> None:
    read = tomllib.loads((Path(__file__).parents[1] / "visualisations" / "theme.toml").read_text(encoding="utf-8"))
    assert {kind["shape"] for kind in read["kinds"].values()} <= set(SHAPES)
