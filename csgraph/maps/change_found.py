"""What a map of two days is made of: the ties of each day, whom they concern, and which findings changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from csgraph.maps.ties import Pairs, current, pairs_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from csgraph.store import Store

Pair = tuple[str, str]


@dataclass(frozen=True)
class TwoDays:
    """The peer ties and the records at places of two days.

    Attributes:
        graph: children and places of either day, with every tie of either.
        before: ties that held on the earlier day, by pair.
        after: ties that hold on the later day, by pair.
        groups: peer group by child, of the later day, else of the earlier one.
        names: of these groups.
    """

    graph: nx.MultiGraph[str]
    before: Pairs
    after: Pairs
    groups: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def states(self) -> dict[Pair, str]:
        """Whether each pair is new, gone or there on both days."""
        both = sorted({*self.before, *self.after})
        return {
            pair: "held" if pair in self.before and pair in self.after else "new" if pair in self.after else "gone"
            for pair in both
        }


def two_days(store: Store, since: date, as_of: date) -> TwoDays:
    """The networks of two days, both from what is loaded now."""
    import networkx as nx

    from csgraph.network.peer_grouping import peer_grouping
    from csgraph.network.peers import peer_network
    from csgraph.network.places import place_network

    graphs: list[nx.MultiGraph[str]] = []
    groups: dict[str, str] = {}
    names: dict[str, str] = {}
    for day in (since, as_of):
        found = peer_grouping(store, as_of=day, resamplings=0)
        groups |= dict(zip(found.members["child"], found.members["group"], strict=True))
        names |= dict(zip(found.groups["group"], found.groups["name"], strict=True))
        # The network of peers last: it knows more of a child than that of places.
        graphs.append(nx.compose(place_network(store, as_of=day), peer_network(store, as_of=day, groups=found)))
    before, after = (_told(graph) for graph in graphs)
    return TwoDays(nx.compose(*graphs), before, after, groups, names)


def _told(graph: nx.MultiGraph[str]) -> Pairs:
    """Ties that hold, without family: kinship is no tie that changes."""
    pairs = {
        pair: [tie for tie in ties if tie.get("type") != "FAMILY_OF"] for pair, ties in current(pairs_of(graph)).items()
    }
    return {pair: ties for pair, ties in pairs.items() if ties}


@dataclass(frozen=True)
class Shown:
    """Who is drawn.

    Attributes:
        parts: children who stand together, each part with its places last.
        captions: what each part is called.
        left_out: children with a tie that changed who are not drawn.
    """

    parts: tuple[tuple[str, ...], ...]
    captions: tuple[str, ...]
    left_out: int

    def ids(self) -> frozenset[str]:
        """Everybody and every place drawn."""
        return frozenset(id_ for part in self.parts for id_ in part)


def shown(days: TwoDays, children: frozenset[str] | None, most: int, places: int) -> Shown:
    """The children asked about with whoever is tied to them; of a whole store the groups of which ties changed.

    Args:
        days: the ties of both days.
        children: the children asked about; None for all.
        most: how many children are drawn at most.
        places: how many places are.
    """
    states = days.states()
    peers = {pair: state for pair, state in states.items() if _both_children(days, pair)}
    changed = {pair for pair, state in states.items() if state != "held"}
    moved = {child for pair in changed for child in pair if _is_child(days, child)}
    parts = _groups_changed(days, peers, most) if children is None else _around(days, peers, children, most)
    drawn = {child for _, part in parts for child in part}
    if children is not None:
        moved = {child for pair in changed & set(peers) if children.intersection(pair) for child in pair}
    beside = _places(days, changed, [part for _, part in parts], places)
    whole = [
        (name, (*part, *(place for place, at in beside.items() if at == number)))
        for number, (name, part) in enumerate(parts)
    ]
    return Shown(tuple(part for _, part in whole), tuple(name for name, _ in whole), len(moved - drawn))


def _is_child(days: TwoDays, id_: str) -> bool:
    return bool(days.graph.nodes[id_]["label"] == "Child")


def _both_children(days: TwoDays, pair: Pair) -> bool:
    return _is_child(days, pair[0]) and _is_child(days, pair[1])


def _groups_changed(days: TwoDays, peers: Mapping[Pair, str], most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Peer groups with a tie that changed, those with most such ties first, as many as can be read."""
    score: dict[str, int] = {}
    for pair, state in peers.items():
        for group in {days.groups[child] for child in pair if child in days.groups} if state != "held" else ():
            score[group] = score.get(group, 0) + 1
    members: dict[str, list[str]] = {}
    for child, group in sorted(days.groups.items()):
        if child in days.graph:
            members.setdefault(group, []).append(child)
    found: list[tuple[str, tuple[str, ...]]] = []
    for group in sorted(score, key=lambda one: (-score[one], one)):
        if found and sum(len(part) for _, part in found) + len(members[group]) > most:
            break
        found.append((days.names.get(group, ""), tuple(members[group])))
    return found


def _around(
    days: TwoDays, peers: Mapping[Pair, str], children: frozenset[str], most: int
) -> list[tuple[str, tuple[str, ...]]]:
    """The children asked about and those tied to them, whose tie changed first, in the parts that ties make."""
    import networkx as nx

    own = [child for child in sorted(children) if child in days.graph]
    near: dict[str, bool] = {}
    for pair, state in peers.items():
        for one, other in (pair, pair[::-1]):
            if one in children and other not in children:
                near[other] = near.get(other, False) or state != "held"
    kept = [*own, *sorted(near, key=lambda child: (not near[child], child))][:most]
    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(sorted(kept))
    ties.add_edges_from(pair for pair in sorted(peers) if ties.has_node(pair[0]) and ties.has_node(pair[1]))
    parts = sorted((sorted(part) for part in nx.connected_components(ties)), key=lambda part: (-len(part), part))
    return [("", tuple(part)) for part in parts]


def _places(days: TwoDays, changed: set[Pair], parts: Sequence[Sequence[str]], most: int) -> dict[str, int]:
    """Places with a tie of a child drawn that changed, by the number of the part in which most of these stand."""
    number = {child: index for index, part in enumerate(parts) for child in part}
    beside: dict[str, list[int]] = {}
    for pair in sorted(changed):
        place, child = pair if _is_child(days, pair[1]) else pair[::-1]
        if not _is_child(days, place) and child in number:
            beside.setdefault(place, []).append(number[child])
    kept = sorted(beside, key=lambda place: (-len(beside[place]), place))[:most]
    return {place: min(beside[place], key=lambda part: (-beside[place].count(part), part)) for place in kept}


def changed_findings(
    store: Store, questions: Sequence[str], children: frozenset[str], since: date, as_of: date
) -> pd.DataFrame:
    """What has changed in the answers to some questions on some children; as `csgraph.questions.changes.changes_of`."""
    from csgraph.findings import Asking
    from csgraph.questions import all_questions
    from csgraph.questions.changes import changes_of

    known = all_questions()
    asked = [known[name] for name in questions if name in known and known[name].keys is not None]
    return changes_of(store, asked, Asking(as_of, children), since)
