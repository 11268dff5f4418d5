"""Copies a store into an empty one: what is kept, never the files, so that nothing deleted goes along."""

from csgraph.errors import StoreError
from csgraph.store.difference import Difference
from csgraph.store.forgotten import bury, tombstones
from csgraph.store.heads import copy_heads
from csgraph.store.protocol import Store
from csgraph.store.revise import revise


def copy(source: Store, target: Store) -> Difference:
    """Make an empty store what another one is: its batches in their order, its tombstones, its heads of audit logs.

    The two may be of different engines. A run that is cut off leaves the target without batches, or whole.

    Raises:
        StoreError: the target is not empty, or a batch of the source is damaged; no batch was copied.
    """
    if target.kept():
        raise StoreError("The store to copy into is not empty.", "Name a new folder, or an empty database.")
    batches = [source.kept_batch(batch) for batch in source.kept()]
    bury(target, tombstones(source))
    copy_heads(source, target)
    return revise(target, add=batches)
