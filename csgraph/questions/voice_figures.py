"""Children heard by team, by role and by month; attempts to engage by way and by role."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.child_words import NOT_RECORDED
from csgraph.schema import Kind

STATES = ("recorded", "old", "none_recorded", "cannot_tell")


def figures(
    rows: pd.DataFrame, told: pd.DataFrame, tried: pd.DataFrame, as_of: date, window_days: int
) -> dict[str, pd.DataFrame]:
    """Figures of the children asked about.

    Args:
        rows: the judged children, one row a child.
        told: what children were heard to say, as `csgraph.network.voices.heard`.
        tried: attempts to engage, with engaged and way.
        as_of: the day.
        window_days: days before it in which attempts, and accounts by role, count.
    """
    since = pd.Timestamp(as_of) - pd.Timedelta(days=window_days)
    recent, said = tried[tried["day"] >= since], told[told["day"] >= since]
    return {
        "Children heard by team": _states(rows),
        "Accounts by agency and role": _accounts(said, ["agency", "role"]),
        "Accounts by month": _accounts(told.assign(month=told["day"].dt.strftime("%Y-%m")), ["month"]),
        "Attempts by way": _attempts(recent, ["way"]),
        "Attempts by agency and role": _attempts(recent, ["agency", "role"]),
    }


def _states(rows: pd.DataFrame) -> pd.DataFrame:
    counts = rows.groupby(["team", "state"]).size().unstack(fill_value=0).reindex(columns=list(STATES), fill_value=0)
    kinds: dict[str, Kind] = {"team": "text", **dict.fromkeys(STATES, "whole")}
    return frame(kinds, counts.reset_index())


def _accounts(told: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    groups = told.fillna(dict.fromkeys(by, NOT_RECORDED)).groupby(by)["child"]
    counts = pd.DataFrame({"accounts": groups.size(), "children": groups.nunique()}).reset_index()
    return frame({**dict.fromkeys(by, "text"), "accounts": "whole", "children": "whole"}, counts)


def _attempts(tried: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    groups = tried.fillna(dict.fromkeys(by, NOT_RECORDED)).groupby(by)
    counts = pd.DataFrame({"attempts": groups.size(), "engaged": groups["engaged"].sum()})
    counts["share"] = (counts["engaged"] / counts["attempts"]).astype("float64").round(3)
    counts["children"] = groups["child"].nunique()
    kinds: dict[str, Kind] = {"attempts": "whole", "engaged": "whole", "share": "number", "children": "whole"}
    return frame({**dict.fromkeys(by, "text"), **kinds}, counts.reset_index())
