"""The peer network: children and every tie between them, each with its own evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.network.peer_grouping import PeerGroups, peer_grouping

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

EDGE = (
    "kind", "via", "detail", "people", "derived", "start", "end", "recorded_on", "source", "batch", "record", "row",
    "recorded_by", "reliability", "state", "counts", "evidence",
)  # fmt: skip
"""What an edge carries of a tie."""


def peer_network(
    store: Store, *, as_of: date, children: Collection[str] | None = None, groups: PeerGroups | None = None
) -> nx.MultiGraph:
    """Children as nodes and every tie between them as its own edge, ended and protective ones too.

    A node has label, kind, name (None), forename, surname, dob, sex, group (id of its peer group or None), group_name,
    stability and bridges (ids of the other groups that it links to). An edge has the properties of its tie; `counts`
    tells whether it can make a group. Family ties between the children shown are edges of type FAMILY_OF.

    Args:
        store: an open store.
        as_of: the day.
        children: these children and everybody tied to them; None for all who have a tie.
        groups: the peer groups, where they are known already.
    """
    import networkx as nx

    found = groups or peer_grouping(store, as_of=as_of)
    ties = _around(found.ties, children)
    shown = sorted({*ties["child_a"], *ties["child_b"], *(children or ())})
    graph = nx.MultiGraph(as_of=as_of, groups=found.groups.to_dict("records"))
    graph.add_nodes_from(_nodes(shown, store.read("child_homes"), found).items())
    graph.add_edges_from(_edges(ties))
    graph.add_edges_from(_family(store.read("family_ties", as_of=as_of), shown))
    return graph


def present(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A record with None for whatever is missing."""
    return {str(name): value if isinstance(value, list) or pd.notna(value) else None for name, value in row.items()}


def _around(ties: pd.DataFrame, children: Collection[str] | None) -> pd.DataFrame:
    """Ties that at least one of the children has."""
    if children is None:
        return ties
    return ties[ties["child_a"].isin(children) | ties["child_b"].isin(children)]


def _nodes(shown: list[str], known: pd.DataFrame, found: PeerGroups) -> dict[str, dict[str, Any]]:
    """Node attributes by child id."""
    names = found.groups.set_index("group")["name"]
    table = known.set_index("child").reindex(shown).join(found.members.set_index("child"))
    table = table.assign(group_name=table["group"].map(names)).drop(columns="postcode")
    others = found.bridges.groupby("child")["other_group"].agg(list).to_dict()
    fixed = {"label": "Child", "kind": "child", "name": None}
    return {
        str(child): fixed | present(row) | {"bridges": others.get(child, [])}
        for child, row in zip(table.index, table.to_dict("records"), strict=True)
    }


def _edges(ties: pd.DataFrame) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Edges of ties: keyed by the tie's id."""
    rows = ties[["child_a", "child_b", "id", *EDGE]].to_dict("records")
    return [
        (row["child_a"], row["child_b"], row["id"], {"type": "PEER_OF"} | present({name: row[name] for name in EDGE}))
        for row in rows
    ]


def _family(family: pd.DataFrame, shown: list[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Family ties between the children shown: never evidence, always there to see."""
    among = family[family["person"].isin(shown) & family["child"].isin(shown) & (family["person"] != family["child"])]
    kept = ("kind", "source", "batch", "record", "row", "recorded_by", "reliability", "recorded_on")
    fixed = {"type": "FAMILY_OF", "counts": False, "state": "current"}
    return [
        (row["person"], row["child"], row["id"], fixed | present({name: row[name] for name in kept}))
        for row in among.to_dict("records")
    ]
