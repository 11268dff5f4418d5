"""What happened at a place or a school, or to several members of a group at once, in the year before a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.citations import citations
from csgraph.network.place_ranking import counted_events
from csgraph.network.place_records import EVENTS

if TYPE_CHECKING:
    from csgraph.store import Store

COLUMNS = ["via", "child", "kind", "when", "evidence"]
SEVERAL = 2
"""Members of a group at an event from whom on it says something of the group."""


def events_at_place(records: pd.DataFrame, place: str) -> pd.DataFrame:
    """Incidents at a place, and returns to it from missing, that count: via, child, kind, when, evidence.

    Args:
        records: `csgraph.network.place_records.place_records`.
        place: its node id.
    """
    return counted_events(records[records["place"] == place])[COLUMNS].reset_index(drop=True)


def events_at_school(store: Store, school: str, as_of: date) -> pd.DataFrame:
    """Children at incidents and the like at a school: rows of the query event_children, with when and evidence."""
    where = store.read("event_places", as_of=as_of)
    here = set(where.loc[(where["place"] == school) & (where["kind"] != "missing_from"), "event"])
    rows = store.read("event_children", as_of=as_of)
    rows = rows[rows["event"].isin(here) & (rows["role"] != "officer")]
    rows = _within(rows, days_before(as_of), as_of)
    return rows.assign(when=rows["start"], evidence=citations(rows)).reset_index(drop=True)


def events_of_members(events: pd.DataFrame, members: Collection[str], since: date, as_of: date) -> pd.DataFrame:
    """Incidents and missing episodes in which several members of a group took part: via, child, kind, when, evidence.

    Args:
        events: cypher/event_children.cypher.
        members: node ids of the children.
        since: the first day.
        as_of: the last day.
    """
    rows = events[events["child"].isin(members) & events["event_kind"].isin(EVENTS) & (events["role"] != "officer")]
    rows = _within(rows, since, as_of)
    rows = rows[rows.groupby("event")["child"].transform("nunique") >= SEVERAL]
    found = rows.assign(via=rows["event"], kind=rows["event_kind"], when=rows["start"], evidence=citations(rows))
    return found.sort_values(["when", "via", "child"], ignore_index=True)[COLUMNS]


def _within(rows: pd.DataFrame, since: date, as_of: date) -> pd.DataFrame:
    day = rows["start"].dt.normalize()
    kept: pd.DataFrame = rows[(day >= pd.Timestamp(since)) & (day <= pd.Timestamp(as_of))]
    return kept
