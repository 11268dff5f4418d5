"""The maps that go with a pack or a brief, and who is on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from csgraph.maps import all_maps

if TYPE_CHECKING:
    from csgraph.maps.model import Drawing, MapModel
    from csgraph.maps.parts import Part
    from csgraph.store import Store

PEOPLE = ("child", "family", "adult")
"""Kinds of record that the audit log names by pseudonym."""
OF_CHILD = "professional-network"


def maps_of(store: Store, drawing: Drawing, names: Iterable[str], children: Sequence[str] = ()) -> dict[str, MapModel]:
    """Maps by the page that they stand on: those named, those of a child for every child.

    Args:
        store: with everything in it; a map guards itself.
        drawing: the day, the purpose and how people are shown.
        names: of maps, in order; one that is not installed is left out.
        children: node ids.

    Raises:
        CsgraphError: the store cannot be read.
    """
    drawn: dict[str, MapModel] = {}
    known = all_maps()
    for name in (name for name in names if name in known):
        wanted = known[name]
        if not wanted.about_one:
            drawn[f"map-{name}.html"] = wanted.draw(store, drawing)
        elif "child" in wanted.about_one:
            for number, child in enumerate(children, 1):
                page = f"map-{name}-{number}.html" if len(children) > 1 else f"map-{name}.html"
                drawn[page] = wanted.draw(store, replace(drawing, child=child))
    return drawn


def children_to_draw(parts: Sequence[Part], children: Collection[str], most: int) -> list[str]:
    """The first children that sections show, one of each section in turn; their order ranks nobody."""
    shown = [[one for row in part.subjects for one in row[:1] if one in children] for part in parts]
    turns = [one for turn in zip_longest(*map(dict.fromkeys, shown)) for one in turn if one]
    return list(dict.fromkeys(turns))[:most]


def people_on(maps: Mapping[str, MapModel]) -> set[str]:
    """The node ids of everybody who is drawn or listed, for the audit log."""
    drawn = {node.id for model in maps.values() for node in model.nodes if node.kind in PEOPLE}
    return drawn | {one for model in maps.values() for one in model.listed}
