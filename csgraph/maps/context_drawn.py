"""What the map of one place or group draws, and in which order it stands on its rings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from csgraph.maps.model import Facts, MapNode
from csgraph.maps.records import Describer, distinct, sources_of
from csgraph.maps.ties import Pairs
from csgraph.maps.words import Attributes, coded, known, tie_words

if TYPE_CHECKING:
    from csgraph.network.context_profile import Context

SEVERAL = 2
"""Children from whom on something is shared."""
SAFE = "feels_safe_at"
SWEEPS = 8
SWAPS = 6
"""How often each ring is put in the order of the others, and how often each two of it may then change places."""


@dataclass(frozen=True)
class Told:
    """A context and how it is told.

    Attributes:
        context: the place or group.
        view: names and facts.
        around: the ties of everything with the children and with the subject, by node and then by other end.
    """

    context: "Context"
    view: Describer
    around: Mapping[str, Mapping[str, Sequence[Attributes]]]

    def children_of(self, id_: str) -> list[str]:
        """The children of the context with whom something is tied, in the context's order."""
        return [child for child in self.context.children if child in self.around.get(id_, {})]

    def label(self, id_: str) -> str:
        """The label of a node in the graph: Child, Location, …"""
        return str(self.context.graph.nodes[id_]["label"])


def around_of(pairs: Pairs) -> dict[str, dict[str, Sequence[Attributes]]]:
    """Ties by one end and the other."""
    found: dict[str, dict[str, Sequence[Attributes]]] = {}
    for (one, other), ties in pairs.items():
        found.setdefault(one, {})[other] = ties
        found.setdefault(other, {})[one] = ties
    return found


def rings_of(told: Told) -> list[list[str]]:
    """Node ids of each ring: children; what several share, safe places and protective friends; who works with them."""
    most = dict(told.view.settings.rest["most"])
    rings = [list(told.context.children[: most["children"]]), _shared(told, most), workers(told)[: most["workers"]]]
    room = (told.view.drawing.records or told.view.settings.records) - 1
    if told.view.drawing.whole:
        rings = [list(told.context.children), _shared(told, {}), workers(told)]
    kept = []
    for ring in rings:
        kept.append(ring[: max(room, 0)])
        room -= len(ring)
    return _in_order(kept, told)


def _shared(told: Told, most: Mapping[str, int]) -> list[str]:
    """The second ring: of each sort those of most children."""
    sorts = {
        "places": places(told),
        "safe": safe_places(told),
        "schools": of_label(told, "School"),
        "groups": of_label(told, "Group", least=1),
        "adults": of_label(told, "Adult", least=1),
        "friends": friends(told),
    }
    return distinct(id_ for name, ids in sorts.items() for id_ in ids[: most.get(name, len(ids))])


def of_label(told: Told, label: str, least: int = SEVERAL) -> list[str]:
    """What at least so many children are tied with, or the subject itself is; most children first."""
    context = told.context
    least = min(least, max(len(context.children), 1))
    counts = {id_: len(told.children_of(id_)) for id_ in context.graph if told.label(id_) == label}
    tied = {id_ for id_ in counts if context.subject in told.around.get(id_, {})}
    kept = [id_ for id_, n in counts.items() if (n >= least or id_ in tied) and id_ != context.subject]
    return sorted(kept, key=lambda id_: (id_ not in tied, -counts[id_], id_))


def places(told: Told) -> list[str]:
    """Other places of several of the children, but for safe ones."""
    safe = set(safe_places(told))
    return [id_ for id_ in of_label(told, "Location") if id_ not in safe]


def safe_places(told: Told) -> list[str]:
    """Places recorded as protective, and those where one of the children feels safe."""
    nodes = told.context.graph.nodes

    def safe(id_: str) -> bool:
        kinds = {tie.get("kind") for ties in told.around.get(id_, {}).values() for tie in ties}
        return nodes[id_].get("protective") is True or SAFE in kinds

    return [id_ for id_ in of_label(told, "Location", least=1) if safe(id_)]


def friends(told: Told) -> list[str]:
    """Children outside the context with a protective tie to one within it."""
    return [id_ for id_ in of_label(told, "Child", least=1) if id_ not in told.context.children]


