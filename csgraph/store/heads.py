"""Heads of audit logs, kept in the store that was read: they show that the end of a log is missing.

One a log: its newest entry's place and hash. Where a log comes back shorter than the store knew it, the head that it
had is kept as lost, so that entries written afterwards do not cover it up.
"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from csgraph.errors import StoreError
from csgraph.store.protocol import Store
from csgraph.store.queries import Query

if TYPE_CHECKING:
    from csgraph.store.embedded import EmbeddedStore
    from csgraph.store.neo4j import Neo4jStore

FOLDER = "audit"
NOT_KEPT = "The store could not keep the audit log's head (it may only be read): the log alone has it, so note it down."
SHORTER = "The audit log is shorter than this store knew it. Run csgraph audit verify."
READ = Query(
    "audit heads",
    "",
    "MATCH (h:AuditHead) RETURN h.id AS log, h.kept AS kept",
    {"log": "text", "kept": "text"},
    {},
)
WRITE = "MERGE (h:AuditHead {id: $log}) SET h.kept = $kept"
Heads = list[tuple[int, str]]
"""Places and hashes, the newest first; those after it are of logs that came back shorter."""


def keep_head(store: Store, log: str, number: int, mac: str) -> str:
    """Keep a log's newest head; the caller holds the log.

    Returns:
        What the person should know, or nothing: that the store cannot keep it, or that the log had been longer.
    """
    try:
        known = kept_heads(store).get(log, [])
        shorter = bool(known) and known[0][0] >= number
        lost = known if shorter else known[1:]
        _keep(store, log, json.dumps([(number, mac), *lost]))
    except (OSError, StoreError):
        return NOT_KEPT
    return SHORTER if shorter else ""


def kept_heads(store: Store) -> dict[str, Heads]:
    """The heads that a store keeps, by log."""
    if store.engine == "neo4j":
        rows = store.ask(READ)
        found = dict(zip(rows["log"], rows["kept"], strict=True))
    else:
        found = {path.stem: path.read_text(encoding="utf-8") for path in _folder(store).glob("*.json")}
    return {log: [(int(n), str(mac)) for n, mac in json.loads(kept)] for log, kept in found.items()}


def copy_heads(source: Store, target: Store) -> None:
    """Have one store keep what another one knows of audit logs."""
    for log, heads in kept_heads(source).items():
        _keep(target, log, json.dumps(heads))


def _folder(store: Store) -> Path:
    return cast("EmbeddedStore", store).folder / FOLDER


def _keep(store: Store, log: str, kept: str) -> None:
    if store.engine == "neo4j":
        cast("Neo4jStore", store).write_own(WRITE, log=log, kept=kept)
        return
    folder = _folder(store)
    folder.mkdir(exist_ok=True, mode=0o700)
    part = folder / f"{log}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(kept)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / f"{log}.json")
