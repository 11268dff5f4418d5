"""How many children are known to the panel, and how many not: in all, by marker and by team."""

from __future__ import annotations

import pandas as pd

from csgraph.questions.completeness import teams
from csgraph.questions.panel_markers import MARKERS

STATES = ("never_referred", "referred_without_tool", "cannot_tell")
REFERRED = "referred_with_tool"
"""The state of a child of whom there is nothing to find: counted in the figures, no row of the table."""


def known_figures(states: pd.DataFrame, held: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """How many children are in each state: in all, by marker and by team."""
    every = [*STATES[:2], REFERRED, "referred_earlier", STATES[2]]
    totals = states.groupby("state").size().reindex(every, fill_value=0)
    by_marker = _counted(states.explode("markers").dropna(subset="markers"), "markers", every).reindex(MARKERS)
    team = teams(states.index, held)
    return {
        "Totals": totals.rename("children").rename_axis("state").reset_index(),
        "By marker": _shared(by_marker.fillna(0).astype("int64")).rename_axis("marker").reset_index(),
        "By team": _counted(states.assign(team=team), "team", every).reset_index(),
    }


def _shared(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts with the share never referred of those of whom it can be told."""
    told = counts["children"] - counts["cannot_tell"]
    return counts.assign(never_referred_share=(counts["never_referred"] / told.where(told > 0)).round(3))


def _counted(states: pd.DataFrame, by: str, every: list[str]) -> pd.DataFrame:
    counts = states.groupby([by, "state"]).size().unstack(fill_value=0).reindex(columns=every, fill_value=0)
    return counts.assign(children=counts.sum(axis=1)).rename_axis(columns=None)
