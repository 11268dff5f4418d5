"""Opens a store by its URL or folder, with the password from where passwords may be."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csgraph.errors import StoreError
from csgraph.store.protocol import Store

SCHEMES = ("neo4j+s", "bolt+s", "neo4j", "bolt")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def open_store(where: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Open a store.

    Args:
        where: a Neo4j URL (`neo4j+s://…`, `bolt://…`) or a folder; default CSGRAPH_STORE, else `csgraph-store` here.
        read_only: refuse every write; else the schema is made where it is missing.

    Raises:
        StoreError: it cannot be opened, and why.
    """
    store = _opened(where, read_only)
    if not read_only:
        try:
            store.prepare()
        except BaseException:
            store.close()
            raise
    return store


def store_place(where: str | Path | None = None) -> str:
    """The URL or folder given, else CSGRAPH_STORE, else `csgraph-store` in the folder that one is in."""
    return str(where or os.environ.get("CSGRAPH_STORE") or "csgraph-store")


def on_a_server(where: str | Path | None = None) -> bool:
    """Whether a store is a Neo4j server's, and not a folder."""
    return "://" in store_place(where)


def _opened(where: str | Path | None, read_only: bool) -> Store:
    chosen = store_place(where)
    if "://" not in chosen:
        from csgraph.store.embedded import EmbeddedStore

        return EmbeddedStore(Path(chosen), read_only=read_only)
    address = urlsplit(chosen)
    if address.scheme.endswith("+ssc"):
        raise StoreError(
            f"{address.scheme}:// takes any certificate, so anybody between could read and change everything.",
            "Use +s, and set CSGRAPH_CA to the file of your own certificate authority.",
        )
    if address.scheme not in SCHEMES:
        raise StoreError(
            f"{address.scheme}:// is not a kind of store.",
            f"Use {', '.join(s + '://' for s in SCHEMES)} or a folder.",
        )
    if address.password or address.username:
        raise StoreError(
            "The store's URL holds a user or password.",
            "Leave them out; set CSGRAPH_USER and CSGRAPH_PASSWORD instead.",
        )
    if (
        address.scheme in ("bolt", "neo4j")
        and address.hostname not in LOOPBACK
        and not os.environ.get("CSGRAPH_INSECURE_TRANSPORT")
    ):
        raise StoreError(
            f"{address.scheme}:// sends the password and children's names over the network in clear.",
            f"Use {address.scheme}+s://, or set CSGRAPH_INSECURE_TRANSPORT=1 if the way is protected otherwise.",
        )
    from csgraph.store.neo4j import Neo4jStore
    from csgraph.store.password import password_for

    user = os.environ.get("CSGRAPH_USER", "neo4j")
    return Neo4jStore(
        chosen, user, password_for(chosen, user), database=os.environ.get("CSGRAPH_DATABASE"), read_only=read_only
    )
