"""Source records as findings name them: `source record, row N (batch)`."""

from collections.abc import Iterable

import pandas as pd

PROVENANCE = ("source", "batch", "record", "row", "recorded_by", "reliability", "recorded_on")
"""What the queries on ties, events and places return of each relationship, beside its `id`."""


def citations(records: pd.DataFrame) -> pd.Series:
    """One citation a row, for frames that carry source, record, row and batch. Missing parts are left out."""
    rows = records["row"].astype("str").where(records["row"].notna())
    named = records["source"].fillna("unknown source") + (" " + records["record"]).fillna("")
    numbered = named + (", row " + rows).fillna("")
    return (numbered + (" (" + records["batch"] + ")").fillna("")).astype("str")


def distinct(lists: Iterable[Iterable[str]], most: int | None = None) -> list[str]:
    """The different texts of a column of lists, sorted; with `most`, the first of them and a word on how many more."""
    found = sorted({text for texts in lists for text in texts})
    if most is None or len(found) <= most:
        return found
    return [*found[:most], f"and {len(found) - most} more"]
