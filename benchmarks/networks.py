"""Steps that load networks: csgraph's way, and the plain way: the same rows as records, each added by its own call."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.bare import bare
from benchmarks.job import Job
from benchmarks.meter import Meter
from benchmarks.watched import Watched, noted

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from csgraph.store import Store

CHILDREN = 20
"""How many children's professional networks are drawn."""

IDS = ("child_a", "child_b", "person", "child", "from_id", "to_id", "event", "place", "named_group", "id", "p_id")
"""Columns that name nodes: a row with two of them is an edge to the plain way, any other a node."""


def build(job: Job, meter: Meter) -> dict[str, int]:
    """Load the network that the job is about; leaves what it asked to the plain way."""
    import networkx  # noqa: F401 - so that its import is not measured

    from csgraph.network.as_of import default_as_of
    from csgraph.store import Store, open_store

    with open_store(job.store, read_only=True) as store:
        as_of, about = default_as_of(store), _children(store)
        watched = Watched(store, meter)
        with meter.measure("network"):
            graphs = _networks(cast(Store, watched), job.about, as_of, about)
    watched.note(_asked(job))
    return {"nodes": sum(g.number_of_nodes() for g in graphs), "edges": sum(g.number_of_edges() for g in graphs)}


def _networks(store: "Store", about: str, as_of: "date", children: list[str]) -> list["nx.MultiGraph"]:
    from csgraph.network.peer_grouping import peer_grouping
    from csgraph.network.peers import peer_network
    from csgraph.network.places import place_network
    from csgraph.network.professional import professional_network

    if about == "peers":
        # Without resampling, which is an analysis: see the step `groups`.
        return [peer_network(store, as_of=as_of, groups=peer_grouping(store, as_of=as_of, resamplings=0))]
    if about == "places":
        return [place_network(store, as_of=as_of)]
    return [professional_network(store, child, as_of=as_of) for child in children]


def _children(store: "Store") -> list[str]:
    """Some children, evenly taken."""
    ids = store.read("child_homes")["child"].sort_values().tolist()
    return ids[:: max(1, len(ids) // CHILDREN)][:CHILDREN]


def _asked(job: Job) -> Path:
    return Path(job.work) / f"asked-{job.about}.json"


def build_plainly(job: Job, meter: Meter) -> dict[str, int]:
    """The rows that the network was made of, as records of the driver, each added to a graph by its own call."""
    import networkx as nx

    graph = nx.MultiGraph()
    count = 0
    with bare(job) as connection:
        for text, parameters in noted(_asked(job)):
            with meter.measure("plain network"):
                for record in connection.records(text, parameters):
                    ends = [str(record[name]) for name in IDS if name in record][:2]
                    if len(ends) == 2:
                        graph.add_edge(*ends, values=record)
                    else:
                        graph.add_node(ends[0] if ends else str(count), values=record)
                    count += 1
    return {"rows": count}
