"""The place network: places, physical and online, and what was recorded of children there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.network.families import households
from csgraph.network.peers import present
from csgraph.network.place_ranking import ranked_places
from csgraph.network.place_records import place_records

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

EDGE = (
    "kind",
    "role",
    "via",
    "when",
    "source",
    "batch",
    "record",
    "row",
    "recorded_by",
    "reliability",
    "counts",
    "evidence",
)
"""What an edge carries of a record."""


@dataclass(frozen=True)
class Places:
    """Places on a day.

    Attributes:
        records: every record of a child at a place, as `place_records` returns them.
        table: one row a place, as `ranked_places` returns them.
        households: household by child id.
    """

    records: pd.DataFrame
    table: pd.DataFrame
    households: pd.Series


def places_of(store: Store, *, as_of: date) -> Places:
    """Every place with a record in the 13 four-week windows up to the day."""
    family = households(store.read("family_ties", as_of=as_of))
    records = place_records(store, as_of=as_of)
    return Places(records, ranked_places(records, store.read("places"), family, as_of), family)


def place_network(
    store: Store, *, as_of: date, places: Collection[str] | None = None, known: Places | None = None
) -> nx.MultiGraph:
    """Places and children as nodes, every record of a child at a place as its own edge.

    A place's node has label Location, kind, name and all columns of `ranked_places`: online, protective, guardians,
    easting, northing, children, unrelated, events, expected, trend, state, rank. A child's has label Child, kind child,
    name (None), forename and surname. Edges are of type AT.

    Args:
        store: an open store.
        as_of: the day.
        places: these places; None for all that have a record.
        known: the places, where they are known already.
    """
    import networkx as nx

    found = known or places_of(store, as_of=as_of)
    table = found.table if places is None else found.table[found.table["place"].isin(places)]
    records = found.records[found.records["place"].isin(table["place"])]
    graph = nx.MultiGraph(as_of=as_of)
    for row in table.drop(columns="place").assign(label="Location", id=table["place"]).to_dict("records"):
        graph.add_node(row.pop("id"), **present(row))
    graph.add_nodes_from(_children(store.read("child_homes"), sorted(set(records["child"]))))
    graph.add_edges_from(_edges(records))
    return graph


def _children(known: pd.DataFrame, shown: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Nodes of children."""
    names = known.set_index("child")[["forename", "surname"]].reindex(shown)
    fixed = {"label": "Child", "kind": "child", "name": None}
    return [
        (str(child), fixed | present(row)) for child, row in zip(names.index, names.to_dict("records"), strict=True)
    ]


def _edges(records: pd.DataFrame) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Edges of records: keyed by event or tie, child and place."""
    rows = records[["child", "place", *EDGE]].to_dict("records")
    return [
        (row["child"], row["place"], f"{row['via']}+{row['child']}+{row['place']}", {"type": "AT"} | _kept(row))
        for row in rows
    ]


def _kept(row: dict[Any, Any]) -> dict[str, Any]:
    return present({name: row[name] for name in EDGE})
