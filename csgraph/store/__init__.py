"""Where the graph is kept: an embedded store (a folder) or a Neo4j server (a URL); both answer alike."""

from csgraph.store.opening import open_store
from csgraph.store.protocol import Store, Transaction

__all__ = ["Store", "Transaction", "open_store"]
