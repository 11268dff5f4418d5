"""A Neo4j server over Bolt. Everything that only Neo4j needs is in this module."""

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.errors import StoreError
from csgraph.frames import frame
from csgraph.schema import Kind, Property
from csgraph.store.kept import Tables, find_batch, order, packed, unpacked
from csgraph.store.protocol import End, Transaction
from csgraph.store.queries import Query, answer, named_query
from csgraph.store.server import Server, Watched
from csgraph.store.server_schema import make_schema, require_schema

T = TypeVar("T")
AT_ONCE = 10_000
"""Rows a statement; measured best between 1,000 and 50,000, with little between them."""
CHUNK = 1_000_000
"""Bytes of a kept batch a node."""
KEPT_AT_ONCE = 20
"""Nodes of a kept batch a statement."""
ENDS: dict[str, Kind] = {"from_id": "text", "to_id": "text"}


class Neo4jStore:
    """See `csgraph.store.protocol.Store`."""

    engine = "neo4j"

    def __init__(
        self, url: str, user: str, password: str, *, database: str | None = None, read_only: bool = False
    ) -> None:
        self.url = url
        self._read_only = read_only
        self._server = Server(url, user, password, database)

    def prepare(self) -> None:
        """Create the constraints that are missing; without them two imports at once would double every child.

        Raises:
            StoreError: some are missing and the user may not create them, or the database is of a newer csgraph.
        """
        make_schema(self._server)

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Store.ask`. The session may only read, and the server holds it to that."""
        return self._server.read(lambda tx: _asked(tx, query, parameters), f" {query.name}.cypher cannot be run.")

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `Store.write`: a managed transaction, tried again for two minutes after a passing fault.

        It is refused where a constraint is missing.
        """
        if self._read_only:
            raise StoreError("The store was opened for reading only.")

        def worked(tx: Watched) -> T:
            transaction = Neo4jTransaction(tx)
            done = work(transaction)
            transaction.bury()
            return done

        require_schema(self._server)
        return self._server.write(worked)

    def write_own(self, text: str, **parameters: object) -> None:
        """A small write of csgraph's own bookkeeping, outside any batch and also where the store is opened for reading.

        Args:
            text: Cypher of csgraph's own, never made from data.
            parameters: its parameters.

        Raises:
            StoreError: nothing was written, such as where the user may only read.
        """
        self._server.note(lambda tx: tx.run(text, parameters).consume())

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return order(self)["id"].tolist()

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return find_batch(self, batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._server.read(lambda tx: _kept_tables(tx, batch_id, digest))

    def close(self) -> None:
        """Close the connection."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _native(values: list[Any]) -> pd.Series:
    """A column with the driver's temporal values as Python's own."""
    return pd.Series([v.to_native() if hasattr(v, "to_native") else v for v in values], dtype=object)


def _asked(tx: Watched, query: Query, parameters: dict[str, object]) -> pd.DataFrame:
    result = tx.run(query.text, parameters)
    names, rows = list(result.keys()), result.values()
    return answer(query, pd.DataFrame({n: _native([r[i] for r in rows]) for i, n in enumerate(names)}, columns=names))


def _kept_tables(tx: Watched, batch_id: str, digest: str) -> Tables:
    """A batch from its nodes `Kept`, each of which has some bytes of one table."""
    text = (
        "MATCH (k:Kept {batch: $batch, digest: $digest}) "
        "RETURN k.name AS name, k.bytes AS bytes ORDER BY k.name, k.part"
    )
    files: dict[str, bytes] = {}
    for name, content in tx.run(text, {"batch": batch_id, "digest": digest}).values():
        files[name] = files.get(name, b"") + bytes(content)
    return unpacked(files)


class Neo4jTransaction:
    """See `csgraph.store.protocol.Transaction`.

    What is removed loses its id at once and is deleted last: once a transaction has deleted anything, Neo4j 5 copies
    the whole list of the deleted at every look into an index, so that work grew with the square of an extract.
    """

    def __init__(self, tx: Watched) -> None:
        self._tx = tx
        self._dead_links: list[str] = []
        self._dead_nodes: list[str] = []

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`."""
        return _asked(self._tx, query, parameters)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return _kept_tables(self._tx, batch_id, digest)

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """See `Transaction.keep`: nodes `Kept` with bytes, in the same transaction."""
        rows = []
        for name, table in tables.items():
            content = packed(table)
            for part, at in enumerate(range(0, len(content), CHUNK)):
                place = {"id": f"{batch_id}/{digest}/{name}/{part}", "batch": batch_id, "digest": digest}
                rows.append({**place, "name": name, "part": part, "bytes": content[at : at + CHUNK]})
        for at in range(0, len(rows), KEPT_AT_ONCE):
            self._tx.run(
                "UNWIND $rows AS row CREATE (k:Kept) SET k = row", {"rows": rows[at : at + KEPT_AT_ONCE]}
            ).consume()

    def let_go(self, batch_id: str, digest: str) -> None:
        """See `Transaction.let_go`."""
        text = "MATCH (k:Kept {batch: $batch, digest: $digest}) SET k.id = null RETURN elementId(k)"
        found = self._tx.run(text, {"batch": batch_id, "digest": digest}).values()
        self._dead_nodes += [row[0] for row in found]

    def _collect(self, text: str, ids: Sequence[str], columns: dict[str, Kind]) -> pd.DataFrame:
        """One long list a column, as the server collects it: far cheaper than a record a row."""
        parts = []
        for at in range(0, len(ids), AT_ONCE):
            result = self._tx.run(text, {"ids": list(ids[at : at + AT_ONCE])})
            parts += result.values()
        return frame(columns, {name: _native([row[i] for row in parts]).tolist() for i, name in enumerate(columns)})

    def nodes(self, label: str, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.nodes`."""
        columns = _columns(model.node_properties(label))
        returned = ", ".join(f"n.`{name}`" for name in columns)
        return self._collect(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN {returned}", ids, columns)

    def links(self, joint: Joint, end: End, ids: Sequence[str]) -> pd.DataFrame:
        """See `Transaction.links`."""
        columns = ENDS | _columns(model.link_properties(joint[0]))
        start_key, end_key = (" {id: id}", "") if end == "from_id" else ("", " {id: id}")
        returned = ", ".join(["a.id", "b.id", *(f"r.`{name}`" for name in list(columns)[2:])])
        match = f"MATCH (a:{joint[1]}{start_key})-[r:{joint[0]}]->(b:{joint[2]}{end_key})"
        alive = "a.id IS NOT NULL AND b.id IS NOT NULL" + (" AND r.id IS NOT NULL" if "id" in columns else "")
        return self._collect(f"UNWIND $ids AS id {match} WHERE {alive} RETURN {returned}", ids, columns)

    def _send(self, text: str, rows: pd.DataFrame, columns: dict[str, Kind]) -> None:
        for part in _records(rows, columns):
            self._tx.run(f"UNWIND $rows AS row {text}", {"rows": part}).consume()

    def add_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.add_nodes`. MERGE, so that two imports at once make one node."""
        self._send(f"MERGE (n:{label} {{id: row.id}}) SET n += row", rows, _columns(model.node_properties(label)))

    def set_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """See `Transaction.set_nodes`."""
        self._send(f"MATCH (n:{label} {{id: row.id}}) SET n = row", rows, _columns(model.node_properties(label)))

    def remove_nodes(self, label: str, ids: Sequence[str]) -> None:
        """See `Transaction.remove_nodes`."""
        text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) SET n.id = null RETURN elementId(n)"
        self._dead_nodes += [row[0] for row in self._tx.run(text, {"ids": list(ids)}).values()]

    def add_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.add_links`."""
        properties = _columns(model.link_properties(joint[0]))
        key = " {id: row.id}" if "id" in properties else ""
        ends = f"MATCH (a:{joint[1]} {{id: row.from_id}}) MATCH (b:{joint[2]} {{id: row.to_id}})"
        text = f"{ends} MERGE (a)-[r:{joint[0]}{key}]->(b)"
        changes = ", ".join(f"r.`{name}` = row.`{name}`" for name in properties if name != "id")
        self._send(f"{text} SET {changes}" if changes else text, rows, ENDS | properties)

    def remove_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """See `Transaction.remove_links`."""
        key = " {id: row.id}" if "id" in rows.columns else ""
        match = f"MATCH (a:{joint[1]} {{id: row.from_id}})-[r:{joint[0]}{key}]->(b:{joint[2]} {{id: row.to_id}})"
        text = f"UNWIND $rows AS row {match} {'SET r.id = null ' if key else ''}RETURN elementId(r)"
        for part in _records(rows, ENDS | ({"id": "text"} if key else {})):
            self._dead_links += [row[0] for row in self._tx.run(text, {"rows": part}).values()]

    def bury(self) -> None:
        """Delete what was removed, as the last thing of the transaction."""
        for dead, text in (
            (self._dead_links, "MATCH ()-[x]->() WHERE elementId(x) = id DELETE x"),
            (self._dead_nodes, "MATCH (x) WHERE elementId(x) = id DETACH DELETE x"),
        ):
            for at in range(0, len(dead), AT_ONCE):
                self._tx.run(f"UNWIND $ids AS id {text}", {"ids": dead[at : at + AT_ONCE]}).consume()


def _columns(properties: Sequence[Property]) -> dict[str, Kind]:
    return {p.name: p.kind for p in properties}


def _records(rows: pd.DataFrame, columns: dict[str, Kind]) -> Iterator[list[dict[str, object]]]:
    """Rows as maps without their missing values, some thousands at a time."""
    plain = {name: _values(rows[name], kind) for name, kind in columns.items() if name in rows}
    names = list(plain)
    for at in range(0, len(rows), AT_ONCE):
        part = zip(*(values[at : at + AT_ONCE] for values in plain.values()), strict=True)
        yield [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in part]


def _values(data: pd.Series, kind: Kind) -> list[Any]:
    """A column as Python's own values, None where missing."""
    if kind == "texts":
        return [list(v) if v is not None and not isinstance(v, float) and len(v) else None for v in data]
    plain = data.astype(object).where(data.notna(), None)
    if kind == "date":
        return [None if v is None else v.date() if hasattr(v, "date") else v for v in plain]
    if kind == "moment":
        return [None if v is None else v.to_pydatetime() if hasattr(v, "to_pydatetime") else v for v in plain]
    return [None if v is None else v.item() if hasattr(v, "item") else v for v in plain]
