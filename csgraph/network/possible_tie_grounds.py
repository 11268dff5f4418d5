"""Grounds for asking about a tie: places in time, places of return, missing at once, common friends."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations, distinct
from csgraph.network.homes import away_from_home
from csgraph.network.place_records import at_places as children_at_places
from csgraph.network.shared_events import TOOK_PART, overlapping
from csgraph.schema import Kind

GROUND: dict[str, Kind] = {
    "child_a": "text",
    "child_b": "text",
    "ground": "text",
    "via": "text",
    "count": "whole",
    "through": "texts",
    "weight": "number",
    "evidence": "texts",
}
"""Columns of a ground: see `csgraph.network.possible_ties.possible_ties`."""
PAIR = ["child_a", "child_b"]
CITED = 12
"""Citations of one ground at most."""


def dated_records(
    events: pd.DataFrame,
    event_places: pd.DataFrame,
    place_ties: pd.DataFrame,
    places: pd.DataFrame,
    homes: pd.MultiIndex,
    since: date,
    as_of: date,
) -> pd.DataFrame:
    """Dated records of children at places that are nobody's home: columns place, child, via, kind, when, end, evidence.

    Schools are left out, and so is where a child went missing from. A tie to a place counts where it has its own day.
    """
    at = children_at_places(events, event_places, places)
    ties = place_ties[place_ties["start"].notna() & (place_ties["kind"] != "feels_safe_at")]
    said = ties.assign(via=ties["id"], when=ties["start"], evidence=citations(ties))
    columns = ["place", "child", "via", "kind", "when", "end", "reliability", "evidence"]
    rows = pd.concat([part[columns].astype({"when": "datetime64[us]"}) for part in (at, said)], ignore_index=True)
    rows = _recent(rows[rows["reliability"] != "unverified"], "when", since, as_of)
    return away_from_home(rows, homes).drop(columns="reliability").reset_index(drop=True)


def episodes(events: pd.DataFrame, event_places: pd.DataFrame, since: date, as_of: date) -> pd.DataFrame:
    """Missing episodes that ended: columns child, event, start, end, back (places of return), evidence."""
    part = events["role"].isna() | events["role"].isin(TOOK_PART)
    missing = events[part & (events["event_kind"] == "missing") & (events["end"] > events["start"])]
    missing = missing[missing["reliability"] != "unverified"].drop_duplicates(["event", "child"])
    back = event_places[event_places["kind"] == "returned_from"].groupby("event")["place"].agg(frozenset)
    places = [found if isinstance(found, frozenset) else frozenset() for found in missing["event"].map(back)]
    rows = missing.assign(back=pd.Series(places, index=missing.index, dtype=object), evidence=citations(missing))
    return _recent(rows[["child", "event", "start", "end", "back", "evidence"]], "start", since, as_of)


def at_places(
    records: pd.DataFrame, days: int, returns: int, largest: int, children: frozenset[str] | None
) -> pd.DataFrame:
    """Pairs with records at one place: within some days of each other, or both found there after they went missing.

    What was one occasion is left out: the same event, or episodes that overlapped, for those are ties already.
    """
    number = records.groupby("place")["child"].transform("nunique")
    rows = records.assign(number=number)[(number > 1) & (number <= largest)]
    both = _one_way(rows.merge(rows, on="place", suffixes=("_a", "_b")), children)
    end_a, end_b = (both[f"end_{side}"].fillna(both[f"when_{side}"]) for side in "ab")
    once = (both["via_a"] == both["via_b"]) | ((both["when_a"] <= end_b) & (both["when_b"] <= end_a))
    both = both[~once]
    both = both.assign(via=both["place"], unit=both["place"], piece=1 / (both["number_a"] - 1))
    near = (both["when_a"] - both["when_b"]).abs() <= pd.Timedelta(days=days)
    back = (both["kind_a"] == "missing") & (both["kind_b"] == "missing")
    returned = both[back & ~_keys(both).isin(_keys(both[near]))]
    times = returned.groupby([*PAIR, "place"])[["via_a", "via_b"]].transform("nunique").min(axis=1)
    found = [_by_pair(both[near], "place_in_time"), _by_pair(returned[times >= returns], "shared_return")]
    return frame(GROUND, pd.concat(found, ignore_index=True))


def missing_at_once(gone: pd.DataFrame, overlaps: int, hours: int, children: frozenset[str] | None) -> pd.DataFrame:
    """Pairs who went missing within some hours of each other and were gone at the same time, on several days.

    Episodes that overlapped and ended at the same place are left out, for those are ties already.
    """
    rows = gone.assign(place="").reset_index(drop=True)
    first, second = overlapping(rows)
    one, other = (rows.iloc[np.concatenate(ends)] for ends in ((first, second), (second, first)))
    both = _beside(one, other)
    near = (both["start_a"] - both["start_b"]).abs() <= pd.Timedelta(hours=hours)
    apart = [one.isdisjoint(other) for one, other in zip(both["back_a"], both["back_b"], strict=True)]
    both = _one_way(both[near & pd.Series(apart, index=both.index, dtype=bool)], children)
    both = both.assign(via="", unit=both[["start_a", "start_b"]].max(axis=1).dt.normalize())
    both["piece"] = 1 / both.groupby("event_a")["event_b"].transform("nunique")
    often = both.groupby(PAIR)["unit"].transform("nunique") >= overlaps
    return frame(GROUND, _by_pair(both[often], "missing_at_once"))


def common_friends(ties: pd.DataFrame, friends: int, children: frozenset[str] | None) -> pd.DataFrame:
    """Pairs to both of whom several children are tied by ties that count."""
    counted = ties[ties["counts"]].drop_duplicates(PAIR).assign(evidence=lambda t: t["evidence"].str[0])
    ends = [
        counted[[*pair, "evidence"]].set_axis(["child", "friend", "evidence"], axis=1) for pair in (PAIR, PAIR[::-1])
    ]
    tied = pd.concat(ends, ignore_index=True)
    tied["piece"] = 1 / tied.groupby("friend")["child"].transform("size")
    both = _one_way(tied.merge(tied.drop(columns="piece"), on="friend", suffixes=("_a", "_b")), children)
    both = both.assign(via="", unit=both["friend"])
    found = _by_pair(both[both.groupby(PAIR)["unit"].transform("nunique") >= friends], "common_friends")
    return frame(GROUND, found.assign(through=found["units"]))


def _recent(rows: pd.DataFrame, when: str, since: date, as_of: date) -> pd.DataFrame:
    """The rows of the window that ends on the day."""
    after = pd.Timestamp(as_of) + pd.Timedelta(days=1)
    return rows[rows[when].between(pd.Timestamp(since), after, "left")].reset_index(drop=True)


def _beside(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Matching rows of two frames beside each other."""
    sides = [part.reset_index(drop=True).add_suffix(f"_{side}") for part, side in ((one, "a"), (other, "b"))]
    return pd.concat(sides, axis=1)


