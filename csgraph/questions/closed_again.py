"""Children whose cases were closed for disengagement more than once."""

from __future__ import annotations

import pandas as pd

from csgraph.network.citations import distinct
from csgraph.questions.closing_rules import ClosingRules
from csgraph.questions.closing_states import Closings
from csgraph.questions.closures_words import NEXT_STEP, SOURCES_SHOWN, WOULD_CHANGE, what_closed

STATE = "closed_again_for_disengagement"


def worded_again(told: Closings, rules: ClosingRules) -> pd.DataFrame:
    """Children closed for disengagement more than once in the rules' days, one row a child."""
    times = told.earlier.groupby("child")["closing"].transform("size")
    several = told.earlier[times > 1].sort_values(["child", "day", "closing"])
    rows = []
    for child, each in several.groupby("child"):
        said = zip(each["kind"], each["day"], each["wordings"], strict=True)
        reasons = [f"{what_closed(kind)} closed on {day:%Y-%m-%d}: {', '.join(names)}" for kind, day, names in said]
        count = f"{len(each)} times in {rules.closures.repeat_days} days"
        rows.append(
            {
                "child": child,
                "state": STATE,
                "finding": f"Cases of this child were closed for disengagement {count}.",
                "reasons": reasons,
                "sources": distinct(each["evidence"], SOURCES_SHOWN),
                "next_step": NEXT_STEP[STATE],
                "would_change": WOULD_CHANGE[STATE],
                "day": each["day"].max(),
                "wordings": distinct(each["wordings"]),
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["child", "state"])
