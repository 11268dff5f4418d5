"""Puts a batch into a store: whole or not at all, once however often, with the same outcome in any order of files."""

from csgraph.batch import Batch
from csgraph.checking import check_batch
from csgraph.store.overall import overall_in, reaches_back
from csgraph.store.protocol import Store, Transaction
from csgraph.store.putting import Outcome, put
from csgraph.store.queries import Query
from csgraph.store.revise import replay_with

KNOWN = Query("known batch", "", "MATCH (b:Batch {id: $id}) RETURN b.id AS id", {"id": "text"}, {"id": "text"})


def upsert(store: Store, batch: Batch) -> Outcome:
    """Put a batch into the store, in one transaction with its ledger entry and with what it is kept as.

    Raises:
        CsgraphError: it does not fit the model; nothing was written.
        StoreError: nothing was written, and why.
    """
    if is_known(store, batch.id):
        return Outcome(known=True)
    check_batch(batch)
    return store.write(lambda tx: _upsert(tx, batch))


def is_known(store: Store, batch_id: str) -> bool:
    """Whether the store has a batch."""
    return bool(len(store.ask(KNOWN, id=batch_id)))


def _upsert(tx: Transaction, batch: Batch) -> Outcome:
    if len(tx.nodes("Batch", [batch.id])):
        return Outcome(known=True)
    overall = overall_in(tx, batch)
    if reaches_back(tx, batch, overall):
        return replay_with(tx, batch)
    return put(tx, batch, overall)