def workers(told: Told) -> list[str]:
    """Professionals, and teams of which nobody is named, who work with several of the children."""
    found = [*of_label(told, "Professional"), *of_label(told, "Agency")]
    return sorted(found, key=lambda id_: (-len(told.children_of(id_)), told.label(id_) == "Agency", id_))


def _in_order(rings: list[list[str]], told: Told) -> list[list[str]]:
    """The rings put in an order in which lines are short: each record near those that it is tied with."""
    now = [list(ring) for ring in rings]
    ends = {id_: _ends(id_, now, told) for ring in now for id_ in ring}
    for level in [0, 1, 2] * SWEEPS:
        at = _angles(now)
        wanted = {id_: round(_mean([at[end] for end in ends[id_]], at[id_]), 6) for id_ in now[level]}
        now[level] = sorted(wanted, key=lambda id_, of=wanted: (of[id_], id_))  # type: ignore[misc]
    for _ in range(SWAPS):
        for ring in now:
            _swapped(ring, ends, now)
    return now


def _ends(id_: str, rings: Sequence[Sequence[str]], told: Told) -> list[str]:
    """With whom of the other rings a record is tied."""
    others = {other for ring in rings if id_ not in ring for other in ring}
    return sorted(others & set(told.around.get(id_, {})))


def _angles(rings: Sequence[Sequence[str]]) -> dict[str, float]:
    return {id_: 2 * math.pi * index / len(ring) for ring in rings for index, id_ in enumerate(ring)}


def _swapped(ring: list[str], ends: Mapping[str, list[str]], rings: Sequence[Sequence[str]]) -> None:
    """Lets each two of a ring change places where that makes their lines shorter."""
    at = _angles(rings)
    for one, other in combinations(range(len(ring)), 2):
        a, b = ring[one], ring[other]
        now = _length(a, at[a], ends, at) + _length(b, at[b], ends, at)
        if _length(a, at[b], ends, at) + _length(b, at[a], ends, at) < now - 1e-9:
            ring[one], ring[other] = b, a
            at[a], at[b] = at[b], at[a]


def _length(id_: str, angle: float, ends: Mapping[str, list[str]], at: Mapping[str, float]) -> float:
    """How far a record at an angle would stand from those that it is tied with; the far ones count most."""
    return sum((1 - math.cos(at[end] - angle)) ** 2 for end in ends[id_])


def _mean(angles: Sequence[float], otherwise: float) -> float:
    """The middle of some angles on a circle."""
    x, y = sum(map(math.cos, angles)), sum(map(math.sin, angles))
    return math.atan2(y, x) % (2 * math.pi) if math.hypot(x, y) > 1e-9 else otherwise


def node_of(told: Told, id_: str) -> MapNode:
    """The record of whatever stands on a ring."""
    label, view = told.label(id_), told.view
    more: dict[str, Any] = {}
    ties = [tie for ties in told.around.get(id_, {}).values() for tie in ties]
    if label in ("Professional", "Agency"):
        more = {"lines": (roles(ties),), "size": 13.0}
    if label == "Group":
        more = {"kind": kind_of_group(told, id_)}
    if label == "Location" and told.context.graph.nodes[id_].get("protective") is True:
        more = {"lines": (*view.node(id_).lines, "safe place")}
    return view.node(id_, **more, facts=_facts(told, id_), sources=sources_of(ties))


def kind_of_group(told: Told, id_: str) -> str:
    """The theme's kind of a group: one that an agency named is no peer group that recorded ties make."""
    return "peers" if told.context.graph.nodes[id_].get("kind") == "peers" else "group"


def roles(ties: Sequence[Attributes]) -> str:
    """The roles of a professional in words."""
    found = distinct(coded("role", tie["role"]) if known(tie.get("role")) else "" for tie in ties)
    return " and ".join(found) or "Role not recorded"


def _facts(told: Told, id_: str) -> Facts:
    """What is recorded between it and the subject, or with how many of the children."""
    here = told.around.get(id_, {}).get(told.context.subject, ())
    number = len(told.children_of(id_))
    words = told.view.report(f"{number} {'child' if number == 1 else 'children'}")
    if here:
        return (*told.view.facts(id_), ("Recorded here", "; ".join(distinct(tie_words(tie) for tie in here))))
    return (*told.view.facts(id_), ("Of the children", words))
