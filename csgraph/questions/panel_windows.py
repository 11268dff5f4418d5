"""Dated events at or with children, places and named groups, counted in windows of days that the extracts cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.as_of import ages
from csgraph.network.citations import citations
from csgraph.network.coverage import child_schemes, children_of_batch
from csgraph.network.homes import away_from_home, own_homes
from csgraph.network.place_records import EVENTS, at_places

if TYPE_CHECKING:
    from csgraph.store import Store


def days_of(moments: pd.Series) -> np.ndarray:
    """Days since 1970 as whole numbers."""
    return moments.to_numpy(dtype="datetime64[D]").astype("int64")


@dataclass(frozen=True)
class DatedEvents:
    """Events by subject and day.

    Attributes:
        rows: subject, kind (incident or missing), when (the day) and evidence; several of one kind on one day are one.
        covered: ids of the subjects of whom some loaded extract would show events.
        known: by day since 1970 from `first` on, whether the extracts cover it.
        first: the first of those days.
    """

    rows: pd.DataFrame
    covered: frozenset[str]
    known: np.ndarray
    first: int

    def days(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many days from `start` to `end`, both included, the extracts cover."""
        total = np.concatenate([[0], np.cumsum(self.known)])
        low = np.clip(start - self.first, 0, len(self.known))
        high = np.clip(end + 1 - self.first, 0, len(self.known))
        return np.asarray(total[np.maximum(low, high)] - total[low])

    def counted(self, subjects: pd.Series, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many events each subject has from `start` to `end`, both included, on days that the extracts cover."""
        names = pd.Index(self.rows["subject"].unique())
        wide = 1_000_000
        keys = np.sort(names.get_indexer(pd.Index(self.rows["subject"])) * wide + days_of(self.rows["when"]))
        codes = names.get_indexer(pd.Index(subjects)).astype("int64")
        low = np.searchsorted(keys, codes * wide + start, side="left")
        high = np.searchsorted(keys, codes * wide + end, side="right")
        return np.where(codes < 0, 0, high - low)


def dated_events(store: Store, as_of: date) -> DatedEvents:
    """Incidents and missing episodes by the day, of every child, place and named group.

    A child's are those that it took part in, however recorded; a place's those that happened there or where a missing
    child was found, never at the child's own home; a group's those in which one took part who is said to belong to it
    on the day asked about. What is marked unverified is left out. A day counts as covered when each kind of event that
    any loaded extract shows is covered by some. A child is covered when an extract of either kind named it at any time,
    or covers all children known by its identifiers: an extract that names only whom something happened to would
    otherwise lose everybody to whom nothing happened any more.
    """
    batches = store.read("batches").dropna(subset=["period_start", "period_end"])
    shown = {
        kind: batches[batches["kinds"].map(lambda kinds, kind=kind: kind in kinds).astype(bool)]
        for kind in sorted(EVENTS)
    }
    first, known = _known_days([rows for rows in shown.values() if len(rows)], as_of)
    events = store.read("event_children", as_of=as_of)
    events = events[
        events["event_kind"].isin(EVENTS) & (events["role"] != "officer") & (events["reliability"] != "unverified")
    ]
    members = store.read("group_members", as_of=as_of)
    members = members.loc[members["reliability"] != "unverified", ["named_group", "child"]].drop_duplicates()
    rows = pd.concat([_of_children(events), _of_places(store, events, as_of), _of_groups(events, members)])
    rows = rows.assign(when=rows["when"].dt.normalize()).dropna(subset="when")
    rows = rows.sort_values(["subject", "when", "kind", "evidence"]).drop_duplicates(["subject", "kind", "when"])
    at = days_of(rows["when"]) - first
    inside = (at >= 0) & (at < len(known))
    rows = rows[inside][known[at[inside]]].reset_index(drop=True)
    children = _covered_children(store, pd.concat(shown.values()), as_of)
    groups = members.loc[members["child"].isin(children), "named_group"]
    places = store.read("places")["place"].tolist() if known.any() else []
    return DatedEvents(rows, frozenset({*children, *groups, *places}), known, first)


def _known_days(shown: list[pd.DataFrame], as_of: date) -> tuple[int, np.ndarray]:
    """The first day since 1970, and for it and those after it whether extracts of all the kinds cover it."""
    today = int(np.datetime64(as_of, "D").astype("int64"))
    if not shown:
        return today, np.zeros(1, dtype=bool)
    first = min(min(days_of(rows["period_start"])) for rows in shown)
    known = np.ones(max(today - first + 1, 0), dtype=bool)
    for rows in shown:
        of_kind = np.zeros(len(known), dtype=bool)
        for start, end in zip(days_of(rows["period_start"]), days_of(rows["period_end"]), strict=True):
            of_kind[start - first : max(end - first + 1, 0)] = True
        known &= of_kind
    return int(first), known


def _of_children(events: pd.DataFrame) -> pd.DataFrame:
    named = events.assign(subject=events["child"], kind=events["event_kind"], when=events["start"])
    return named.assign(evidence=citations(events))[["subject", "kind", "when", "evidence"]]


def _of_places(store: Store, events: pd.DataFrame, as_of: date) -> pd.DataFrame:
    places = store.read("places")
    homes = own_homes(store.read("child_homes"), places, store.read("placements", as_of=as_of))
    there = at_places(events, store.read("event_places", as_of=as_of), places)
    return away_from_home(there, homes).rename(columns={"place": "subject"})[["subject", "kind", "when", "evidence"]]


def _of_groups(events: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    theirs = _of_children(events).rename(columns={"subject": "child"}).merge(members, on="child")
    return theirs.rename(columns={"named_group": "subject"})[["subject", "kind", "when", "evidence"]]


def _covered_children(store: Store, batches: pd.DataFrame, as_of: date) -> set[str]:
    """Children of whom one of the batches would show events."""
    children = store.read("children").set_index("child")
    children = children.assign(age=ages(children["dob"], as_of))
    schemes, records = child_schemes(children.index, store.read("child_identifiers")), store.read("child_records")
    once = batches.drop_duplicates("batch").to_dict("records")
    return {child for batch in once for child in children_of_batch(batch, children, schemes, records)}
