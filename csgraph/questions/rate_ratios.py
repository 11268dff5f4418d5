"""Counts before and after as a ratio of rates, with its interval; and one such ratio against another."""

from __future__ import annotations

import numpy as np
import pandas as pd

CONFIDENCE = 0.95


def rate_ratios(counts: pd.DataFrame) -> pd.DataFrame:
    """The rate after over the rate before, with an exact interval of 95 per cent.

    Given the sum of two Poisson counts the later one is binomial, with p = r t1 / (r t1 + t0) for a rate ratio r and
    t0, t1 days (Przyborowski and Wilenski 1940, Biometrika 31:313-323). The interval of p is that of Clopper and
    Pearson (1934, Biometrika 26:404-413), as `scipy.stats.binomtest(...).proportion_ci()` gives it, and
    r = p t0 / ((1 - p) t1). It is exact for one subject, and for several together where each has the same share of days
    before and after.
    The papers were not read again for this; a test holds the interval against scipy's.

    Args:
        counts: before, after (events), days_before, days_after.

    Returns:
        By the same index ratio, low, high; all missing without any event. Without one before there is no ratio, and
        `high` has no end (infinite).
    """
    from scipy.stats import beta

    before, after = counts["before"].to_numpy(dtype=float), counts["after"].to_numpy(dtype=float)
    days = counts["days_before"].to_numpy(dtype=float) / counts["days_after"].to_numpy(dtype=float)
    tail = (1 - CONFIDENCE) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(after > 0, beta.ppf(tail, after, before + 1), 0.0)
        high = np.where(before > 0, beta.ppf(1 - tail, after + 1, before), 1.0)
        found = {
            "ratio": np.where(before > 0, after / before, np.nan) * days,
            "low": low / (1 - low) * days,
            "high": high / (1 - high) * days,
        }
    any_ = pd.Series(before + after > 0, index=counts.index)
    return pd.DataFrame(found, index=counts.index).where(any_, float("nan"))


def against(one: pd.Series, other: pd.Series) -> dict[str, float]:
    """A ratio of rates over another, with an approximate interval of 95 per cent; missing where a count is nought.

    Difference in differences on the log scale: log R = log(a1/b1) - log(a0/b0), with variance 1/a1 + 1/b1 + 1/a0 + 1/b0
    (the usual variance of the logarithm of a ratio of Poisson counts; the difference of two estimates as in Altman and
    Bland 2003, BMJ 326:219); the interval is exp(log R ± 1.96 times its root). Days are the same in both, and cancel.

    Args:
        one: before and after of those taken on.
        other: before and after of those whom they are compared with.
    """
    cells = np.array([one["after"], one["before"], other["after"], other["before"]], dtype=float)
    if (cells == 0).any():
        return dict.fromkeys(("ratio", "low", "high"), float("nan"))
    log = np.log(cells[0] / cells[1]) - np.log(cells[2] / cells[3])
    spread = 1.959964 * np.sqrt((1 / cells).sum())
    return {"ratio": float(np.exp(log)), "low": float(np.exp(log - spread)), "high": float(np.exp(log + spread))}
