"""Labels beside the ids of a table: initials, or names where they were asked for."""

from collections.abc import Callable

import pandas as pd

from csgraph.governance.redaction import Labels
from csgraph.store import Store

CHILD_COLUMNS = ("subject", "child", "child_a", "child_b", "other_child")
"""Columns that may hold a child's node id."""

HOMES = ("private_address", "cuckooed_address")
"""Kinds of place whose name is somebody's address: named only where people are."""


def with_labels(store: Store, rows: pd.DataFrame, *, identifiable: bool) -> pd.DataFrame:
    """The rows with a column of labels after each column of children's ids; other ids get none."""
    names = store.read("child_names")
    labels = Labels(names, identifiable)
    children = set(names["id"])
    shown = rows.copy()
    if not identifiable and {"name", "kind"} <= set(shown):
        shown["name"] = shown["name"].where(~shown["kind"].isin(HOMES))
    for column in CHILD_COLUMNS:
        if column in shown and shown[column].isin(children).any():
            called = [labels.label(one) if one in children else "" for one in shown[column]]
            shown.insert(int(shown.columns.get_loc(column)) + 1, f"{column}_is", called)  # type: ignore[arg-type]
    return shown


def subject_label(store: Store, rows: pd.DataFrame, *, identifiable: bool) -> Callable[[str], str]:
    """What to call each subject of some findings: a child's label, a place's or group's name, else its id.

    Args:
        rows: the findings; peer groups that csgraph found itself bring their name in the column group_name.
    """
    labels = Labels(store.read("child_names"), identifiable)
    known = store.read("subject_names").dropna(subset=["name"])
    shown = known if identifiable else known[~known["kind"].isin(HOMES)]
    names = dict(zip(shown["id"], shown["name"], strict=True))
    if "group_name" in rows:
        names |= dict(zip(rows["subject"], rows["group_name"], strict=True))
    children = set(rows.loc[rows["subject_label"] == "Child", "subject"])
    return lambda one: labels.label(one) if one in children else str(names.get(one, one))
