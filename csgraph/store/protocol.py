"""What csgraph asks of an engine. Everything else about an engine stays in its own module."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Literal, Protocol, Self, TypeVar

import pandas as pd

from csgraph.batch import Batch, Joint
from csgraph.store.kept import Reader, Tables

T = TypeVar("T")
End = Literal["from_id", "to_id"]


class Transaction(Reader, Protocol):
    """Reads and writes that happen together or not at all. Labels, types and properties are the model's own."""

    def nodes(self, label: str, ids: Sequence[str]) -> pd.DataFrame:
        """Those of some nodes that exist; columns are the label's properties."""
        ...

    def links(self, joint: Joint, end: End, ids: Sequence[str]) -> pd.DataFrame:
        """Relationships of a joint that touch some nodes at one end; columns from_id, to_id, the type's properties."""
        ...

    def add_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """Add nodes that do not exist yet."""
        ...

    def set_nodes(self, label: str, rows: pd.DataFrame) -> None:
        """Replace the properties of nodes that exist."""
        ...

    def remove_nodes(self, label: str, ids: Sequence[str]) -> None:
        """Remove nodes and whatever relationships they still have."""
        ...

    def add_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """Add relationships that do not exist yet; columns as `links` gives them."""
        ...

    def remove_links(self, joint: Joint, rows: pd.DataFrame) -> None:
        """Remove relationships, by their ends and id."""
        ...

    def keep(self, batch_id: str, digest: str, tables: Tables) -> None:
        """Keep a batch as it was asserted: it is there when the transaction has committed, and not before."""
        ...

    def let_go(self, batch_id: str, digest: str) -> None:
        """Keep a batch no longer as it was: it is there until the transaction has committed."""
        ...


class Store(Reader, Protocol):
    """An open graph.

    Attributes:
        url: what it was opened by, without a password.
        engine: `neo4j` or `embedded`.
    """

    url: str
    engine: str

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """The answer of the query cypher/<name>.cypher, with the columns and dtypes that its header states.

        Raises:
            StoreError: there is no such query, or the store cannot be reached.
        """
        ...

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do some work in one transaction. It may be run again from the start after a passing fault.

        Raises:
            StoreError: nothing was written, and why.
        """
        ...

    def kept(self) -> list[str]:
        """Ids of the batches, in the order in which they were loaded."""
        ...

    def kept_batch(self, batch_id: str) -> Batch:
        """A batch as it was asserted.

        Raises:
            StoreError: there is no such batch, or what is kept of it is damaged.
        """
        ...

    def prepare(self) -> None:
        """Create the schema where it is missing."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...
