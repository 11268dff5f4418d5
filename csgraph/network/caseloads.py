"""Caseloads of workers, counted and weighted: a way to compare within a role, not a measure of work."""

from __future__ import annotations

import pandas as pd

OF = ["worker", "role"]
"""What a caseload is of: one worker in one role."""


def caseloads(workers: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """The caseload of every worker in every role.

    Args:
        workers: cypher/child_workers.cypher.
        weights: what each child adds, by child; a child that is not in it adds 1.

    Returns:
        One row a worker and role: worker, role, worker_name, team, recorded_by, children, weighted, and of the role
        workers, lower, median and upper (quartiles of `weighted`). Ordered by role, worker.
    """
    named = workers[(workers["worker_label"] == "Professional") & workers["role"].notna()]
    each = named.sort_values("id").drop_duplicates([*OF, "child"])
    each = each.assign(weight=each["child"].map(weights).astype("float64").fillna(1.0))
    table = each.groupby(OF).agg(
        worker_name=("worker_name", "first"),
        team=("team", "first"),
        recorded_by=("recorded_by", "first"),
        children=("child", "size"),
        weighted=("weight", "sum"),
    )
    table = table.reset_index().sort_values(["role", "worker"], ignore_index=True)
    by = table.groupby("role")["weighted"]
    quartiles = {name: by.transform("quantile", share) for name, share in QUARTILES.items()}
    return table.assign(workers=by.transform("size"), **quartiles)


QUARTILES = {"lower": 0.25, "median": 0.5, "upper": 0.75}


def heaviest(plans: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    """What the heaviest open plan of each child adds, by child.

    Args:
        plans: cypher/child_plans.cypher.
        weights: by kind of plan.
    """
    added = plans["kind"].map(weights).astype("float64").fillna(0.0)
    return added.groupby(plans["child"]).max()


def event_days(events: pd.DataFrame, since: pd.Timestamp, day: pd.Timestamp) -> pd.Series:
    """On how many days from `since` to the day each child had an event, by child; several of one kind and day are one.

    Args:
        events: cypher/child_events.cypher.
        since: the first day.
        day: the last.
    """
    began = events["start"].dt.normalize()
    seen = events.assign(began=began)[(began >= since) & (began <= day)]
    days: pd.Series = seen.drop_duplicates(["child", "kind", "began"]).groupby("child").size()
    return days
