"""Writes a store's files anew: what was deleted stays in the files of either engine until they are (measured)."""

from typing import TYPE_CHECKING, cast

from csgraph.errors import StoreError
from csgraph.store.protocol import Store
from csgraph.store.queries import Query

if TYPE_CHECKING:
    from csgraph.store.embedded import EmbeddedStore

DISK = (
    "The old file's blocks are free, not overwritten: a solid-state disk cannot be made to overwrite them. Keep the"
    " store on an encrypted disk; backups and snapshots hold the old files until they are replaced."
)
SERVER = (
    "A Neo4j server keeps deleted text in its store files, indexes and transaction logs; csgraph cannot rewrite them.",
    "docs/retention.md says what its administrator can do; a dump carries deleted text along, csgraph copy does not.",
)
SETTING = "db.tx_log.rotation.retention_policy"
READ = Query(
    "log retention",
    "",
    f"SHOW SETTINGS '{SETTING}' YIELD value RETURN value",
    {"value": "text"},
    {},
)


def compact(store: Store) -> list[str]:
    """Make an embedded store's graph file again from its kept batches, in place of the old one.

    Returns:
        What was done, and what it does not reach, in sentences.

    Raises:
        StoreError: it cannot be made again; the old file stands.
    """
    if store.engine == "neo4j":
        return [*SERVER, *_logs(store)]
    cast("EmbeddedStore", store).remake()
    return ["The graph file was made again from the kept batches.", DISK]


def _logs(store: Store) -> list[str]:
    """For how long the server keeps its transaction logs, where this user may ask."""
    try:
        found = store.ask(READ)["value"].tolist()
    except StoreError:
        return []
    return [f"Its {SETTING} is {found[0]}."] if found else []
