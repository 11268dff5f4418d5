"""A Neo4j server over Bolt. Everything that only Neo4j needs is in this module."""

import logging
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
import pandas as pd
from neo4j import exceptions

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.errors import StoreError
from csgraph.frames import frame
from csgraph.schema import Kind, Property
from csgraph.store.kept import Tables, find_batch, order, packed, unpacked
from csgraph.store.protocol import End, Transaction
from csgraph.store.queries import Query, answer, named_query
from csgraph.store.schema_statements import neo4j_statements

T = TypeVar("T")
AT_ONCE = 10_000
"""Rows a statement; measured best between 1,000 and 50,000, with little between them."""
CHUNK = 1_000_000
"""Bytes of a kept batch a node."""
KEPT_AT_ONCE = 20
"""Nodes of a kept batch a statement."""
OLDEST = (5, 26)
FAULTS = (exceptions.DriverError, exceptions.Neo4jError, OSError, ValueError)
ENDS: dict[str, Kind] = {"from_id": "text", "to_id": "text"}

# Its debug messages print parameters, which are children's names.
logging.getLogger("neo4j").setLevel(logging.ERROR)


class Neo4jStore:
    """See `csgraph.store.protocol.Store`."""

    engine = "neo4j"

    def __init__(
        self, url: str, user: str, password: str, *, database: str | None = None, read_only: bool = False
    ) -> None:
        self.url = url
        self._access = neo4j.READ_ACCESS if read_only else neo4j.WRITE_ACCESS
        self._database = database
        self._read_only = read_only
        self._driver = neo4j.GraphDatabase.driver(
            url,
            auth=(user, password),
            connection_timeout=10,
            connection_acquisition_timeout=20,
            max_transaction_retry_time=120,
        )
        try:
            self._driver.verify_connectivity()
            _refuse_old(self._driver.get_server_info().agent)
            with self._session(neo4j.READ_ACCESS) as session:  # tells at once where there is no such database
                session.run("RETURN 1").consume()
        except (StoreError, *FAULTS) as fault:
            self._driver.close()
            raise _told(fault, url, user) from None

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access)

    def prepare(self) -> None:
        """Create the constraints that are missing; without them two imports at once would double every child."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            for statement in neo4j_statements():
                session.run(statement).consume()

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Store.ask`. The session may only read, and the server holds it to that."""

        try:
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(lambda tx: _asked(tx, query, parameters))
        except exceptions.ClientError as fault:
            raise StoreError(f"{query.name}.cypher cannot be run: {fault.code}.") from None
        except FAULTS as fault:
            raise _told(fault, self.url) from None

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `Store.write`: a managed transaction, tried again for up to two minutes after a passing fault."""
        if self._read_only:
            raise StoreError("The store was opened for reading only.")
        try:
            with self._session(self._access) as session:
                return session.execute_write(lambda tx: _worked(tx, work))
        except FAULTS as fault:
            raise _told(fault, self.url) from None

    def write_own(self, text: str, **parameters: object) -> None:
        """A small write of csgraph's own bookkeeping, outside any batch and also where the store is opened for reading.

        Args:
            text: Cypher of csgraph's own, never made from data.
            parameters: its parameters.

        Raises:
            StoreError: nothing was written, such as where the user may only read.
        """
        try:
            with self._session(neo4j.WRITE_ACCESS) as session:
                session.execute_write(lambda tx: tx.run(text, parameters).consume())
        except FAULTS as fault:
            raise _told(fault, self.url) from None

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return order(self)["id"].tolist()

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return find_batch(self, batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        try:
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(lambda tx: _kept_tables(tx, batch_id, digest))
        except FAULTS as fault:
            raise _told(fault, self.url) from None

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _refuse_old(agent: str) -> None:
    version = agent.partition("/")[2]
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST:
        raise StoreError(
            f"The server is Neo4j {version}, and csgraph needs {OLDEST[0]}.{OLDEST[1]} or later.",
            "Ask for it to be upgraded.",
        )


def _told(fault: BaseException, url: str, user: str = "") -> BaseException:
    """A driver's fault in one sentence; never its own text, which can hold values. Other faults are given back."""
    match fault:
        case exceptions.AuthError():
            return StoreError(
                f"The server at {url} refused {user or 'the user'}'s password.",
                "Check CSGRAPH_USER and CSGRAPH_PASSWORD.",
            )
        case exceptions.ServiceUnavailable() | exceptions.SessionExpired():
            return StoreError(f"No Neo4j answers at {url}.", "Is it started, and are the address and port right?")
        case exceptions.ClientError() if fault.code and "Database" in fault.code:
            return StoreError(f"The server at {url} has no such database.", "Check CSGRAPH_DATABASE.")
        case exceptions.Neo4jError():
            return StoreError(f"The server at {url} refused: {fault.code}. Nothing was written.")
        case exceptions.ConfigurationError() | exceptions.DriverError() | OSError():
            return StoreError(
                f"{url} cannot be reached: {type(fault).__name__}.",
                "Check the address and whether the server uses TLS (+s).",
            )
        case _:
            return fault


def _native(values: list[Any]) -> pd.Series:
    """A column with the driver's temporal values as Python's own."""
    return pd.Series([v.to_native() if hasattr(v, "to_native") else v for v in values], dtype=object)


def _asked(tx: neo4j.ManagedTransaction, query: Query, parameters: dict[str, object]) -> pd.DataFrame:
    result = tx.run(query.text, parameters)
    names, rows = list(result.keys()), result.values()
    return answer(query, pd.DataFrame({n: _native([r[i] for r in rows]) for i, n in enumerate(names)}, columns=names))


def _kept_tables(tx: neo4j.ManagedTransaction, batch_id: str, digest: str) -> Tables:
    """A batch from its nodes `Kept`, each of which has some bytes of one table."""
    text = (
        "MATCH (k:Kept {batch: $batch, digest: $digest}) "
        "RETURN k.name AS name, k.bytes AS bytes ORDER BY k.name, k.part"
    )
    files: dict[str, bytes] = {}
    for name, content in tx.run(text, {"batch": batch_id, "digest": digest}).values():
        files[name] = files.get(name, b"") + bytes(content)
    return unpacked(files)


def _worked(tx: neo4j.ManagedTransaction, work: Callable[[Transaction], T]) -> T:
    # One writer at a time: what a batch means depends on those before it. The lock is held until the transaction ends.
    tx.run("MERGE (j:Journal {id: 'csgraph'}) SET j.taken = true").consume()
    transaction = Neo4jTransaction(tx)
    done = work(transaction)
    transaction.bury()
    return done


class Neo4jTransaction:
    """See `csgraph.store.protocol.Transaction`.

    What is removed loses its id at once and is deleted last: once a transaction has deleted anything, Neo4j 5 copies
    the whole list of the deleted at every look into an index, so that work grew with the square of an extract.
    """

    def __init__(self, tx: neo4j.ManagedTransaction) -> None:
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
