"""How many independent reports a place has, shrunk towards what places of its kind are like; and its trend."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

WINDOWS = 13
WINDOW_DAYS = 28
RECENT = 3
"""Windows of the newer and of the older side of a trend: twelve weeks against the twelve before."""
FEWEST = 5
"""Days with events of both sides together from which a trend is told at all: smaller counts carry no signal."""
KIND_WEIGHT = 5
"""Places of the overall mean that are added to each kind, so that one place of a rare kind is not its own measure."""
LIKELY = 0.05
"""A trend is told where chance alone would give one as strong in fewer than one case of twenty."""


def shrunk(counts: pd.Series, kinds: pd.Series) -> pd.DataFrame:
    """Expected counts by empirical Bayes: a gamma prior for places of a kind, Poisson counts.

    The prior's weight is the same for all kinds (few places of one kind cannot tell it), its mean is the kind's own,
    itself drawn towards the mean of all places as if five more places of that mean had been seen. So one report in a
    kind of place that hardly ever has any stays close to that kind's mean, and many reports speak for themselves.

    Args:
        counts: independent reports by place; every known place, those without any too.
        kinds: kind of place, same index; missing is a kind of its own.

    Returns:
        Columns expected, low and high (a 90 per cent interval), by place.
    """
    from scipy.stats import gamma

    values = counts.astype("float64")
    overall = values.mean() if len(values) else 0.0
    groups = values.groupby(kinds.fillna("unknown"))
    mean = (groups.transform("sum") + KIND_WEIGHT * overall) / (groups.transform("size") + KIND_WEIGHT)
    weight = prior_weight(values, mean)
    shape, rate = values + weight * mean, 1 + weight
    table = pd.DataFrame({"expected": shape / rate}, index=counts.index)
    safe = shape.clip(lower=1e-9)
    return table.assign(low=gamma.ppf(0.05, safe, scale=1 / rate), high=gamma.ppf(0.95, safe, scale=1 / rate))


def prior_weight(values: pd.Series, means: pd.Series) -> float:
    """Weight of the prior in places' worth of counts, by moments: large where counts vary no more than chance would."""
    # A count of mean m under a prior of weight w varies by m + m / w; summed over all places that gives w.
    excess = float(((values - means) ** 2 - values).sum())
    return 10.0 if excess <= 0 else float(np.clip(means.sum() / excess, 0.01, 10.0))


def windows(events: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Days with events by place and four-week window, the columns being the first days of 13 windows, oldest first.

    Args:
        events: columns place, when; what happened on one day counts once, however many children and records it has.
    """
    once = events.assign(day=events["when"].dt.normalize()).drop_duplicates(["place", "day"])
    after = pd.Timestamp(as_of) + pd.Timedelta(days=1)
    # The last moment of the day lies in window 0.
    age = (after - pd.Timedelta(microseconds=1) - once["when"]).to_numpy("timedelta64[D]").astype("int64")
    back = pd.Series(age // WINDOW_DAYS, index=once.index)
    numbers = pd.crosstab(once["place"], back).reindex(columns=range(WINDOWS - 1, -1, -1), fill_value=0)
    starts = [(after - pd.Timedelta(days=WINDOW_DAYS * n)).strftime("%Y-%m-%d") for n in range(WINDOWS, 0, -1)]
    return numbers.set_axis(starts, axis=1).rename_axis(columns=None)


def trends(numbers: pd.DataFrame) -> pd.Series:
    """Rising, falling, steady or too few to tell, by place, from days with events by window."""
    from scipy.stats import binom

    newer = numbers.iloc[:, -RECENT:].sum(axis=1)
    older = numbers.iloc[:, -2 * RECENT : -RECENT].sum(axis=1)
    both = newer + older
    rising, falling = binom.sf(newer - 1, both, 0.5) < LIKELY, binom.cdf(newer, both, 0.5) < LIKELY
    told = np.select([both < FEWEST, rising, falling], ["too few to tell", "rising", "falling"], "steady")
    return pd.Series(told, index=numbers.index, dtype="str")
