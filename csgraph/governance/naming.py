"""Labels beside the ids of a table: initials, or names where they were asked for."""

import pandas as pd

from csgraph.governance.redaction import Labels
from csgraph.store import Store

CHILD_COLUMNS = ("subject", "child", "child_a", "child_b")
"""Columns that may hold a child's node id."""


def with_labels(store: Store, rows: pd.DataFrame, *, identifiable: bool) -> pd.DataFrame:
    """The rows with a column of labels after each column of children's ids; other ids get none."""
    names = store.read("child_names")
    labels = Labels(names, identifiable)
    children = set(names["id"])
    shown = rows.copy()
    for column in CHILD_COLUMNS:
        if column in shown and shown[column].isin(children).any():
            called = [labels.label(one) if one in children else "" for one in shown[column]]
            shown.insert(int(shown.columns.get_loc(column)) + 1, f"{column}_is", called)  # type: ignore[arg-type]
    return shown
