"""Ties that nobody recorded and that records give a ground to ask about. Only the question possible-ties reads this.

What is found here is no tie: it is in no count, no group and no ranking, and nothing else may be worked out from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.families import household_of, households
from csgraph.network.homes import own_homes
from csgraph.network.peer_ties import peer_ties
from csgraph.network.possible_tie_grounds import at_places, common_friends, dated_records, episodes, missing_at_once

if TYPE_CHECKING:
    from csgraph.store import Store


@dataclass(frozen=True)
class Limits:
    """What is ground enough.

    Attributes:
        window: days before the day in which records count.
        largest: children with a record at a place at most, for it to be a ground.
        days: days within which both must have a record at a place.
        returns: times that each must have been found again at a place.
        overlaps: days on which both must have been missing at the same time.
        hours: hours within which both must have gone missing.
        friends: children who must be tied to both.
    """

    window: int = 365
    largest: int = 40
    days: int = 14
    returns: int = 1
    overlaps: int = 2
    hours: int = 12
    friends: int = 2


@dataclass(frozen=True)
class Known:
    """What is known of children on a day.

    Attributes:
        ties: as `peer_ties` returns them.
        records: dated records of children at places, as `dated_records` returns them.
        episodes: missing episodes, as `episodes` returns them.
        households: household by child id.
        homes: pairs of child and own home or placement.
    """

    ties: pd.DataFrame
    records: pd.DataFrame
    episodes: pd.DataFrame
    households: pd.Series
    homes: pd.MultiIndex


def known_on(store: Store, as_of: date, window: int = Limits.window) -> Known:
    """What the store knows on the day, of the window before it."""
    events, places = store.read("event_children", as_of=as_of), store.read("places")
    event_places = store.read("event_places", as_of=as_of)
    homes = own_homes(store.read("child_homes"), places, store.read("placements", as_of=as_of))
    since = as_of - timedelta(days=window)
    gone = episodes(events, event_places, since, as_of)
    return Known(
        peer_ties(store, as_of=as_of),
        dated_records(events, event_places, store.read("place_ties", as_of=as_of), places, homes, since, as_of),
        gone,
        households(store.read("family_ties", as_of=as_of)),
        homes,
    )


def possible_ties(known: Known, limits: Limits, children: frozenset[str] | None = None) -> pd.DataFrame:
    """Every ground for asking whether two children know each other who are not family and have no recorded tie.

    Args:
        known: what is known on the day.
        limits: what is ground enough.
        children: one of the two must be among them; None only for measuring how good the grounds are.

    Returns:
        One row a ground of a pair: child_a, child_b (the one asked about first), ground, via (id of the place, or
        empty), count (of days or children; 1 for a place), through (ids of common friends), weight (shared out among
        all who have the same in common), evidence (citations).
    """
    parts = [
        at_places(known.records, limits.days, limits.returns, limits.largest, children),
        missing_at_once(known.episodes, limits.overlaps, limits.hours, children),
        common_friends(known.ties, limits.friends, children),
    ]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return _open_pairs(rows, known).sort_values(["child_a", "child_b", "ground", "via"], ignore_index=True)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a pair, those first for which more different grounds speak, then those who share what few others share.

    Returns:
        Columns child_a, child_b, grounds (how many kinds), weight.
    """
    by = rows.groupby(["child_a", "child_b"])
    pairs = pd.DataFrame({"grounds": by["ground"].nunique(), "weight": by["weight"].sum()}).reset_index()
    order = ["grounds", "weight", "child_a", "child_b"]
    return pairs.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _open_pairs(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The rows of pairs who are not one household, did not live in one place and have no tie of any kind on record."""
    apart = household_of(rows["child_a"], known.households) != household_of(rows["child_b"], known.households)
    tied = pd.MultiIndex.from_frame(known.ties[["child_a", "child_b"]])
    ends = pd.MultiIndex.from_arrays([rows["child_a"], rows["child_b"]])
    recorded = ends.isin(tied) | ends.swaplevel().isin(tied)
    return rows[apart.to_numpy() & ~recorded & ~_lived_together(rows, known.homes)]


def _lived_together(rows: pd.DataFrame, homes: pd.MultiIndex) -> pd.Series:
    """Whether both of a row have one home or placement on record."""
    lived = homes.to_frame(index=False).set_axis(["child", "home"], axis=1)
    pairs = rows[["child_a", "child_b"]].drop_duplicates()
    both = pairs.merge(lived, left_on="child_a", right_on="child").merge(
        lived, left_on=["child_b", "home"], right_on=["child", "home"]
    )
    together = pd.MultiIndex.from_frame(both[["child_a", "child_b"]])
    return pd.Series(pd.MultiIndex.from_frame(rows[["child_a", "child_b"]]).isin(together), index=rows.index)
