"""Each engine as its own driver gives it, with nothing of csgraph's between: what the plain ways are written with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from benchmarks.job import Job


class Bare(Protocol):
    """A connection.

    Attributes:
        at_once: rows a statement when writing.
    """

    at_once: int

    def records(self, text: str, parameters: dict[str, object]) -> Iterator[dict[str, Any]]:
        """The answer of a statement, one record after the other."""
        ...

    def do(self, text: str, parameters: dict[str, object]) -> None:
        """Run a statement in a transaction of its own."""
        ...


class BareEmbedded:
    """ladybug by its connection."""

    at_once = 10_000

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def records(self, text: str, parameters: dict[str, object]) -> Iterator[dict[str, Any]]:
        """See `Bare.records`."""
        result = self._connection.execute(text, parameters)
        names = result.get_column_names()
        while result.has_next():
            yield dict(zip(names, result.get_next(), strict=True))

    def do(self, text: str, parameters: dict[str, object]) -> None:
        """See `Bare.do`."""
        self._connection.execute(text, parameters)


class BareNeo4j:
    """Neo4j by a session of its driver."""

    at_once = 1_000

    def __init__(self, session: Any) -> None:
        self._session = session

    def records(self, text: str, parameters: dict[str, object]) -> Iterator[dict[str, Any]]:
        """See `Bare.records`."""
        for record in self._session.run(text, parameters):
            yield dict(record)

    def do(self, text: str, parameters: dict[str, object]) -> None:
        """See `Bare.do`."""
        self._session.run(text, parameters).consume()


@contextmanager
def bare(job: Job) -> Iterator[Bare]:
    """The job's store, which must have its schema already."""
    if job.engine == "embedded":
        import ladybug

        database = ladybug.Database(Path(job.store) / "graph.lbug", buffer_pool_size=2 << 30)
        with database, ladybug.Connection(database) as connection:
            yield BareEmbedded(connection)
        return
    import neo4j

    from csgraph.store.password import password_for

    auth = ("neo4j", password_for(job.store, "neo4j"))
    with neo4j.GraphDatabase.driver(job.store, auth=auth) as driver, driver.session() as session:
        yield BareNeo4j(session)
