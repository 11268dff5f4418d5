"""How many closings there were, by state, team, kind and month."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.closing_states import STATES


def closing_figures(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every closing of the window counted, also those that are not listed.

    Args:
        table: as `csgraph.questions.closing_states.Closings.table`.
    """
    month = table["day"].dt.strftime("%Y-%m").astype("str")
    return {
        "Closures by what is known": by_state(table),
        **{f"Closures by {by}": counted(table.assign(month=month), by) for by in ("team", "kind", "month")},
    }


def by_state(table: pd.DataFrame) -> pd.DataFrame:
    """Closings and children in each state; `uncovered`: some kind of concern no loaded extract shows of the child."""
    uncovered = table["uncovered"].map(bool).astype(bool)
    by = table.assign(uncovered=uncovered).groupby("state")
    counts = pd.DataFrame(
        {"closures": by.size(), "children": by["child"].nunique(), "uncovered": by["uncovered"].sum()}
    )
    counts = counts.reindex(list(STATES)).fillna(0).rename_axis("state").reset_index()
    return frame({"state": "text", "closures": "whole", "children": "whole", "uncovered": "whole"}, counts)


def counted(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Closings by a column: all of them, then each state."""
    counts = table.groupby([by, "state"]).size().unstack(fill_value=0).reindex(columns=list(STATES), fill_value=0)
    counts.insert(0, "closures", counts.sum(axis=1))
    return frame({by: "text", "closures": "whole", **dict.fromkeys(STATES, "whole")}, counts.reset_index())
