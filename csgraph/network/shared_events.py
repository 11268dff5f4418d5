"""Ties that follow from what two children shared: an incident, a missing episode, a named group."""

import numpy as np
import pandas as pd

from csgraph.network.citations import citations
from csgraph.network.homes import away_from_home

TOOK_PART = frozenset({"subject", "victim", "suspect", "associate"})
"""Parts in an event that tie children to each other; to be a witness or the officer does not."""


def co_incident_ties(events: pd.DataFrame) -> pd.DataFrame:
    """One tie for each two children who took part in one incident or missing episode.

    Args:
        events: rows of the query event_children.
    """
    kinds = events["event_kind"].map({"incident": "co_incident", "missing": "co_missing"})
    part = events["role"].isna() | events["role"].isin(TOOK_PART)
    shared = events[kinds.notna() & part].assign(kind=kinds).drop_duplicates(["event", "child"])
    pairs = all_pairs(shared, "event")
    return pairs.assign(detail=_roles(pairs["role_a"], pairs["role_b"]), end=pairs["start"])


def same_group_ties(members: pd.DataFrame) -> pd.DataFrame:
    """One tie for each two children who somebody says belong to one named group: evidence of its own kind."""
    once = members.drop_duplicates(["named_group", "child"]).assign(kind="same_group")
    return all_pairs(once.rename(columns={"group_name": "detail"}), "named_group")


def co_missing_ties(events: pd.DataFrame, found_at: pd.DataFrame, homes: pd.MultiIndex) -> pd.DataFrame:
    """One tie for each two children whose missing episodes overlapped and who were found again at the same place.

    The own home of either does not count: two children of one home come back to it anyway.

    Args:
        events: rows of the query event_children.
        found_at: columns event, place.
        homes: pairs of child and own home.
    """
    missing = events[(events["event_kind"] == "missing") & events["start"].notna() & (events["end"] > events["start"])]
    missing = missing[missing["role"].isna() | missing["role"].isin(TOOK_PART)].drop_duplicates(["event", "child"])
    episodes = away_from_home(missing.merge(found_at.drop_duplicates(), on="event"), homes)
    first, second = overlapping(episodes)
    return _joined(episodes.iloc[first], episodes.iloc[second], "place", "co_missing", 2)


def overlapping(episodes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Positions of each two rows of one place and different children and events that overlap in time.

    Each row looks only at those that begin while it lasts, so the work grows with the overlaps and not with the square.
    """
    place = pd.factorize(episodes["place"])[0].astype("int64")
    start, end = (episodes[name].to_numpy("datetime64[s]").astype("int64") for name in ("start", "end"))
    order = np.lexsort((start, place))
    span = int(end.max() - start.min()) + 1 if len(start) else 1
    # Places follow one another on one line, further apart than any episode is long: one sorted search serves all.
    line = place * 2 * span + (start - (start.min() if len(start) else 0))
    sorted_line = line[order]
    last = np.searchsorted(sorted_line, (line + (end - start))[order], side="left")
    first = np.arange(len(order)) + 1
    counts = np.maximum(last - first, 0)
    left = np.repeat(np.arange(len(order)), counts)
    right = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts) + np.repeat(first, counts)
    left, right = order[left], order[right]
    child, event = episodes["child"].to_numpy(), episodes["event"].to_numpy()
    keep = (child[left] != child[right]) & (event[left] != event[right])
    return left[keep], right[keep]


def all_pairs(rows: pd.DataFrame, shared: str) -> pd.DataFrame:
    """Each two children that share a value, as ties in the shape of `TIE` with both roles where there are any."""
    size = rows.groupby(shared)["child"].transform("size")
    several = rows[size > 1].sort_values([shared, "child"], ignore_index=True)
    number = several.groupby(shared).cumcount().to_numpy()
    after = several.groupby(shared)["child"].transform("size").to_numpy() - number - 1
    left = np.repeat(np.arange(len(several)), after)
    right = left + 1 + np.arange(len(left)) - np.repeat(after.cumsum() - after, after)
    people = several.groupby(shared)["child"].transform("size").to_numpy()[left]
    return _joined(several.iloc[left], several.iloc[right], shared, several["kind"].iloc[left].to_numpy(), people)


def _joined(
    a: pd.DataFrame, b: pd.DataFrame, via: str, kind: str | np.ndarray, people: int | np.ndarray
) -> pd.DataFrame:
    """Ties of matching rows of two frames: provenance of the first, evidence of both."""
    a, b = a.reset_index(drop=True), b.reset_index(drop=True)
    swap = (a["child"] > b["child"]).to_numpy()
    children = np.where(swap, b["child"], a["child"]), np.where(swap, a["child"], b["child"])
    both = zip(citations(a), citations(b), strict=True)
    evidence = pd.Series([sorted({one, two}) for one, two in both], index=a.index, dtype=object)
    ties = a.drop(columns=["child", "id"]).assign(
        child_a=children[0], child_b=children[1], kind=kind, via=a[via], people=people, derived=True, evidence=evidence
    )
    ties["start"] = a["start"].where(a["start"] > b["start"], b["start"]) if len(a) else a["start"]
    ties["end"] = a["end"].fillna(b["end"])
    ties["id"] = ties["kind"].astype("str") + ":" + a["id"] + "+" + b["id"]
    return ties.assign(role_a=a.get("role"), role_b=b.get("role"))


def _roles(a: pd.Series, b: pd.Series) -> pd.Series:
    """Both roles in a fixed order, such as `suspect and victim`."""
    first, second = a.fillna("subject").astype("str"), b.fillna("subject").astype("str")
    swap = first > second
    return second.where(swap, first) + " and " + first.where(swap, second)
