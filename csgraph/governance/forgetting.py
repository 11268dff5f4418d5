"""Forgets a child: what goes and what stays is worked out first, then the store and the files are made so."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from csgraph import model
from csgraph.batch import Batch
from csgraph.errors import CsgraphError
from csgraph.governance.audit import Shown, outputs_about
from csgraph.governance.naming import HOMES
from csgraph.governance.pseudonyms import children_behind
from csgraph.governance.traces import Traces, clear_rejects, known_rejects, mentions, rows_about, traces_of
from csgraph.network.homes import RESIDENTIAL
from csgraph.store import Store
from csgraph.store.difference import Difference
from csgraph.store.erasing import Going, edges_in, erased, going, says_nothing
from csgraph.store.forgotten import bury, marks_of
from csgraph.store.queries import Query
from csgraph.store.revise import revise

ADDRESSES = HOMES - RESIDENTIAL
"""Kinds of place that lead to one household; a home that many children live in is no child's own."""


@dataclass(frozen=True)
class Plan:
    """What forgetting a child does, before it is done.

    Attributes:
        child: the node id.
        identifiers: all identifiers of the child, the node id among them.
        going: what goes, by the keys by which the batches name it.
        nodes: how many nodes of each label go.
        batches: how many of the kept batches say something of it.
        rejects: how many rows of each file of rejected rows go.
        outputs: maps, exports and other outputs that the child was in, as the audit log has them.
        mentions: rows of others in whose text the child's name or an identifier stands: batch, file, row. They stay.
    """

    child: str
    identifiers: frozenset[str]
    going: Going
    nodes: dict[str, int]
    batches: int
    rejects: dict[Path, int]
    outputs: list[Shown]
    mentions: list[tuple[str, str, int]]
    traces: Traces = field(repr=False)


def child_meant(store: Store, typed: str) -> str:
    """The node id of the one child whom an identifier or a pseudonym means.

    Raises:
        CsgraphError: nobody is known by it, or two records are.
    """
    known = store.read("child_identifiers")
    wanted = typed.strip().casefold()
    nodes = set(known.loc[known["identifier"].str.casefold() == wanted, "child"])
    nodes |= {child for child in store.read("children")["child"] if child.casefold() == wanted}
    if len(nodes) > 1:
        raise CsgraphError(
            f"{typed} belongs to {len(nodes)} children: {', '.join(sorted(nodes))}.",
            "Give the identifier that only the one has; csgraph matches split parts records that were joined wrongly.",
        )
    (child,) = nodes or children_behind(store, [typed])
    return child


def plan_forgetting(store: Store, child: str) -> Plan:
    """Work out what goes with a child; nothing is changed.

    Raises:
        CsgraphError: the audit log cannot be read.
    """
    known = _identifiers(store)
    places = store.read("places")
    private = frozenset(places.loc[places["kind"].isin(ADDRESSES), "place"])
    found = going(edges_in(store), {child}, private)
    keys = {
        label: frozenset[str]().union(*(known.get((label, i), {i}) for i in ids)) for label, ids in found.nodes.items()
    }
    own = keys["Child"] | known.get(("Adult", child), frozenset())
    gone = Going({**keys, "Child": own, "Adult": keys["Adult"] | own})
    batches = [store.kept_batch(batch) for batch in store.kept()]
    traces = traces_of(batches, own)
    nodes = {label: len(ids) for label, ids in sorted(found.nodes.items()) if label != "Adult"}
    nodes["Adult"] = len(found.nodes["Adult"] - {child})
    return Plan(
        child=child,
        identifiers=frozenset(own),
        going=gone,
        nodes={label: count for label, count in nodes.items() if count},
        batches=sum(erased(batch, gone) is not batch for batch in batches),
        rejects={path: count for path in known_rejects() if (count := rows_about(path, traces))},
        outputs=[one for one in outputs_about(own) if one.outputs and not one.action.startswith("import")],
        mentions=[place for batch in batches for place in mentions(erased(batch, gone), traces)],
        traces=traces,
    )


def forget(store: Store, plan: Plan) -> Difference:
    """Forget a child: first the tombstones, then the files of rejected rows, then the store.

    A run that is cut off leaves the child in or out, never in part; forgetting again finishes it.

    Raises:
        StoreError: the store was not changed.
    """
    marks = marks_of(sorted(plan.identifiers))
    bury(store, dict.fromkeys(marks.values(), marks[plan.child]))
    for path in plan.rejects:  # before the graph: without it nobody would know any more what to look for
        clear_rejects(path, plan.traces)

    def change(batch: Batch) -> Batch | None:
        left = erased(batch, plan.going)
        decision = batch.ledger["source"] == "decisions"  # its reason was about the child alone
        return None if left is not batch and decision and says_nothing(left) else left

    return revise(store, change)


def _identifiers(store: Store) -> dict[tuple[str, str], AbstractSet[str]]:
    """All identifiers of each node that has several, by label and node id; the node id is among them."""
    text = " UNION ALL ".join(
        f"MATCH (n:`{node.label}`)-[:IDENTIFIED_BY]->(i:Identifier) "
        f"RETURN '{node.label}' AS label, n.id AS node, i.id AS identifier"
        for node in model.NODES
        if node.schemes
    )
    rows = store.ask(Query("identifiers of all", "", text, {"label": "text", "node": "text", "identifier": "text"}, {}))
    return {
        (str(label), str(node)): {str(node), *part["identifier"]}
        for (label, node), part in rows.groupby(["label", "node"])
    }
