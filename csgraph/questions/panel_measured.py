"""Counts, covered days, ratio and state of each subject that the panel took on."""

from __future__ import annotations

import pandas as pd

from csgraph.questions.panel_rules import Impact
from csgraph.questions.panel_windows import DatedEvents, days_of
from csgraph.questions.rate_ratios import rate_ratios

MEASURED = ("fewer_after", "more_after", "no_clear_change")
"""States of subjects whose two windows can be compared."""


def before_and_after(taken: pd.DataFrame, events: DatedEvents, rules: Impact) -> pd.DataFrame:
    """Counts and covered days of the two windows, the ratio and the state; the day itself lies in neither."""
    day = days_of(taken["day"])
    before, after = (day - rules.before_days, day - 1), (day + 1, day + rules.after_days)
    found = taken.assign(
        before=events.counted(taken["subject"], *before),
        after=events.counted(taken["subject"], *after),
        days_before=events.days(*before),
        days_after=events.days(*after),
    )
    short = found["days_after"] < rules.least_days
    unknown = ~found["subject"].isin(events.covered) | (found["days_before"] < rules.least_days)
    usable = found.assign(days_before=found["days_before"].clip(lower=1), days_after=found["days_after"].clip(lower=1))
    ratios = rate_ratios(usable).where(~(short | unknown), float("nan"))
    state = pd.Series("no_clear_change", index=found.index, dtype="str")
    state = state.mask(ratios["high"] < 1, "fewer_after").mask(ratios["low"] > 1, "more_after")
    return found.join(ratios).assign(state=state.mask(short, "too_early").mask(unknown, "cannot_tell"))
