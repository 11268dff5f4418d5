"""What children were heard to say, and the attempts to engage them: when, about what, by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.authors import authors
from csgraph.network.citations import citations
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

HEARD: dict[str, Kind] = {
    "child": "text",
    "about": "text",
    "day": "date",
    "role": "text",
    "agency": "text",
    "cited": "text",
    "id": "text",
}
"""Columns of `heard`."""

PLACES = ("feels_safe_at", "feels_unsafe_at")
"""Ties to a place that are the child's own word on it."""


def voices(store: Store, as_of: date) -> pd.DataFrame:
    """Accounts and attempts: cypher/child_voice.cypher with role and agency of the worker, and `cited`."""
    rows = store.read("child_voice", as_of=as_of)
    who = authors(store.read("child_voice_workers", as_of=as_of), "event")
    joined = rows.merge(who, on="event", how="left")
    return joined.assign(agency=joined["agency"].fillna(joined["recorded_by"]), cited=citations(joined))


def heard(store: Store, voiced: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Everything that tells a child's own word, as `HEARD`: accounts, places felt safe or unsafe, accounts on a map.

    Args:
        store: the store.
        voiced: as `voices`.
        as_of: the day.
    """
    accounts = voiced[voiced["kind"] == "account"].assign(about=voiced["detail"])
    ties = store.read("place_ties", as_of=as_of)
    ties = ties[ties["kind"].isin(PLACES)]
    ties = ties.assign(about="safe place", day=ties["start"].fillna(ties["recorded_on"]), agency=ties["recorded_by"])
    held = store.read("child_accounts", as_of=as_of).dropna(subset="account")
    held = held.assign(about="experience", day=held["recorded_on"], agency=held["recorded_by"], id=held["batch"])
    cited = [rows.assign(cited=citations(rows)) for rows in (accounts, ties, held)]
    return pd.concat([frame(HEARD, rows) for rows in cited], ignore_index=True)
