"""Several columns as lists by group, kept in one order: the third name and the third telephone are one person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from csgraph.network.listing import lists_by

BETWEEN = "\x1f"
"""The unit separator: no extract's cell holds it."""


def aligned(rows: pd.DataFrame, by: Sequence[str], columns: Mapping[str, str]) -> pd.DataFrame:
    """One row a group: the columns of `by`, then each column as a list under its new name; a missing text is empty.

    Args:
        rows: texts, one row a person.
        by: the columns of the group.
        columns: new name by column.
    """
    texts = zip(*(rows[column].astype("str").fillna("") for column in columns), strict=True)
    joined = rows[list(by)].assign(whole=pd.Series([BETWEEN.join(one) for one in texts], rows.index, dtype="str"))
    lists = lists_by(joined, by, "whole")
    split = [[one.split(BETWEEN) for one in whole] for whole in lists["whole"]]
    for n, name in enumerate(columns.values()):
        lists[name] = pd.Series([[one[n] for one in each] for each in split], index=lists.index, dtype=object)
    return lists.drop(columns="whole")
