"""How much of what plans should answer some action answers, by kind of plan and by team."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.network.plans import OpenPlans
from csgraph.schema import Kind

COVERAGE: dict[str, Kind] = {
    "children": "whole",
    "factors": "whole",
    "addressed": "whole",
    "share": "number",
    "cannot_tell": "whole",
}
"""Columns of a figure after the one that it counts by: `share` is addressed of factors, `cannot_tell` counts
children."""


def coverage_by_kind(factors: pd.DataFrame, known: OpenPlans) -> pd.DataFrame:
    """Factors and those answered by kind of open plan; a child with plans of two kinds counts in both.

    Args:
        factors: as `csgraph.questions.plan_gaps.asked_factors`.
        known: the open plans.
    """
    return _coverage(known.plans[["child", "kind"]].drop_duplicates(), factors, known, "kind")


def coverage_by_team(factors: pd.DataFrame, known: OpenPlans, team: pd.Series) -> pd.DataFrame:
    """Factors and those answered by the team that answers for the child on the day (`team` by child)."""
    return _coverage(team.rename("team").rename_axis("child").reset_index(), factors, known, "team")


def by_state(table: pd.DataFrame) -> pd.DataFrame:
    """Findings and children in each state."""
    by = table.groupby("state")
    counts = pd.DataFrame({"findings": by.size(), "children": by["subject"].nunique()}).reset_index()
    return frame({"state": "text", "findings": "whole", "children": "whole"}, counts)


def _coverage(groups: pd.DataFrame, factors: pd.DataFrame, known: OpenPlans, by: str) -> pd.DataFrame:
    """One row a group: children, factors that should be answered, those that an action names, the share of them."""
    groups = groups.assign(told=groups["child"].isin(known.covered))
    pairs = groups.merge(factors[["child", "factor", "addressed"]], on="child").groupby(by)
    children = groups.groupby(by)
    counts = pd.DataFrame(
        {
            "children": children["child"].nunique(),
            "factors": pairs.size(),
            "addressed": pairs["addressed"].sum(),
            "cannot_tell": children["told"].agg(lambda told: int((~told).sum())),
        }
    ).fillna(0)
    counts["share"] = (counts["addressed"] / counts["factors"].where(counts["factors"] > 0)).astype("float64").round(3)
    return frame({by: "text", **COVERAGE}, counts.rename_axis(by).reset_index())
