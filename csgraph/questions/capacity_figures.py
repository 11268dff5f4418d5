"""Caseloads in figures: by worker, by team and by role. Children are counts only."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.capacity_rules import Capacity
from csgraph.schema import Kind

NO_TEAM = "no team recorded"
BY_WORKER: dict[str, Kind] = {
    "worker": "text",
    "worker_name": "text",
    "role": "text",
    "team": "text",
    "children": "whole",
    "weighted": "number",
}


def figures(loads: pd.DataFrame, every: pd.DataFrame, rules: Capacity) -> dict[str, pd.DataFrame]:
    """Every figure by title.

    Args:
        loads: the caseloads asked about, as `csgraph.network.caseloads.caseloads`, with `shown`.
        every: all of them, for the quartiles of each role.
        rules: of how many children, and of how many workers, a sum may be shown.
    """
    return {
        "Caseload by worker": frame(BY_WORKER, loads.assign(weighted=loads["weighted"].round(2).where(loads["shown"]))),
        "Caseload by team": _by_team(loads, rules.weights.least_children),
        "Quartiles by role": _by_role(every[every["role"].isin(loads["role"])], rules.heavier.least_workers),
    }


def _by_team(loads: pd.DataFrame, least: int) -> pd.DataFrame:
    """Workers, their children (a child with two workers counts twice) and the mean of each, by team and role.

    No sum is shown that would tell, by itself or less the workers shown, the sum of fewer children than `least`.
    """
    hidden = loads["children"].where(~loads["shown"], 0)
    by = loads.assign(team=loads["team"].fillna(NO_TEAM), hidden=hidden).groupby(["team", "role"])
    table = by.agg(
        workers=("worker", "size"), children=("children", "sum"), weighted=("weighted", "sum"), hidden=("hidden", "sum")
    ).reset_index()
    table["weighted"] = table["weighted"].where((table["hidden"] == 0) | (table["hidden"] >= least))
    columns: dict[str, Kind] = {
        "team": "text",
        "role": "text",
        "workers": "whole",
        "children": "whole",
        "weighted": "number",
        "children_per_worker": "number",
        "weighted_per_worker": "number",
    }
    each = {
        f"{name}_per_worker": (table[name].astype("float64") / table["workers"]).round(2)
        for name in ("children", "weighted")
    }
    return frame(columns, table.assign(weighted=table["weighted"].round(2), **each))


def _by_role(every: pd.DataFrame, least: int) -> pd.DataFrame:
    """What a caseload is compared with: quartiles of the weighted caseloads of roles with enough workers."""
    quartiles = ["lower", "median", "upper"]
    table = every[every["workers"] >= least].drop_duplicates("role")[["role", "workers", *quartiles]].round(2)
    columns: dict[str, Kind] = {"role": "text", "workers": "whole", **dict.fromkeys(quartiles, "number")}
    return frame(columns, table.reset_index(drop=True))
