"""How many overlaps of missing episodes chance alone would give: in a borough, many are a coincidence."""

from __future__ import annotations

import numpy as np
import pandas as pd

MINUTE = 60
DAY = 24 * 60 * MINUTE


def count_overlaps(start: np.ndarray, length: np.ndarray, group: np.ndarray, least: int) -> int:
    """How many pairs of one group last at the same time for at least `least` seconds.

    Args:
        start: seconds, whole numbers.
        length: seconds.
        group: whole numbers from 0.
        least: seconds.
    """
    long = length >= least
    start, length, group = start[long], length[long], group[long]
    if not len(start):
        return 0
    # Groups follow one another on one line, further apart than any episode is long: one sorted search serves all.
    begun = start - start.min()
    line = group * (2 * (int((begun + length).max()) + 1)) + begun
    order = np.argsort(line, kind="stable")
    reached = np.searchsorted(line[order], (line + length - least)[order], side="right")
    return int(np.maximum(reached - np.arange(len(order)) - 1, 0).sum())


def count_unrelated(start: np.ndarray, length: np.ndarray, group: np.ndarray, home: np.ndarray, least: int) -> int:
    """The same, but for pairs of one household, and so of one child."""
    within = group * (int(home.max(initial=0)) + 1) + home
    return count_overlaps(start, length, group, least) - count_overlaps(start, length, within, least)


def overlaps_found(episodes: pd.DataFrame, minutes: int) -> int:
    """How many overlaps of unrelated children there are, wherever they were found."""
    start, length = _seconds(episodes)
    home = pd.factorize(episodes["home"])[0].astype("int64")
    return count_unrelated(start, length, np.zeros_like(start), home, minutes * MINUTE)


def overlaps_of(pairs: pd.DataFrame, episodes: pd.DataFrame, minutes: int) -> int:
    """How many overlaps there are of the pairs given, wherever they were found.

    Args:
        pairs: child_a and child_b, in order of id.
        episodes: those of `csgraph.network.co_missing.timed`.
        minutes: how long an overlap is at least.
    """
    spans = episodes[["child", "start", "end"]]
    both = pairs[["child_a", "child_b"]].drop_duplicates()
    for end in ("a", "b"):
        both = both.merge(spans.add_suffix(f"_{end}"), on=f"child_{end}")
    first = both["end_a"].where(both["end_a"] < both["end_b"], both["end_b"])
    last = both["start_a"].where(both["start_a"] > both["start_b"], both["start_b"])
    return int((first - last >= pd.Timedelta(minutes=minutes)).sum())


def _seconds(episodes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """When each began and how long it lasted, in seconds."""
    start, end = (episodes[name].to_numpy("datetime64[s]").astype("int64") for name in ("start", "end"))
    return start, end - start


def moved(start: np.ndarray, first: np.ndarray, days: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """The starts, each at its hour on a day drawn from so many days after its first."""
    day = first + np.floor(chance.random(len(start)) * days).astype("int64")
    drawn: np.ndarray = day * DAY + start % DAY
    return drawn


def days_of_month(start: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The first day and the number of days of the month of each start, as far as the starts reach: days since 1970."""
    if start.empty:
        return np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64")
    month = start.dt.to_period("M")
    first, last = month.dt.start_time, month.dt.end_time.dt.normalize()
    first, last = first.clip(lower=start.min().normalize()), last.clip(upper=start.max().normalize())
    begun, ended = (day.to_numpy("datetime64[D]").astype("int64") for day in (first, last))
    return begun, ended - begun + 1


def by_chance(
    episodes: pd.DataFrame, returns: pd.DataFrame, *, minutes: int, repetitions: int, seed: int
) -> pd.DataFrame:
    """Overlaps of unrelated children if each episode had begun, at its hour, on any day of its month.

    Days are drawn anew and not exchanged: children who went together share a day, and would go on sharing it.

    Args:
        episodes: those of `csgraph.network.co_missing.timed`.
        returns: of the same, with place.
        minutes: how long an overlap is at least.
        repetitions: how often days are drawn, one row each.
        seed: gives the same days again.

    Returns:
        Two columns: anywhere, and same_place (found again at one place).
    """
    chance, least = np.random.default_rng(seed), minutes * MINUTE
    start, length = _seconds(episodes)
    first, days = days_of_month(episodes["start"])
    home = pd.factorize(episodes["home"])[0].astype("int64")
    position = pd.MultiIndex.from_frame(episodes[["child", "event"]])
    at = position.get_indexer(pd.MultiIndex.from_frame(returns[["child", "event"]]))
    place, anywhere = pd.factorize(returns["place"])[0].astype("int64"), np.zeros_like(start)
    rows = []
    for _ in range(repetitions):
        drawn = moved(start, first, days, chance)
        every = count_unrelated(drawn, length, anywhere, home, least)
        rows.append((every, count_unrelated(drawn[at], length[at], place, home[at], least)))
    return pd.DataFrame(rows, columns=["anywhere", "same_place"], dtype="int64")
