"""Professional challenges to closings: who raised them, when, and how they stood on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

CHALLENGE: dict[str, Kind] = {
    "child": "text",
    "closing": "text",
    "challenge": "text",
    "raised_on": "date",
    "resolved_on": "date",
    "outcome": "text",
    "agency": "text",
    "evidence": "text",
}
"""Columns of a challenge. `agency` is the code of the challenger's, `outcome` the agency's own words."""

UNKNOWN = "other"
"""The agency of a challenge whose record names none."""


def challenges_to(store: Store, found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every challenge to some closings that was known on the day, as `CHALLENGE`, once a challenge and closing.

    Args:
        store: an open store.
        found: as `csgraph.network.closing.closings`: a challenge to any of a closing's records is one to it.
        as_of: the day.
    """
    raised = store.read("closure_challenges", as_of=as_of)
    raised = raised.assign(evidence=citations(raised))
    records = found[["child", "closing", "closures"]].explode("closures").rename(columns={"closures": "closure"})
    raisers = store.read("challenge_raisers", as_of=as_of).dropna(subset="agency")
    agency = raisers.sort_values(["challenge", "agency"]).drop_duplicates("challenge").set_index("challenge")["agency"]
    rows = records.dropna(subset="closure").astype({"closure": "str"}).merge(raised, on="closure")
    rows = rows.assign(agency=rows["challenge"].map(agency).astype("str").fillna(UNKNOWN))
    once = rows.sort_values(["closing", "challenge", "evidence"]).drop_duplicates(["child", "closing", "challenge"])
    return frame(CHALLENGE, once.sort_values(["child", "closing", "raised_on", "challenge"]))
