"""The constraints that csgraph's writing rests on: without them two imports at once double every child."""

from csgraph.errors import StoreError
from csgraph.store.schema_statements import constraint_name, neo4j_statements, unique_ids
from csgraph.store.server import Server, Watched
from csgraph.store.telling import tell

FILES = "dbms.security.allow_csv_import_from_file_urls"


def make_schema(server: Server) -> None:
    """Create the constraints that are missing.

    Raises:
        StoreError: the user may not, or the database is of a newer csgraph; nothing was written.
    """
    names, there = server.read(_constraints)
    newer = names - {constraint_name(name) for _, name in unique_ids()}
    if newer:
        raise StoreError(
            f"The database at {server.url} was written by a newer csgraph (it has {', '.join(sorted(newer))}).",
            "Upgrade csgraph.",
        )
    if set(unique_ids()) - there:
        try:
            server.change_schema(list(neo4j_statements()))
        except StoreError as fault:
            raise StoreError(f"csgraph's constraints cannot be created: {fault.what}", fault.advice) from None
        require_schema(server)
    _warn_of_files(server)


def require_schema(server: Server) -> None:
    """Make sure that every constraint is there.

    Raises:
        StoreError: some are missing; nothing was written.
    """
    missing = sorted(name for _, name in set(unique_ids()) - server.read(_constraints)[1])
    if missing:
        raise StoreError(
            f"The database at {server.url} lacks csgraph's constraint on the id of {', '.join(missing)}, without which"
            " two imports at once would double every child. Nothing was written.",
            "Have somebody who may create constraints run csgraph verify --repair there once.",
        )


def _constraints(tx: Watched) -> tuple[set[str], set[tuple[str, str]]]:
    """Names of csgraph's constraints, and what ids are held unique, under whatever name."""
    text = "SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties"
    names, unique = set(), set()
    for name, type_, entity, on, properties in tx.run(text).values():
        if str(name).startswith("csgraph_") and str(name).endswith("_id"):
            names.add(str(name))
        if properties == ["id"] and len(on) == 1 and ("UNIQUENESS" in type_ or "KEY" in type_):
            unique.add((str(entity), str(on[0])))
    return names, unique


def _warn_of_files(server: Server) -> None:
    """Say where the server lets a query read the server's own files; who may not see its settings is not told."""
    text = "SHOW SETTINGS YIELD name, value WHERE name = $name RETURN value"
    try:
        found = server.read(lambda tx: tx.run(text, {"name": FILES}).values())
    except StoreError:
        return
    if found and str(found[0][0]).lower() == "true":
        tell(f"The server at {server.url} lets any query read its own files. Have it set {FILES}=false.")
