"""Steps that analyse: every question, and peer groups beside one plain search for communities."""

from typing import TYPE_CHECKING

from benchmarks.job import Job
from benchmarks.meter import Meter

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def answer(job: Job, meter: Meter) -> dict[str, int]:
    """Answer the question that the job is about for its default boundary; returns how many findings there are."""
    # Here, so that importing them is not measured.
    import networkx  # noqa: F401
    import pandera.pandas  # noqa: F401

    from csgraph.findings import Asking
    from csgraph.network.as_of import default_as_of
    from csgraph.questions import all_questions
    from csgraph.store import open_store

    question = all_questions()[job.about]
    with open_store(job.store, read_only=True) as store:
        as_of = default_as_of(store)
        with meter.measure("answer"):
            findings = question.answer(store, Asking(as_of))
    return {"findings": len(findings.table)}


def groups(job: Job, meter: Meter) -> dict[str, int]:
    """Peer groups with their stability, and one search for communities by networkx on the same weighted graph."""
    import networkx as nx

    from csgraph.network.as_of import default_as_of
    from csgraph.network.communities import SEED, grouping
    from csgraph.network.families import households
    from csgraph.network.peer_ties import peer_ties
    from csgraph.store import open_store

    with open_store(job.store, read_only=True) as store:
        as_of = default_as_of(store)
        ties, family = peer_ties(store, as_of=as_of), households(store.read("family_ties", as_of=as_of))
    graph = _weighted(ties)
    with meter.measure("one louvain"):
        parts = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    with meter.measure("groups once"):
        grouping(ties, households=family, resamplings=0)
    with meter.measure("groups with stability"):
        found = grouping(ties, households=family)
    return {
        "ties": len(ties),
        "children": graph.number_of_nodes(),
        "pairs": graph.number_of_edges(),
        "communities": len(parts),
        "groups": len(found.stability),
    }


def _weighted(ties: "pd.DataFrame") -> "nx.Graph":
    """The graph that peer groups are looked for in."""
    import networkx as nx

    from csgraph.network.communities import occasions, pair_weights

    graph = nx.Graph()
    weights = pair_weights(occasions(ties))
    graph.add_weighted_edges_from(weights[["child_a", "child_b", "weight"]].itertuples(index=False, name=None))
    return graph
