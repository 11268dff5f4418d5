"""How complete the recorded networks are: by child, by role and by team."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.schema import Kind

COUNTED = ("present", "present_stale", "ended_without_successor", "gap")
"""States that can be told; `complete` is the share of them that is present."""

FIGURE: dict[str, Kind] = {**dict.fromkeys(COUNTED, "whole"), "complete": "number", "cannot_tell": "whole"}
"""Columns of a figure after the one that it counts by."""

TEAM_ROLES = ("social_worker", "fhlp", "lcpp", "lead_practitioner_eh", "family_support_worker", "personal_adviser")
"""Whose team answers for a child: the first of these that is recorded."""

NO_TEAM = "no team recorded"


def completeness(states: pd.DataFrame, by: str) -> pd.DataFrame:
    """Counts of each state and the share present, by a column of the expected roles.

    What cannot be told is shown beside the share, never part of it; `complete` is missing where nothing can be told.
    """
    counts = states.groupby([by, "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*COUNTED, "cannot_tell"], fill_value=0)
    told = counts[list(COUNTED)].sum(axis=1)
    counts["complete"] = (counts["present"] / told.where(told > 0)).round(3)
    return frame({by: "text", **FIGURE}, counts.reset_index())


def teams(children: pd.Index, held: pd.DataFrame) -> pd.Series:
    """The team that answers for each child, by child.

    Args:
        children: ids.
        held: links that hold on the day: child, role, team, link.
    """
    rank = {role: place for place, role in enumerate(TEAM_ROLES)}
    led = held[held["role"].isin(TEAM_ROLES) & held["team"].notna()]
    first = led.assign(place=led["role"].map(rank)).sort_values(["place", "link"]).drop_duplicates("child")
    return first.set_index("child")["team"].reindex(children).fillna(NO_TEAM)
