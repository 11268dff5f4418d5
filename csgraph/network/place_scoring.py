"""Whether a ranking of places stands up to a test in time: ranked by what was known, scored on what came next.

Hit rate: the share of later events at the places ranked first. Predictive accuracy index, PAI = (n/N)/(a/A), with a/A
the share of places in place of that of an area: Chainey, Tompson and Uhlig (2008), The utility of hotspot mapping for
predicting spatial patterns of crime, Security Journal 21, 4-28. Predictive efficiency index, PEI: the hits among the
most that as many places could have had: Hunt (2016), Do crime hot spots move?, American University.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.frames import frame
from csgraph.network.homes import DWELLINGS
from csgraph.network.place_ranking import counted_events
from csgraph.network.place_records import place_records
from csgraph.network.places import places_of
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

PERIOD = timedelta(days=84)
"""Days after the cut that a ranking is scored on: three windows of four weeks."""
SHARES = (0.05, 0.1, 0.2)
"""Shares of the places that count as ranked first."""
DRAWS = 1000
SEED = 2020
LEVEL = 0.95

SCORE: dict[str, Kind] = {
    "cut": "date",
    "ranking": "text",
    "share": "number",
    "chosen": "whole",
    "places": "whole",
    "later": "whole",
    "hits": "number",
    "hit_rate": "number",
    "pai": "number",
    "pei": "number",
    "chance_low": "number",
    "chance_high": "number",
    "signal": "flag",
}
"""Columns of a score. `hits` are later events at the `chosen` places, of `later` at all `places`; chance_low to
chance_high is the interval of the hit rate when chance puts the places in order; `signal` says that it lies above."""


def in_time(store: Store, cut: date, *, period: timedelta = PERIOD, shares: Collection[float] = SHARES) -> pd.DataFrame:
    """csgraph's ranking and a plain count of events, both from the year up to a day, scored on what came next.

    Args:
        store: an open store.
        cut: the last day that the rankings know of.
        period: how long after it is looked at.
        shares: as `scored`.

    Returns:
        The columns of `SCORE`, one row a ranking and share.
    """
    known, places = places_of(store, as_of=cut), store.read("places")
    open_to_all = ~places["kind"].isin(DWELLINGS) & ~places["protective"].fillna(value=False).astype(bool)
    universe = pd.Index(places.loc[open_to_all, "place"])
    later = events_by_place(later_events(place_records(store, as_of=cut + period), cut), universe)
    rankings = {
        "csgraph": in_order(known.table, universe),
        "plain count": events_by_place(counted_events(known.records), universe),
    }
    tables = [scored(order, later, shares=shares).assign(ranking=name) for name, order in rankings.items()]
    return frame(SCORE, pd.concat(tables, ignore_index=True).assign(cut=pd.Timestamp(cut)))


def later_events(records: pd.DataFrame, cut: date) -> pd.DataFrame:
    """The events among the records that happened after the day."""
    events = counted_events(records)
    return events[events["when"] >= pd.Timestamp(cut) + pd.Timedelta(days=1)]


def events_by_place(events: pd.DataFrame, places: pd.Index) -> pd.Series:
    """How many events each place had, every place of the index."""
    return events.groupby("place")["via"].nunique().reindex(places, fill_value=0)


def in_order(table: pd.DataFrame, places: pd.Index) -> pd.Series:
    """A number for each place, higher for those that csgraph's table has first; 0 for those that it does not have.

    Args:
        table: as `csgraph.network.place_ranking.ranked_places` returns it, whose order is the ranking.
        places: every place.
    """
    numbers = pd.Series(range(len(table), 0, -1), index=pd.Index(table["place"]), dtype="int64")
    return numbers.reindex(places, fill_value=0)


def scored(
    order: pd.Series, later: pd.Series, *, shares: Collection[float] = SHARES, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """How many later events the places ranked first had, beside what chance would give.

    Places of one number are in no order: those that only partly fit have the hits that any choice of them would have on
    average, so `hits` need not be whole.

    Args:
        order: a number by place, higher for those ranked first.
        later: how many events came later, by the same places.
        shares: shares of the places that count as ranked first; one place at least.
        draws: how many orders by chance the interval is made of.
        seed: of those draws.

    Returns:
        The columns of `SCORE` from share on, one row a share.
    """
    ranked = later.groupby(order).agg(["sum", "size"]).sort_index(ascending=False)
    chosen = np.unique([max(1, round(share * len(later))) for share in shares if len(later)]).astype("int64")
    hits = np.interp(chosen, [0, *ranked["size"].cumsum()], [0, *ranked["sum"].cumsum()])
    best = later.sort_values(ascending=False).cumsum().to_numpy()
    chance = _by_chance(later.to_numpy("float64", copy=True), chosen, draws, seed)
    total = float(later.sum())
    table = pd.DataFrame({"chosen": chosen, "places": len(later), "later": total, "hits": hits})
    table["share"] = chosen / max(len(later), 1)
    table["hit_rate"] = _ratio(hits, total)
    table["pai"] = _ratio(table["hit_rate"].to_numpy(), table["share"].to_numpy())
    table["pei"] = _ratio(hits, best[chosen - 1])
    table["chance_low"], table["chance_high"] = (_ratio(side, total) for side in chance)
    return table.assign(signal=table["hit_rate"] > table["chance_high"])


def _by_chance(later: np.ndarray, chosen: np.ndarray, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The interval of the hits of so many places chosen by chance, for each number of them."""
    random = np.random.default_rng(seed)
    hits = np.array([random.permutation(later).cumsum()[chosen - 1] for _ in range(draws)]).reshape(draws, len(chosen))
    low, high = np.quantile(hits, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low, high


def _ratio(part: np.ndarray | float, whole: np.ndarray | float) -> np.ndarray:
    """A share; missing where there is nothing to have a share of."""
    whole = np.asarray(whole, dtype="float64")
    share: np.ndarray = np.full(np.broadcast(part, whole).shape, np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
