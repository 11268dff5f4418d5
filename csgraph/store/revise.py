"""Changes what is kept, and makes the graph what importing that would have made: all of it in one transaction.

Taking back a batch, forgetting a person, ending what is no longer to be held, splitting two who were joined wrongly
and mending a damaged graph are all this, with another change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from csgraph.batch import Batch, Joint
from csgraph.checking import check_batch
from csgraph.store.difference import Difference, Rows, difference
from csgraph.store.kept import digest_of, kept_batch, order, tables_of
from csgraph.store.protocol import Store, Transaction
from csgraph.store.putting import Outcome
from csgraph.store.replay import replayed_telling

Change = Callable[[Batch], Batch | None]
"""What becomes of a kept batch: itself, another with the same id, or None where it is taken out.

It must depend on nothing but the batch: a transaction that met a passing fault begins again from the start.
"""


@dataclass(frozen=True)
class _Revised:
    difference: Difference
    outcomes: list[Outcome]


def unchanged(batch: Batch) -> Batch:
    """The change that leaves a batch as it is: the graph is mended, or only added to."""
    return batch


def revise(store: Store, change: Change = unchanged, add: Sequence[Batch] = ()) -> Difference:
    """Make the graph exactly what importing the changed batches, then those added, would have made.

    The kept batches are rewritten to match. A changed batch keeps its id, so the same extract stays known.

    Args:
        change: what becomes of each kept batch.
        add: batches to be loaded after them; one that is kept already is left as it is.

    Returns:
        What changed in the graph.

    Raises:
        CsgraphError: an added batch does not fit the model; nothing was written.
        StoreError: nothing was written, and why, such as that a kept batch is damaged.
    """
    for batch in add:
        check_batch(batch)
    return store.write(lambda tx: _revised(tx, change, add).difference)


def replay_with(tx: Transaction, batch: Batch) -> Outcome:
    """Put in a batch that changes what earlier ones meant."""
    return _revised(tx, unchanged, [batch]).outcomes[-1]


def _revised(tx: Transaction, change: Change, add: Sequence[Batch]) -> _Revised:
    before = order(tx)
    stored = dict(zip(before["id"], before["digest"].fillna(""), strict=True))
    batches = []
    for batch_id, digest in stored.items():
        new = change(kept_batch(tx, batch_id, digest))
        if new is not None and new.id != batch_id:
            raise ValueError("a changed batch keeps its id")
        batches += [] if new is None else [new]
    batches += [batch for batch in add if batch.id not in stored]
    target, outcomes = replayed_telling(batches)
    with target:
        found = difference(tx, target)
        _apply(tx, found)
    _rekeep(tx, stored, batches)
    return _Revised(found, outcomes)


def _rekeep(tx: Transaction, stored: dict[str, str], batches: Sequence[Batch]) -> None:
    """Keep what is new or another than it was, and let go of what stood there before."""
    meant = {}
    for batch in batches:
        tables = tables_of(batch)
        meant[batch.id] = digest_of(tables)
        if stored.get(batch.id) != meant[batch.id]:
            tx.keep(batch.id, meant[batch.id], tables)
    for batch_id, digest in stored.items():
        if meant.get(batch_id) != digest:
            tx.let_go(batch_id, digest)


def _apply(tx: Transaction, found: Difference) -> None:
    """Relationships go before the nodes that they join, and come after them."""
    for joint, links in found.links.items():
        _remove(tx, joint, links)
    for label, nodes in found.nodes.items():
        if len(nodes.removed):
            tx.remove_nodes(label, sorted(nodes.removed["id"]))
        if len(nodes.added):
            tx.add_nodes(label, nodes.added)
        if len(nodes.after):
            tx.set_nodes(label, nodes.after)
    for joint, links in found.links.items():
        fresh = pd.concat([part for part in (links.added, links.after) if len(part)] or [links.added])
        if len(fresh):
            tx.add_links(joint, fresh.reset_index(drop=True))


def _remove(tx: Transaction, joint: Joint, links: Rows) -> None:
    gone = pd.concat([part for part in (links.removed, links.before) if len(part)] or [links.removed])
    if len(gone):
        tx.remove_links(joint, gone.reset_index(drop=True))
