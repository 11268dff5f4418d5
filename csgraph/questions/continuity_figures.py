"""Changes of worker in figures: by role, by team, by reason, by how the change was made, and workers per child."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list, folded
from csgraph.findings import Asking
from csgraph.frames import frame
from csgraph.network.tenures import OF
from csgraph.questions.completeness import teams
from csgraph.questions.continuity_states import Known
from csgraph.schema import Kind

YEAR = 365.25
"""Days of a child-year."""

RATE: dict[str, Kind] = {
    "children": "whole",
    "child_years": "number",
    "changes": "whole",
    "changes_per_child_year": "number",
}
"""Columns of a rate. A child-year is a year in which a child had somebody, or was between two, in a role."""


def figures(known: Known, asking: Asking) -> dict[str, pd.DataFrame]:
    """Every figure by title."""
    held = _spans(known)
    named = sorted({role for rule in known.rules.rule for role in rule.expected})
    by_team = _rates(held[held["role"].isin(named)], ["team", "role"])
    if asking.teams is not None:
        by_team = by_team[by_team["team"].map(folded).isin(asking.teams)].reset_index(drop=True)
    return {
        "Changes by role": _rates(held, ["role"]),
        "Changes by team": by_team,
        "Reasons for changes": _reasons(known.changes),
        "Days together at a change": _together(known.changes),
        "Workers per child": _workers(known),
    }


def _spans(known: Known) -> pd.DataFrame:
    """Each child and role of the window: the child's team, days from the first to the last worker, changes."""
    recent = known.times[known.times["until"] > known.since]
    by = recent.groupby(OF)
    first, last = by["begin"].min(), by["until"].max()
    first, last = first.where(first > known.since, known.since), last.where(last < known.day, known.day)
    spans = pd.DataFrame({"days": (last - first).dt.days, "changes": known.changes.groupby(OF).size()})
    spans = spans.loc[first.index].fillna({"changes": 0}).reset_index()
    on_day = recent[(recent["until"] >= known.day)].reset_index(names="link")
    team = teams(pd.Index(spans["child"].unique()), on_day)
    return pd.DataFrame(spans.assign(team=spans["child"].map(team)))


def _rates(spans: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    grouped = spans.groupby(by)
    table = grouped.agg(children=("child", "nunique"), days=("days", "sum"), changes=("changes", "sum")).reset_index()
    years = table["days"] / YEAR
    rate = (table["changes"] / years.where(years > 0)).round(2)
    columns: dict[str, Kind] = {**dict.fromkeys(by, "text"), **RATE}
    return frame(columns, table.assign(child_years=years.round(1), changes_per_child_year=rate))


def _reasons(changes: pd.DataFrame) -> pd.DataFrame:
    """The reasons recorded with those who left, in the labels of the national list."""
    labels = code_list("worker_change").codes
    reason = changes["change_reason_before"].map(labels).astype("str").fillna("No reason recorded")
    table = changes.assign(reason=reason)
    counted = table.groupby(["role", "reason"]).size().rename("changes").reset_index()
    return frame({"role": "text", "reason": "text", "changes": "whole"}, counted)


def _together(changes: pd.DataFrame) -> pd.DataFrame:
    """By role: changes with no day together, with the one day on which both met on paper, and with more."""
    shared = changes["shared"].fillna(0)
    counted = changes.assign(none=shared == 0, one_day=shared == 1, more=shared > 1)
    table = counted.groupby("role").agg(
        changes=("shared", "size"), none=("none", "sum"), one_day=("one_day", "sum"), more=("more", "sum")
    )
    columns: dict[str, Kind] = {"role": "text", **dict.fromkeys(("changes", "none", "one_day", "more"), "whole")}
    return frame(columns, table.reset_index())


def _workers(known: Known) -> pd.DataFrame:
    """How many children had one worker of a role within the window, two, and so on."""
    recent = known.times[known.times["until"] > known.since]
    number = recent.groupby(OF)["person"].nunique().rename("workers").reset_index()
    counted = number.groupby(["role", "workers"]).size().rename("children").reset_index()
    return frame({"role": "text", "workers": "whole", "children": "whole"}, counted)
