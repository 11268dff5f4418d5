"""Assessments and screening tools of children by a day: when, of what kind, by whom, with which factors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.authors import authors
from csgraph.network.citations import citations

if TYPE_CHECKING:
    from csgraph.store import Store


def assessed(store: Store, as_of: date) -> pd.DataFrame:
    """Every assessment and tool of every child known on the day.

    Returns:
        cypher/assessments.cypher with `day` (completed, else begun), `role` and `agency` (codes) of who completed it,
        missing where nobody is recorded, and `cited`.
    """
    rows = store.read("assessments", as_of=as_of)
    who = authors(store.read("assessment_authors", as_of=as_of), "assessment")
    joined = rows.merge(who, on="assessment", how="left")
    day = joined["completed_on"].fillna(joined["start"])
    return joined.assign(day=day, cited=citations(joined))
