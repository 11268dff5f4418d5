"""One child's network: family, peers, groups, places, schools, professionals, agencies; every tie with its record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.errors import CsgraphError
from csgraph.network.around import End, joints, links_at, nodes_of

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

AROUND: dict[str, End] = {
    "FAMILY_OF": "to",
    "LINKED_TO": "to",
    "INVOLVED_WITH": "to",
    "PEER_OF": "to",
    "MEMBER_OF": "from",
    "LINKED_TO_PLACE": "from",
    "ATTENDS": "from",
    "PLACED_AT": "from",
}
"""Relationships that join a child with others, and the end at which the child stands."""

BOTH_ENDS = ("FAMILY_OF", "PEER_OF")
"""Relationships in which a child may stand at either end."""

NAMED = ("Professional", "Agency", "School", "Location", "Group")
"""Labels whose `name` is for display; people are called by their initials, which is for whoever shows them."""


def professional_network(store: Store, child: str, *, as_of: date) -> nx.MultiGraph:
    """The network around one child, ended ties too.

    A node is its id with `label`, `kind` (a short word), `name` (None for people) and every property that is set. An
    edge is keyed by its relationship's id, with `type`, `kind` or `role`, start, end, provenance and `state` (current
    or ended). Events are drawn as edges between the child and the place where they happened.

    Args:
        store: an open store.
        child: node id of the child.
        as_of: the day; what was recorded or began later is left out.

    Raises:
        CsgraphError: the store holds no such child.
    """
    import networkx as nx

    links = _links(store, child, as_of)
    labels = _labels(links) | {child: "Child"}
    nodes = {
        id_: attributes
        for label in sorted(set(labels.values()))
        for id_, attributes in _nodes(store, label, labels).items()
    }
    if child not in nodes:
        raise CsgraphError("The store holds no such child.", "Check the id, such as ssd:123456.")
    graph = nx.MultiGraph(child=child, as_of=as_of)
    graph.add_nodes_from(nodes.items())
    graph.add_edges_from(edge for edge in _edges(links, as_of) if edge[0] in nodes and edge[1] in nodes)
    return graph


def _links(store: Store, child: str, as_of: date) -> pd.DataFrame:
    """Every relationship of the network, in its order of type and id."""
    own = [_of_child(store, type_, end, child, as_of) for type_, end in AROUND.items()]
    own += [_of_child(store, type_, "from", child, as_of) for type_ in BOTH_ENDS]
    first = pd.concat(own, ignore_index=True)
    workers = first.loc[first["from_label"] == "Professional", "from_id"].unique()
    relatives = first.loc[(first["type"] == "FAMILY_OF") & (first["from_label"] == "Adult"), "from_id"].unique()
    schools = set(first.loc[first["to_label"] == "School", "to_id"])
    works_at = links_at(store, ("WORKS_AT", "Professional", "School"), "from", workers, as_of)
    second = [
        links_at(store, ("WORKS_FOR", "Professional", "Agency"), "from", workers, as_of),
        works_at[works_at["to_id"].isin(schools)],
        links_at(store, ("FAMILY_OF", "Adult", "Child"), "from", relatives, as_of),
        _event_places(store, child, as_of),
    ]
    found = pd.concat([first, *second], ignore_index=True)
    return found.drop_duplicates(["type", "id", "from_id", "to_id"]).sort_values(
        ["type", "id", "to_id"], ignore_index=True
    )


def _of_child(store: Store, type_: str, end: End, child: str, as_of: date) -> pd.DataFrame:
    """Relationships of one type in which the child stands at one end."""
    at_child = [joint for joint in joints(type_) if joint[1 if end == "from" else 2] == "Child"]
    return pd.concat([links_at(store, joint, end, [child], as_of) for joint in at_child], ignore_index=True)


def _event_places(store: Store, child: str, as_of: date) -> pd.DataFrame:
    """The child's events as ties with the places where they happened."""
    taken_part = links_at(store, ("INVOLVED_IN", "Child", "Event"), "from", [child], as_of)["to_id"].unique()
    places = pd.concat([links_at(store, joint, "from", taken_part, as_of) for joint in joints("OCCURRED_AT")])
    events = nodes_of(store, "Event", taken_part)[["id", "kind", "detail", "start", "end"]]
    events.columns = pd.Index(["event", "event_kind", "detail", "began", "ended"])
    dated = places.rename(columns={"from_id": "event"}).merge(events, on="event")
    known: pd.DataFrame = dated[dated["began"].isna() | (dated["began"].dt.normalize() <= pd.Timestamp(as_of))]
    when = {"start": known["began"], "end": known["ended"].fillna(known["began"])}
    return known.assign(from_id=child, from_label="Child", **when).drop(columns=["began", "ended"])


def _labels(links: pd.DataFrame) -> dict[str, str]:
    """Label by id of everything that the relationships join."""
    return {
        row[0]: row[1] for end in ("from", "to") for row in links[[f"{end}_id", f"{end}_label"]].itertuples(index=False)
    }


def _nodes(store: Store, label: str, labels: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Attributes by id of the nodes of one label."""
    rows = nodes_of(store, label, [id_ for id_, of in labels.items() if of == label]).to_dict("records")
    return {row["id"]: _node(label, _set(row)) for row in rows}


def _node(label: str, found: dict[str, Any]) -> dict[str, Any]:
    """A node's attributes."""
    kind = found.get("role") or found.get("kind") or label.lower()
    return {**found, "label": label, "kind": kind, "name": found.get("name") if label in NAMED else None}


def _edges(links: pd.DataFrame, as_of: date) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Edges with their attributes; what is not set is left out."""
    ended = links["end"].notna() & (links["end"] < pd.Timestamp(as_of))
    historic = links["involvement"].fillna("current") != "current"
    state = (ended | historic).map({True: "ended", False: "current"})
    ends = ("from_id", "to_id", "from_label", "to_label", "id")
    rows = links.assign(state=state).to_dict("records")
    return [
        (row["from_id"], row["to_id"], row["id"], {str(k): v for k, v in _set(row).items() if k not in ends})
        for row in rows
    ]


def _set(row: dict[Any, Any]) -> dict[str, Any]:
    """The values that are set."""
    return {
        name: value for name, value in row.items() if (len(value) > 0 if isinstance(value, list) else pd.notna(value))
    }
