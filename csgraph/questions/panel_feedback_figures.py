"""How long the panel's decisions and feedback take, and what is open, in all and by agency of the referrer."""

from __future__ import annotations

import pandas as pd

STATES = ("no_decision", "no_feedback", "action_overdue", "action_without_owner", "network_not_told", "cannot_tell")
"""In the order of the table."""

SPANS = {"referral to decision": "decision", "decision to feedback": "feedback"}
"""The columns of days of each span."""


def feedback_figures(referrals: pd.DataFrame, found: pd.DataFrame, untold: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Totals by state, days to decision and feedback, both by agency of the referrer, and who was not told."""
    rows = referrals.drop_duplicates("referral")
    rows = rows.assign(
        decision=(rows["decided_on"] - rows["referred_on"]).dt.days,
        feedback=(rows["feedback_on"] - rows["decided_on"]).dt.days,
    )
    totals = found.drop_duplicates(["referral", "state"]).groupby("state").size().reindex(STATES, fill_value=0)
    every = pd.DataFrame({"state": ["all referrals", *STATES], "referrals": [len(rows), *totals]})
    days = pd.DataFrame([{"from_to": name} | _quartiles(rows[of]) for name, of in SPANS.items()])
    return {
        "Totals": every,
        "Days to decision and to feedback": days,
        "By agency of the referrer": _by_agency(rows, found),
        "Professionals not told": untold.drop(columns="evidence"),
    }


def _quartiles(days: pd.Series) -> dict[str, object]:
    known = days.dropna().astype("float64")
    low, middle, high = known.quantile([0.25, 0.5, 0.75]).tolist()
    return {"referrals": len(known), "lower_quartile": low, "median": middle, "upper_quartile": high}


def _by_agency(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Referrals, what of them is open, and the median days, by agency of the referrer."""
    open_ = found.drop_duplicates(["referral", "state"]).groupby(["agency", "state"]).size().unstack(fill_value=0)
    by = rows.groupby("agency")
    table = pd.DataFrame(
        {
            "referrals": by.size(),
            "decided": by["decided_on"].count(),
            "told": by["feedback_on"].count(),
            "median_days_to_decision": by["decision"].median(),
            "median_days_to_feedback": by["feedback"].median(),
        }
    )
    counts = open_.reindex(index=table.index, columns=list(STATES), fill_value=0).fillna(0).astype("int64")
    return table.join(counts.rename_axis(columns=None)).reset_index()
