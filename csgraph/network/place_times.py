"""When things happen at places and schools: the moment of each event there, as far as somebody recorded it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.place_ranking import counted_events
from csgraph.network.place_records import at_places, marked, within
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

EVENT: dict[str, Kind] = {"place": "text", "event": "text", "kind": "text", "at": "moment", "timed": "flag"}
"""Columns of an event at a place: one row an event and place, however many children took part."""


def school_records(store: Store, *, as_of: date) -> pd.DataFrame:
    """Incidents at schools, and missing children found there, as `place_records` has those at places."""
    places = store.read("event_places", as_of=as_of)
    schools = places[places["place_label"] == "School"].assign(place_label="Location")
    events = at_places(store.read("event_children", as_of=as_of), schools, store.read("places"))
    kept = ["place", "child", "via", "kind", "when", "reliability", "recorded_by"]
    return marked(within(events[kept].reset_index(drop=True), as_of))


def event_times(store: Store, records: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """The events among the records that count, with their moments at the place.

    An incident is at a place when it began. A missing child is found there when the episode ended: when it began, the
    child was somewhere else. Midnight sharp is a day written as a moment, so that the hour is not known.

    Args:
        store: an open store.
        records: as `place_records` or `school_records` returns them.
        as_of: the day; what is recorded as later is not known.

    Returns:
        The columns of `EVENT`; `at` is missing where no day is known, and `timed` is false where no hour is.
    """
    ends = store.read("event_children", as_of=as_of).groupby("event")["end"].max().rename("found_at")
    once = (
        counted_events(records)
        .drop_duplicates(["place", "via"])
        .merge(ends, how="left", left_on="via", right_index=True)
    )
    missing = once["kind"] == "missing"
    at = once["when"].where(~missing, once["found_at"])
    at = at.where(at < pd.Timestamp(as_of) + pd.Timedelta(days=1))
    timed = at.notna() & (at != at.dt.normalize())
    return frame(EVENT, once.assign(event=once["via"], at=at, timed=timed).reset_index(drop=True))


def by_band(events: pd.DataFrame, starts: list[int]) -> pd.DataFrame:
    """How many events fall on each day of the week and into each part of the day.

    Args:
        events: as `event_times` returns them; those without an hour are left out.
        starts: the hour at which each part of the day begins, ascending, the first being 0.

    Returns:
        One row a day of the week, Monday being 0; one column a part of the day, by its number.
    """
    timed = events[events["timed"].astype(bool)]
    return pd.crosstab(timed["at"].dt.day_of_week, band_of(timed, starts)).reindex(
        index=range(7), columns=range(len(starts)), fill_value=0
    )


def band_of(events: pd.DataFrame, starts: list[int]) -> pd.Series:
    """The number of the part of the day of each event that has an hour."""
    import numpy as np

    return pd.Series(np.searchsorted(starts, events["at"].dt.hour, side="right") - 1, index=events.index)
