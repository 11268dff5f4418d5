"""What was recorded of children at places: events, harm, and where they say they feel safe or unsafe."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.homes import RESIDENTIAL, away_from_home, own_homes
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

HARM = frozenset({"incident", "missing", "harmed_at", "feels_unsafe_at"})
"""What counts towards a place: incidents there, missing children found there, harm and fear recorded there."""
EVENTS = frozenset({"incident", "missing"})
PERIOD = timedelta(days=364)
"""Thirteen windows of four weeks."""

RECORD: dict[str, Kind] = {
    "place": "text",
    "child": "text",
    "via": "text",
    "kind": "text",
    "role": "text",
    "when": "moment",
    "source": "text",
    "batch": "text",
    "record": "text",
    "row": "whole",
    "recorded_by": "text",
    "reliability": "text",
    "evidence": "text",
}
"""Columns of a record. `via` is the event, or the id of the tie."""


def place_records(store: Store, *, as_of: date) -> pd.DataFrame:
    """Every record of a child at a place in the 13 four-week windows up to the day, the columns of `RECORD` and counts.

    A child's own home or placement is left out: to live somewhere says nothing about the place. So is the place that a
    child went missing from. `counts` is false for what may not raise a ranking: to go somewhere, to feel safe there,
    and whatever is marked unverified.
    """
    places = store.read("places")
    homes = own_homes(store.read("child_homes"), places, store.read("placements", as_of=as_of))
    events = at_places(store.read("event_children", as_of=as_of), store.read("event_places", as_of=as_of), places)
    ties = store.read("place_ties", as_of=as_of)
    stated = frame(RECORD, ties.assign(via=ties["id"], when=ties["start"].fillna(ties["recorded_on"])))
    stated["evidence"] = citations(ties)
    lasting = stated[ties["end"].isna() | (ties["end"] >= pd.Timestamp(as_of - PERIOD))]
    records = pd.concat([frame(RECORD, events), lasting], ignore_index=True)
    return marked(away_from_home(within(records, as_of), homes))


def at_places(events: pd.DataFrame, event_places: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Children at incidents, and children found again after they went missing, by place.

    That a missing child was found at a children's home or the like does not count: children return there.
    """
    residential = places.loc[places["kind"].isin(RESIDENTIAL), "place"]
    here = event_places[event_places["place_label"] == "Location"]
    here = here[(here["kind"] != "returned_from") | ~here["place"].isin(residential)]
    where = here.loc[here["kind"] != "missing_from", ["event", "place"]].drop_duplicates()
    took_part = events[events["event_kind"].isin(EVENTS) & (events["role"] != "officer")]
    both = took_part.merge(where, on="event").drop_duplicates(["event", "child", "place"])
    return both.assign(via=both["event"], kind=both["event_kind"], when=both["start"], evidence=citations(both))


def within(records: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Records of the 13 windows; a standing tie that began before them and still holds is kept."""
    day = pd.Timestamp(as_of)
    event = records["kind"].isin(EVENTS)
    recent = records["when"].between(
        day - pd.Timedelta(PERIOD) + pd.Timedelta(days=1), day + pd.Timedelta(days=1), "left"
    )
    earlier = ~event & (records["when"] < day)
    return records[recent | earlier]


def marked(records: pd.DataFrame) -> pd.DataFrame:
    """Records with `counts`, in a fixed order."""
    counts = records["kind"].isin(HARM) & (records["reliability"] != "unverified")
    ordered = records.assign(counts=counts.astype(bool))
    return ordered.sort_values(["place", "when", "via", "child"], ignore_index=True)
