"""Places carried over from an earlier map, so that a panel recognises last month's map in this month's.

A layout that starts afresh looks different after one new tie. So the maps of one year all start from the ties that were
known on its first day: whoever had a place then stands near it still, and groups keep their order on the page.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from csgraph.maps.layout import Box, Places

if TYPE_CHECKING:
    import networkx as nx

GOLDEN = math.pi * (3 - math.sqrt(5))
"""Angle between one newcomer and the next round the middle of their neighbours: none stands on another."""
FEWEST = 3
"""Records with an earlier place from which on a group can be turned to lie as it lay."""
PLAIN = Box(26.0, 18.0, 38.0)
"""Room of a record on the earlier map, whatever its name: places must not hang on who is drawn beside it."""


@dataclass(frozen=True)
class Earlier:
    """An earlier map.

    Attributes:
        places: where each record stood, its group's middle taken off.
        order: the number of its group's frame in reading order.
    """

    places: Places = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)


def first_day(as_of: date) -> date:
    """The day from whose ties the maps of a year start."""
    return date(as_of.year, 1, 1)


def in_earlier_order(groups: Sequence[Sequence[str]], earlier: Earlier) -> list[int]:
    """The groups' numbers in the order of the earlier map, each where most of its members were; new ones last."""

    def slot(number: int) -> tuple[float, int]:
        found = [earlier.order[member] for member in groups[number] if member in earlier.order]
        return (min(found, key=lambda one: (-found.count(one), one)) if found else math.inf, number)

    return sorted(range(len(groups)), key=slot)


def start_places(part: "nx.Graph[str]", earlier: Earlier) -> Places | None:
    """Where the records of a group start: at their earlier places, newcomers round the middle of their neighbours.

    None where nobody of the group had a place.
    """
    known = {node: earlier.places[node] for node in part if node in earlier.places}
    if not known:
        return None
    reach = max(math.hypot(*place) for place in known.values()) or 1.0
    places = {node: (x / reach, y / reach) for node, (x, y) in known.items()}
    for number, node in enumerate(sorted(set(part) - set(known)), 1):
        near = [places[other] for other in part.neighbors(node) if other in known] or [(0.0, 0.0)]
        angle, away = number * GOLDEN, 0.2 if part.degree(node) else 0.9
        x, y = (sum(place[axis] for place in near) / len(near) for axis in (0, 1))
        places[node] = (x + away * math.cos(angle), y + away * math.sin(angle))
    return places


def turned_like(places: Places, earlier: Earlier) -> Places | None:
    """The places turned, and mirrored where that fits better, to lie as near to the earlier ones as they can.

    None where too few had a place. Orthogonal Procrustes (Schönemann 1966).
    """
    import numpy as np
    from scipy.linalg import orthogonal_procrustes

    common = sorted(node for node in places if node in earlier.places)
    if len(common) < FEWEST:
        return None
    now, then = (np.array([found[node] for node in common]) for found in (places, earlier.places))
    turn, _ = orthogonal_procrustes(now - now.mean(axis=0), then - then.mean(axis=0))
    nodes = sorted(places)
    every = np.array([places[node] for node in nodes])
    turned = (every - now.mean(axis=0)) @ turn
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, turned, strict=True)}
