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


def neo4j_statements() -> Iterator[str]:
    """One uniqueness constraint a node label, and one a relationship type that carries an id; each brings its index."""
    for label in model.NODE:
        yield f"CREATE CONSTRAINT csgraph_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for link in model.LINKS:
        if any(p.name == "id" for p in model.link_properties(link.type)):
            name = f"csgraph_{link.type.lower()}_id"
            yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{link.type}]-() REQUIRE r.id IS UNIQUE"
    for label in ("Kept", "Journal"):  # csgraph's own, beside the graph: kept batches, and the lock of their writers
        yield f"CREATE CONSTRAINT csgraph_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    yield "CREATE INDEX csgraph_kept_batch IF NOT EXISTS FOR (n:Kept) ON (n.batch)"
