"""A graph in memory, made again from batches by the very code that an import runs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from csgraph.batch import Batch
from csgraph.store.memory import MemoryStore
from csgraph.store.overall import overall_of
from csgraph.store.putting import Outcome, put

if TYPE_CHECKING:
    from csgraph.store.protocol import Store


def replayed(batches: Iterable[Batch]) -> "Store":
    """The graph that importing some batches makes, in their order; close it when done.

    Args:
        batches: each fits the model, no two have the same id.

    Raises:
        StoreError: the machine's memory does not hold the graph.
    """
    return replayed_telling(batches)[0]


def replayed_telling(batches: Iterable[Batch]) -> "tuple[Store, list[Outcome]]":
    """As `replayed`, with what putting each batch in did."""
    every = list(batches)
    overall = overall_of(every)
    store = MemoryStore()
    try:
        store.prepare()
        return store, [store.write(lambda tx, batch=batch: put(tx, batch, overall)) for batch in every]  # type: ignore[misc]
    except BaseException:
        store.close()
        raise
