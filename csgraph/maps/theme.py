"""How maps look: visualisations/theme.toml, checked before a colour or a shape reaches a page."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from csgraph.errors import CsgraphError
from csgraph.folders import find

Points = tuple[tuple[float, float], ...]


def polygon(corners: int, turned: float = 0.0) -> Points:
    """Corners of a regular polygon of radius 1, the first at the top unless turned (in degrees)."""
    angles = (math.radians(360 * corner / corners - 90 + turned) for corner in range(corners))
    return tuple((round(math.cos(angle), 4), round(math.sin(angle), 4)) for angle in angles)


SHAPES: dict[str, Points] = {
    "circle": (),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0.0, -1.15), (1.15, 0.85), (-1.15, 0.85)),
    "diamond": tuple((x * 1.2, y * 1.2) for x, y in polygon(4)),
    "pentagon": polygon(5),
    "hexagon": tuple((x * 1.05, y * 1.05) for x, y in polygon(6, 30)),
    "octagon": polygon(8, 22.5),
}
"""Corners of each shape in units of its size; a circle has none. Screen and paper draw from the same points."""
NODE_LOOKS = {"filled", "ringed", "open", "struck", "dashed", "dotted"}
LINE_LOOKS: dict[str, tuple[int, ...]] = {
    "solid": (),
    "dashed": (9, 6),
    "dotted": (2, 5),
    "sparse": (2, 12),
    "long": (14, 7),
    "broken": (),
    "thick": (),
    "hashed": (),
}
"""Dash lengths of each look. `broken` has a gap and two strokes in its middle, `thick` is twice as wide, `hashed` is
crossed by short strokes all along."""


@dataclass(frozen=True)
class Kind:
    """What a kind of record looks like and is called."""

    words: str
    letter: str
    shape: str
    colour: str


@dataclass(frozen=True)
class Look:
    """What a state or a line looks like and is called."""

    words: str
    look: str


@dataclass(frozen=True)
class LineMark:
    """A character on the middle of a line, and what it says."""

    letter: str
    words: str


@dataclass(frozen=True)
class Theme:
    """The whole theme."""

    marking: str
    colours: Mapping[str, str]
    kinds: Mapping[str, Kind]
    states: Mapping[str, Look]
    lines: Mapping[str, Look]
    marks: Mapping[str, LineMark]


@cache
def theme() -> Theme:
    """The theme in use: the person's own file, else the shipped one.

    Raises:
        CsgraphError: the file is broken, or names a colour, shape or look that a page may not hold.
    """
    path = find("visualisations", "theme.toml")
    if path is None:
        raise CsgraphError("csgraph was installed without visualisations/theme.toml.", "Reinstall it.")
    try:
        return read_theme(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as fault:
        raise CsgraphError(f"The theme {path.name} cannot be used: {fault}.") from fault


def read_theme(read: dict[str, Any]) -> Theme:
    """A theme from its parsed file, every value held against the lists of this module."""
    page = dict(read["page"])
    marking = str(page.pop("marking"))
    return Theme(
        marking=marking,
        colours={name: _colour(value) for name, value in page.items()},
        kinds={name: _kind(name, value) for name, value in read["kinds"].items()},
        states={name: _look(name, value, NODE_LOOKS) for name, value in read["states"].items()},
        lines={name: _look(name, value, set(LINE_LOOKS)) for name, value in read["lines"].items()},
        marks={name: _line_mark(name, value) for name, value in read["marks"].items()},
    )


def _kind(name: str, read: dict[str, str]) -> Kind:
    kind = Kind(**read)
    if kind.shape not in SHAPES:
        raise ValueError(f"kind {name} has the shape {kind.shape!r}; there are {', '.join(SHAPES)}")
    if len(kind.letter) != 1 or not kind.letter.isalnum():
        raise ValueError(f"kind {name} needs one letter or digit")
    _colour(kind.colour)
    return kind


def _look(name: str, read: dict[str, str], allowed: set[str]) -> Look:
    look = Look(**read)
    if look.look not in allowed:
        raise ValueError(f"{name} has the look {look.look!r}; there are {', '.join(sorted(allowed))}")
    return look


def _line_mark(name: str, read: dict[str, str]) -> LineMark:
    mark = LineMark(**read)
    if len(mark.letter) != 1 or not mark.letter.isprintable():
        raise ValueError(f"mark {name} needs one character")
    return mark


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is no colour of the form #rrggbb")
    return value
