"""Places by what was recorded of unrelated children there. Protective places are shown and never ranked."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from csgraph.network.families import household_of
from csgraph.network.place_rates import shrunk, trends, windows
from csgraph.network.place_records import EVENTS

UNRELATED = 2
"""Unrelated children from whom on a place is more than the matter of one child or one family."""
REPORTS = 2
"""Independent reports from which on a place is ranked: one evening is no pattern of a place."""


def ranked_places(records: pd.DataFrame, places: pd.DataFrame, households: pd.Series, as_of: date) -> pd.DataFrame:
    """One row a place with any record, ranked ones first.

    Args:
        records: as `csgraph.network.place_records.place_records` returns them.
        places: rows of the query places.
        households: household by child id.
        as_of: the day.

    Returns:
        The columns of `places`, then children (distinct, with a record that counts), unrelated (one a family), events,
        days (with events), reports (see `independent_reports`), linked (children with any record but of feeling safe),
        safe (children who feel safe there), expected, low, high, trend, state (ranked, protective or too_few) and rank
        (missing unless ranked).
    """
    table = places.set_index("place").join(_numbers(records, households))
    whole = ["children", "unrelated", "events", "days", "reports", "linked", "safe"]
    table[whole] = table[whole].fillna(0).astype("int64")
    table = table.join(shrunk(table["reports"], table["kind"]))
    table["trend"] = trends(windows(counted_events(records), as_of)).reindex(table.index).fillna("too few to tell")
    protective = table["protective"].fillna(value=False).astype(bool)
    table["state"] = "too_few"
    table.loc[table["reports"] >= REPORTS, "state"] = "ranked"
    table.loc[protective, "state"] = "protective"
    table["state"] = table["state"].astype("str")
    return _in_order(table[(table[["linked", "safe"]].sum(axis=1) > 0) | protective].reset_index())


def counted_events(records: pd.DataFrame) -> pd.DataFrame:
    """The events among the records that count."""
    return records[records["counts"] & records["kind"].isin(EVENTS) & records["when"].notna()]


def _numbers(records: pd.DataFrame, households: pd.Series) -> pd.DataFrame:
    """Counts of children, families and events by place."""
    homes = records.assign(home=household_of(records["child"], households))
    counted, safe = homes[homes["counts"]], homes[homes["kind"] == "feels_safe_at"]
    linked = homes[homes["kind"] != "feels_safe_at"]
    events = counted_events(counted)
    events = events.assign(day=events["when"].dt.normalize())
    return pd.DataFrame(
        {
            "children": counted.groupby("place")["child"].nunique(),
            "unrelated": counted.groupby("place")["home"].nunique(),
            "events": events.groupby("place")["via"].nunique(),
            "days": events.groupby("place")["day"].nunique(),
            "reports": independent_reports(counted),
            "linked": linked.groupby("place")["child"].nunique(),
            "safe": safe.groupby("place")["child"].nunique(),
        }
    )


def independent_reports(records: pd.DataFrame) -> pd.Series:
    """How many unrelated children have a day of their own at a place, no day used for two of them, by place.

    Neither one evening with many children nor many evenings of one child raises it beyond 1: it is the largest matching
    between families and days.

    Args:
        records: columns place, home (the child's household), when.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    day = records["when"].dt.normalize()
    pairs = records.assign(day=day).drop_duplicates(["place", "home", "day"])
    rows, homes = pd.factorize(pd.MultiIndex.from_frame(pairs[["place", "home"]]))
    columns, days = pd.factorize(pd.MultiIndex.from_frame(pairs[["place", "day"]]))
    matrix = csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(homes), len(days)))
    matched = maximum_bipartite_matching(matrix, perm_type="column") >= 0 if len(pairs) else np.zeros(0, dtype=bool)
    places = pd.Series(homes.get_level_values(0), dtype="str")
    return pd.Series(matched).groupby(places).sum().astype("int64")


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Ranked places by expected reports, then days; then those with too few children; then protective ones."""
    order = table["state"].map({"ranked": 0, "too_few": 1, "protective": 2})
    keys = ["order", "expected", "days", "place"]
    table = table.assign(order=order).sort_values(keys, ascending=[True, False, False, True], ignore_index=True)
    rank = pd.Series(range(1, len(table) + 1), dtype="Int64").where(table["state"] == "ranked")
    return table.drop(columns="order").assign(rank=rank)
