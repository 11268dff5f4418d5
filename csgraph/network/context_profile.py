"""One place or one group: the children with records there, and everything else that several of them share."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.errors import CsgraphError
from csgraph.network.around import nodes_of
from csgraph.network.as_of import days_before
from csgraph.network.colleagues import employers
from csgraph.network.context_events import events_at_place, events_at_school, events_of_members
from csgraph.network.meetings import agencies_of
from csgraph.network.peer_grouping import PeerGroups, inside, peer_grouping
from csgraph.network.peers import present
from csgraph.network.place_ranking import UNRELATED
from csgraph.network.places import Places, place_network, places_of

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

KEPT = (
    *("kind", "role", "enrolment", "start", "end", "source", "batch", "record", "row"),
    *("recorded_by", "reliability", "state"),
)
"""What an edge carries of a record."""
PROTECTIVE = "protective_tie"
Edge = tuple[str, str, str, dict[str, Any]]
"""Both ends, the key and the attributes."""


@dataclass(frozen=True)
class Context:
    """A place or a group on a day.

    Attributes:
        graph: the subject, its children, and whatever is tied to them, as `csgraph.network.professional` makes nodes
            and edges; a peer group that recorded ties make has label Group and `kind` peers.
        subject: node id of the place or the named group, or id of the peer group.
        sort: place, school, group or peers.
        children: those with records at the place, or the members of the group; most records first.
        events: what happened there, or to several members at once, in the year: via, child, kind, when, evidence.
        groups: every peer group of the day.
    """

    graph: nx.MultiGraph
    subject: str
    sort: str
    children: tuple[str, ...]
    events: pd.DataFrame
    groups: PeerGroups


def context_profile(store: Store, context: str, *, as_of: date) -> Context:
    """Everything recorded of a place or a group and of its children together.

    Args:
        store: an open store.
        context: node id of a place, a school or a named group, or id of a peer group of the day.
        as_of: the day.

    Raises:
        CsgraphError: there is no such place or group on the day.
    """
    places, groups = places_of(store, as_of=as_of), peer_grouping(store, as_of=as_of, resamplings=0)
    sort, node = _subject(store, context, groups)
    own = _own_edges(store, context, sort, groups, as_of)
    children = _children(places, context, sort, own)
    graph = _with_places(store, places, context, children, as_of)
    graph.add_node(context, **{**node, **dict(graph.nodes[context] if context in graph else {})})
    edges = [*own, *_beside(store, context, children, groups, as_of)]
    _add(store, graph, edges, groups)
    _employ(store, graph, as_of)
    return Context(graph, context, sort, children, _events(store, context, sort, places, children, as_of), groups)


def _subject(store: Store, context: str, groups: PeerGroups) -> tuple[str, dict[str, Any]]:
    """What sort of context it is, and its node."""
    listed = store.read("places")
    found = listed[listed["place"] == context]
    if len(found):
        row = present(found.iloc[0].to_dict())
        row.pop("place")
        return "place", {**row, "label": "Location"}
    peers = groups.groups[groups.groups["group"] == context]
    if len(peers):
        return "peers", {"label": "Group", "kind": "peers", "name": str(peers["name"].iloc[0])}
    for label, sort in (("Group", "group"), ("School", "school")):
        known = nodes_of(store, label, [context])
        if len(known):
            return sort, {**_node(known.iloc[0].to_dict()), "label": label}
    raise CsgraphError(
        "There is no such place or group on that day.",
        "csgraph ask risky-places and csgraph ask peer-groups show those there are, with their ids. A peer group has "
        "another id as soon as it has other members.",
    )


def _own_edges(store: Store, context: str, sort: str, groups: PeerGroups, as_of: date) -> list[Edge]:
    """What ties the children to the subject; of a place, the network of places has it."""
    if sort == "peers":
        return _ties_with(groups, context)
    if sort == "group":
        rows = store.read("group_members", as_of=as_of)
        return _edges(rows[rows["named_group"] == context], "child", "named_group", "MEMBER_OF")
    if sort == "school":
        rows = events_at_school(store, context, as_of).assign(place=context)
        return _edges(rows.assign(kind=rows["event_kind"]), "child", "place", "AT")
    return []


def _children(places: Places, context: str, sort: str, own: list[Edge]) -> tuple[str, ...]:
    ends = pd.Series([one for one, *_ in own], dtype="str")
    if sort == "place":
        ends = places.records.loc[places.records["place"] == context, "child"]
    counts = ends.value_counts()
    return tuple(sorted(counts.index, key=lambda child: (-counts[child], child)))


def _with_places(store: Store, places: Places, context: str, children: tuple[str, ...], as_of: date) -> nx.MultiGraph:
    """The children with all places of theirs, each record dated by the day of what it tells."""
    records = places.records[places.records["child"].isin(children)]
    here = places.table[places.table["place"].isin({*records["place"], context})]
    graph = place_network(store, as_of=as_of, known=Places(records, here, places.households))
    names = store.read("child_names").set_index("id")
    for child in children:
        row: dict[Any, Any] = dict(names.loc[child]) if child in names.index else {}
        graph.add_node(child, label="Child", name=None, **present(row), kind="child")
    for *_, tie in graph.edges(data=True):
        tie["start"] = tie.get("when")
    return graph


def _beside(store: Store, context: str, children: tuple[str, ...], groups: PeerGroups, as_of: date) -> list[Edge]:
    """Schools, groups, professionals, adults and friends of the children."""

    def of(name: str) -> pd.DataFrame:
        rows = store.read(name, as_of=as_of)
        return rows[rows["child"].isin(children)]

    members, linked = of("group_members"), store.read("group_places", as_of=as_of)
    linked = linked[(linked["named_group"] == context) | (linked["place"] == context)]
    return [
        *_edges(of("child_schools"), "child", "school", "ATTENDS"),
        *_edges(members[members["named_group"] != context], "child", "named_group", "MEMBER_OF"),
        *_edges(linked, "named_group", "place", "LINKED_TO_PLACE"),
        *_edges(of("child_workers"), "worker", "child", "INVOLVED_WITH"),
        *_edges(of("adult_ties"), "adult", "child", "LINKED_TO"),
        *_edges(_protective(groups, children), "child_a", "child_b", "PEER_OF"),
        *_other_groups(groups, context, children),
    ]


def _protective(groups: PeerGroups, children: tuple[str, ...]) -> pd.DataFrame:
    """Protective ties of the children, with anybody."""
    ties = groups.ties[(groups.ties["kind"] == PROTECTIVE) & (groups.ties["state"] == "current")]
    return ties[ties["child_a"].isin(children) | ties["child_b"].isin(children)]


def _other_groups(groups: PeerGroups, context: str, children: tuple[str, ...]) -> list[Edge]:
    """Peer groups of which two of the children at least are members, with what ties these to the group."""
    size = groups.members[groups.members["child"].isin(children)].groupby("group")["child"].nunique()
    others = [str(group) for group in size.index[size >= UNRELATED] if group != context]
    return [edge for group in others for edge in _ties_with(groups, group) if edge[0] in children]


def _ties_with(groups: PeerGroups, group: str) -> list[Edge]:
    """Each tie that counts of two members of a peer group, once for each as their tie with the group."""
    ties = inside(groups.ties)
    ties = ties[(ties["group"] == group) & ties["counts"]]
    ends = [ties.assign(child=ties[end], id=ties["id"] + f"+{end}") for end in ("child_a", "child_b")]
    return _edges(pd.concat(ends), "child", "group", "PEER_OF")


def _events(
    store: Store, context: str, sort: str, places: Places, children: tuple[str, ...], as_of: date
) -> pd.DataFrame:
    if sort == "place":
        return events_at_place(places.records, context)
    if sort == "school":
        rows = events_at_school(store, context, as_of)
        return rows.assign(kind=rows["event_kind"], via=rows["event"])[["via", "child", "kind", "when", "evidence"]]
    return events_of_members(store.read("event_children", as_of=as_of), children, days_before(as_of), as_of)


def _add(store: Store, graph: nx.MultiGraph, edges: list[Edge], groups: PeerGroups) -> None:
    """Adds edges, and the nodes at their ends that the graph does not have yet."""
    ends: dict[str, set[str]] = {}
    for one, other, _, tie in edges:
        for id_, labels in zip((one, other), LABELS[tie["type"]], strict=True):
            for label in labels:
                ends.setdefault(label, set()).add(id_)
    names = dict(zip(groups.groups["group"], groups.groups["name"], strict=True))
    for label, ids in sorted(ends.items()):
        for id_ in sorted(ids & set(names) - set(graph)):
            graph.add_node(id_, label="Group", kind="peers", name=names[id_])
        for row in nodes_of(store, label, sorted(ids - set(graph))).to_dict("records"):
            graph.add_node(str(row["id"]), **_node(row), label=label)
    graph.add_edges_from(edge for edge in edges if edge[0] in graph and edge[1] in graph)


def _employ(store: Store, graph: nx.MultiGraph, as_of: date) -> None:
    """Notes the kind of agency of each professional and team: the one on record, else that of the role."""
    rows = store.read("child_workers", as_of=as_of)
    rows = rows[rows["worker"].isin(list(graph))].sort_values(["worker", "id"]).drop_duplicates("worker")
    agency = employers(store, rows["worker"], as_of).fillna(agencies_of(rows["role"]))
    for who, code in zip(rows["worker"], agency, strict=True):
        graph.nodes[who]["agency"] = code


CHILD = ("Child",)
LABELS = {
    "ATTENDS": (CHILD, ("School",)),
    "MEMBER_OF": (CHILD, ("Group",)),
    "LINKED_TO_PLACE": (("Group",), ("Location",)),
    "LINKED_TO": (("Adult",), CHILD),
    "INVOLVED_WITH": (("Professional", "Agency"), CHILD),
    "PEER_OF": (CHILD, CHILD),
    "AT": (CHILD, ("School",)),
}
"""Labels that the ends of the edges of each type may have."""


def _node(row: dict[Hashable, Any]) -> dict[str, Any]:
    """What is set of a node."""
    found = {str(name): value for name, value in present(row).items() if value is not None}
    found.pop("id", None)
    return found


def _edges(rows: pd.DataFrame, one: str, other: str, type_: str) -> list[Edge]:
    """Rows of a query as edges; what is not set is left out."""
    found = []
    for row in rows.to_dict("records"):
        told = {name: row[name] for name in KEPT if name in row and pd.notna(row[name])}
        tie = {"state": "current", **told, "type": type_}
        found.append((str(row[one]), str(row[other]), f"{type_} {row['id']}", tie))
    return found
