"""Which identifiers name the same subject, and which of them is its id.

A record that carries two identifiers joins them. The id of a subject is the best-ranked of its identifiers, so it does
not depend on the order of the files.
"""

from dataclasses import dataclass, field

import pandas as pd
from networkx.utils import UnionFind

from csgraph import model
from csgraph.batch import Batch
from csgraph.store.protocol import Transaction


@dataclass
class Resolved:
    """Identifiers of one label, resolved.

    Attributes:
        ids: node id by identifier; an identifier that is not in it is its node's id itself.
        moved: new id by the id of a node that is joined to another or gets a better identifier.
        identifiers: (node id, identifier) to be recorded.
    """

    ids: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)

    def of(self, keys: pd.Series) -> pd.Series:
        """Node ids of some identifiers."""
        return keys.map(lambda key: self.ids.get(key, key)).astype(object)


def rank(label: str, identifier: str) -> tuple[int, str]:
    """Order of identifiers: by scheme as the model ranks them, then by text."""
    schemes = model.NODE[label].schemes
    scheme = identifier.partition(":")[0]
    return (schemes.index(scheme) if scheme in schemes else len(schemes), identifier)


def keys_of(batch: Batch, label: str) -> set[str]:
    """Every identifier of a label that a batch names."""
    found: set[str] = set()
    if label in batch.nodes:
        found |= set(batch.nodes[label]["key"])
    for (_, start, end), rows in batch.links.items():
        found |= set(rows["from_key"]) if start == label else set()
        found |= set(rows["to_key"]) if end == label else set()
    same = batch.same[batch.same["label"] == label]
    return found | set(same["key"]) | set(same["other"])


def resolve(tx: Transaction, batch: Batch, label: str, keys: set[str]) -> Resolved:
    """Resolve a batch's identifiers of one label against those that the store knows, and join what the batch joins."""
    joint = ("IDENTIFIED_BY", label, "Identifier")
    if not model.NODE[label].schemes:
        return Resolved()
    known = tx.links(joint, "to_id", sorted(keys))
    resolved = Resolved(dict(zip(known["to_id"], known["from_id"], strict=True)))
    same = batch.same[batch.same["label"] == label]
    if not len(same):
        return resolved
    _join(tx, label, resolved, list(zip(same["key"], same["other"], strict=True)))
    return resolved


def _join(tx: Transaction, label: str, resolved: Resolved, pairs: list[tuple[str, str]]) -> None:
    """Join the pairs' subjects: choose each one's id, note which nodes move and which identifiers are new."""
    joined: UnionFind[str] = UnionFind()
    for key, other in pairs:
        joined.union(resolved.ids.get(key, key), resolved.ids.get(other, other))
    node_of = {key: resolved.ids.get(key, key) for pair in pairs for key in pair}
    held = tx.links(("IDENTIFIED_BY", label, "Identifier"), "from_id", sorted(set(node_of.values())))
    recorded: dict[str, set[str]] = {}
    for node, identifier in zip(held["from_id"], held["to_id"], strict=True):
        recorded.setdefault(node, set()).add(identifier)
    named: dict[str, set[str]] = {}
    for key, node in node_of.items():
        named.setdefault(node, {node}).add(key)
    for group in joined.to_sets():
        old: set[str] = set().union(*(recorded.get(node, set()) for node in group))
        keys = old.union(*(named.get(node, {node}) for node in group))
        best = min(keys, key=lambda identifier: rank(label, identifier))
        resolved.moved.update({node: best for node in group if node != best})
        resolved.ids.update(dict.fromkeys(keys, best))
        # What was recorded already moves with its node.
        resolved.identifiers += [(best, key) for key in sorted(keys - old)]
