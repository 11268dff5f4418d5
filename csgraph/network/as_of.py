"""Days: what a question is about, and the windows before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    from csgraph.store import Store

YEAR = 365
"""Days of the window in which an event, an assessment or an ended link still counts."""


def default_as_of(store: Store) -> date:
    """The day that a store is asked about unless somebody says otherwise: the newest day that its extracts cover.

    Raises:
        CsgraphError: the store holds no batch that says which days it covers.
    """
    newest = store.read("batches")["period_end"].max()
    if pd.isna(newest):
        raise CsgraphError(
            "The store holds no extract that says which days it covers.", "Import one, or name the day with --as-of."
        )
    return pd.Timestamp(newest).date()


def days_before(as_of: date, days: int = YEAR) -> date:
    """The first day of the window of so many days that ends on `as_of`."""
    return as_of - timedelta(days=days)


def ages(dob: pd.Series, as_of: date) -> pd.Series:
    """Whole years on the day, as Int64; missing where the date of birth is, or lies after the day."""
    birthday_to_come = dob.dt.month * 100 + dob.dt.day > as_of.month * 100 + as_of.day
    years = as_of.year - dob.dt.year - birthday_to_come
    known: pd.Series = years.where((years >= 0) & dob.notna()).astype("Int64")
    return known
