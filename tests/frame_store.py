"""A store that answers from frames: for tests of questions that need no engine."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from csgraph.frames import frame
from csgraph.store.queries import named_query

Rows = Sequence[Mapping[str, object]] | pd.DataFrame


class FrameStore:
    """Answers each named query with the rows given for it, in the query's own columns and dtypes; else with none.

    The rows must be what the query would return for the day asked about: nothing is filtered here.
    """

    def __init__(self, **answers: Rows) -> None:
        self.answers = answers

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        query = named_query(name)
        assert set(parameters) == set(query.parameters)
        rows = self.answers.get(name, [])
        unknown = set(columns_of(rows)) - set(query.columns)
        assert not unknown, f"{name} has no {unknown}"
        return frame(query.columns, rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), dtype=object))


def columns_of(rows: Rows) -> Iterable[str]:
    """The columns that some of the rows have."""
    return list(rows.columns) if isinstance(rows, pd.DataFrame) else {name for row in rows for name in row}
