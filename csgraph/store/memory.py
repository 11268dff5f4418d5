"""A graph in memory: ladybug without a file, for making a graph again from its batches."""

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import pandas as pd

from csgraph.batch import Batch
from csgraph.errors import StoreError
from csgraph.store.embedded import EmbeddedTransaction, asked, ledger_of
from csgraph.store.graph_file import first_line
from csgraph.store.journal import MemoryJournal
from csgraph.store.kept import Tables, find_batch
from csgraph.store.protocol import Transaction
from csgraph.store.queries import Query, named_query
from csgraph.store.schema_statements import embedded_statements

T = TypeVar("T")


class MemoryStore:
    """See `csgraph.store.protocol.Store`. It is gone when it is closed."""

    engine = "embedded"
    url = ":memory:"

    def __init__(self) -> None:
        import ladybug

        self._database = ladybug.Database(":memory:")
        self._connection = ladybug.Connection(self._database)
        self._journal = MemoryJournal()

    def prepare(self) -> None:
        """See `Store.prepare`."""
        for statement in embedded_statements():
            self._connection.execute(statement)

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """See `Store.read`."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Reader.ask`."""
        return asked(self._connection, query, parameters)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `Store.write`. After a fault the store is of no more use."""
        try:
            self._connection.execute("BEGIN TRANSACTION")
            done = work(EmbeddedTransaction(self._connection, self._journal))
            self._connection.execute("COMMIT")
        except RuntimeError as fault:
            raise StoreError(f"The graph cannot be made in memory: {first_line(fault)}") from None
        return done

    def kept(self) -> list[str]:
        """See `Store.kept`."""
        return [batch for batch, _ in ledger_of(self)]

    def kept_batch(self, batch_id: str) -> Batch:
        """See `Store.kept_batch`."""
        return find_batch(self, batch_id)

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """See `Reader.kept_tables`."""
        return self._journal.tables(batch_id, digest)

    def close(self) -> None:
        """See `Store.close`."""
        self._connection.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
