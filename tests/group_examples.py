"""Invented peer groups for the map of all groups, so that tests need no store."""

from datetime import date

import networkx as nx
from map_examples import drawing, peer_example

from csgraph.maps.group_facts import Overview, size_words
from csgraph.maps.group_overview import NAME, overview_map
from csgraph.maps.model import MapModel
from csgraph.maps.records import describer
from csgraph.maps.settings import settings

LATEST = date(2026, 10, 2)


def overview_example(groups: int = 6, graph: "nx.MultiGraph[str] | None" = None, **asked: object) -> MapModel:
    """The map of so many invented groups, each school with three of them."""
    network = graph if graph is not None else peer_example(groups)
    rows = tuple({**row, "state": "stable", "stability": 0.9, "latest": LATEST} for row in network.graph["groups"])
    members = {
        row["group"]: tuple(sorted(child for child in network if network.nodes[child]["group"] == row["group"]))
        for row in rows
    }
    facts = {group: (("Children", size_words(len(found))), ("Ages", "12 to 17")) for group, found in members.items()}
    schools = {row["group"]: f"School {number // 3:03}" for number, row in enumerate(rows)}
    view = describer(network, settings(NAME), drawing(child=None, **asked))
    return overview_map(Overview(rows, members, facts, schools), view)
