"""Lists by group, for whole populations: pandas' own `agg(list)` makes a frame a group and takes minutes."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd


def lists_by(rows: pd.DataFrame, by: Sequence[str], column: str) -> pd.DataFrame:
    """The different values of a column for each group, in the order of the rows.

    Returns:
        One row a group, sorted by it: the columns of `by`, then `column` with lists.
    """
    kept = rows.drop_duplicates([*by, column]).sort_values(list(by), kind="stable", ignore_index=True)
    first = ~kept.duplicated(list(by)).to_numpy(dtype=bool)
    bounds = [*np.flatnonzero(first).tolist(), len(kept)]
    values = kept[column].tolist()
    lists = pd.Series([values[start:end] for start, end in pairwise(bounds)], dtype="object")
    return kept.loc[first, list(by)].reset_index(drop=True).assign(**{column: lists})
