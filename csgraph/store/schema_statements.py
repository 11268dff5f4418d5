"""The model as schema statements of each engine. Names come from the model only, never from data."""

from collections.abc import Iterator

from csgraph import model
from csgraph.schema import Kind

EMBEDDED_TYPE: dict[Kind, str] = {
    "text": "STRING",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "whole": "INT64",
    "number": "DOUBLE",
    "flag": "BOOL",
    "texts": "STRING[]",
}


def embedded_statements() -> Iterator[str]:
    """One table a node label and a relationship type, for ladybug."""
    for label in model.NODE:
        columns = ", ".join(f"`{p.name}` {EMBEDDED_TYPE[p.kind]}" for p in model.node_properties(label))
        yield f"CREATE NODE TABLE IF NOT EXISTS `{label}`({columns}, PRIMARY KEY(id))"
    for link in model.LINKS:
        ends = [f"FROM `{start}` TO `{end}`" for start, end in link.pairs]
        parts = ends + [f"`{p.name}` {EMBEDDED_TYPE[p.kind]}" for p in model.link_properties(link.type)]
        yield f"CREATE REL TABLE IF NOT EXISTS {link.type}({', '.join(parts)})"


OWN = ("Kept", "Journal", "Forgotten", "AuditHead")
"""csgraph's own labels beside the graph: kept batches, the lock of their writers, tombstones, heads of audit logs."""


def unique_ids() -> list[tuple[str, str]]:
    """What each id is unique among: (`NODE`, label) and (`RELATIONSHIP`, type)."""
    links = [link.type for link in model.LINKS if any(p.name == "id" for p in model.link_properties(link.type))]
    return [("NODE", label) for label in (*model.NODE, *OWN)] + [("RELATIONSHIP", type_) for type_ in links]


def neo4j_statements() -> Iterator[str]:
    """One uniqueness constraint a node label, and one a relationship type that carries an id; each brings its index."""
    for entity, name in unique_ids():
        pattern = f"(n:{name})" if entity == "NODE" else f"()-[n:{name}]-()"
        yield f"CREATE CONSTRAINT {constraint_name(name)} IF NOT EXISTS FOR {pattern} REQUIRE n.id IS UNIQUE"
    yield "CREATE INDEX csgraph_kept_batch IF NOT EXISTS FOR (n:Kept) ON (n.batch)"


def constraint_name(name: str) -> str:
    """The name of the constraint of a label or type."""
    return f"csgraph_{name.lower()}_id"