def _one_way(both: pd.DataFrame, children: frozenset[str] | None) -> pd.DataFrame:
    """Each pair of different children once, of rows that have it both ways: the one asked about first, else by id."""
    in_order = both["child_a"] < both["child_b"]
    if children is None:
        return both[in_order].reset_index(drop=True)
    asked = both["child_a"].isin(children) & (both["child_a"] != both["child_b"])
    return both[asked & (in_order | ~both["child_b"].isin(children))].reset_index(drop=True)


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[[*PAIR, "via"]])


def _by_pair(rows: pd.DataFrame, ground: str) -> pd.DataFrame:
    """One row a pair and place: how many different units speak for it, their pieces summed, and what they rest on."""
    keys = [*PAIR, "via"]
    once = rows.drop_duplicates([*keys, "unit"]).groupby(keys)
    table = once.agg(
        count=("unit", "size"), weight=("piece", "sum"), units=("unit", lambda found: sorted(found.astype("str")))
    )
    cited = [list(both) for both in zip(rows["evidence_a"], rows["evidence_b"], strict=True)]
    said = rows.assign(evidence=pd.Series(cited, index=rows.index, dtype=object))
    table["evidence"] = said.groupby(keys)["evidence"].agg(lambda lists: distinct(lists, CITED)) if len(rows) else []
    table = table.reset_index().assign(ground=ground)
    return frame(GROUND | {"units": "texts"}, table)
