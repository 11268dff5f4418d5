"""Unrelated children who were missing at the same time: as somebody recorded it, by place, and by chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.families import household_of, households
from csgraph.network.homes import away_from_home, own_homes
from csgraph.network.missing_episodes import missing_episodes
from csgraph.network.peer_ties import found_again, recorded_ties
from csgraph.network.shared_events import all_pairs, overlapping

if TYPE_CHECKING:
    from csgraph.store import Store

OCCASION = ["child_a", "child_b", "start", "how", "place", "recorded_by", "evidence"]
"""Columns of an occasion; `how` is recorded or same_place, `start` when the later of the two began."""


@dataclass(frozen=True)
class CoMissing:
    """Missing episodes on a day.

    Attributes:
        every: all episodes, as `missing_episodes`.
        episodes: those that began in the window, with home (the child's household).
        returns: where children of those were found again, away from where they live or are placed: the columns of
            `episodes` and place, one row an episode and place.
        occasions: two unrelated children missing together, the columns of `OCCASION`. An overlap alone is none: there
            may be millions, which are counted (`csgraph.network.chance_overlaps`).
    """

    every: pd.DataFrame
    episodes: pd.DataFrame
    returns: pd.DataFrame
    occasions: pd.DataFrame


def co_missing(store: Store, as_of: date, *, days: int, minutes: int) -> CoMissing:
    """Episodes of so many days before the day, and who was missing with whom for at least so many minutes."""
    every = missing_episodes(store, as_of)
    since = pd.Timestamp(days_before(as_of, days))
    family = households(store.read("family_ties", as_of=as_of))
    episodes = every[every["day"] >= since].reset_index(drop=True)
    episodes = episodes.assign(home=household_of(episodes["child"], family))
    places, placements = store.read("places"), store.read("placements", as_of=as_of)
    homes = own_homes(store.read("child_homes"), places, placements)
    found_at = found_again(store.read("event_places", as_of=as_of), places).drop_duplicates()
    returns = away_from_home(episodes[episodes["end"].notna()].merge(found_at, on="event"), homes)
    told = _recorded(store.read("peer_ties", as_of=as_of), episodes, since, as_of)
    unrelated = household_of(told["child_a"], family).ne(household_of(told["child_b"], family))
    same_place = _typed(_pairs(timed(returns), minutes).assign(how="same_place"))
    occasions = pd.concat([told[unrelated], same_place], ignore_index=True)
    return CoMissing(every, episodes, returns.reset_index(drop=True), occasions)


def _recorded(ties: pd.DataFrame, episodes: pd.DataFrame, since: pd.Timestamp, as_of: date) -> pd.DataFrame:
    """Occasions that somebody recorded: a companion named, or both children in one episode."""
    named = ties[(ties["kind"] == "co_missing") & (ties["reliability"] != "unverified")]
    when = named["start"].fillna(named["recorded_on"])
    named = recorded_ties(named[(when >= since) & (when <= pd.Timestamp(as_of))])
    named = named.assign(start=named["start"].fillna(named["recorded_on"]))
    sure = episodes[episodes["reliability"] != "unverified"].drop(columns=["evidence", "home"])
    shared = all_pairs(sure.assign(kind="co_missing"), "event")
    rows = pd.concat([part.reindex(columns=OCCASION).astype(object) for part in (named, shared)], ignore_index=True)
    return _typed(rows.assign(how="recorded", place=None))


def timed(episodes: pd.DataFrame) -> pd.DataFrame:
    """The episodes whose hours are known and that had ended: an overlap of days alone says nothing."""
    sure = episodes["timed"] & (episodes["end"] > episodes["start"]) & (episodes["reliability"] != "unverified")
    return episodes[sure].reset_index(drop=True)


def _pairs(rows: pd.DataFrame, minutes: int) -> pd.DataFrame:
    left, right = overlapping(rows)
    a, b = rows.iloc[left].reset_index(drop=True), rows.iloc[right].reset_index(drop=True)
    both = a["end"].where(a["end"] < b["end"], b["end"]) - a["start"].where(a["start"] > b["start"], b["start"])
    kept = (both >= pd.Timedelta(minutes=minutes)) & (a["home"] != b["home"])
    a, b = a[kept].reset_index(drop=True), b[kept].reset_index(drop=True)
    swap = (a["child"] > b["child"]).to_numpy(dtype=bool)
    evidence = [sorted({*one, *other}) for one, other in zip(a["evidence"], b["evidence"], strict=True)]
    return pd.DataFrame(
        {
            "child_a": np.where(swap, b["child"], a["child"]),
            "child_b": np.where(swap, a["child"], b["child"]),
            "start": a["start"].where(a["start"] > b["start"], b["start"]),
            "place": a["place"],
            "recorded_by": a["recorded_by"],
            "evidence": pd.Series(evidence, index=a.index, dtype=object),
        }
    )


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    texts = dict.fromkeys(["child_a", "child_b", "how", "place", "recorded_by"], "str")
    return rows[OCCASION].astype(texts | {"start": "datetime64[us]", "evidence": object})
