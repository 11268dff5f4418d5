"""Who completes assessments and screening tools: by agency and role, by team, by month."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.assessment_rules import AssessmentRules
from csgraph.questions.child_words import NOT_RECORDED

STATES = ("none_recorded", "older_than_events", "out_of_date", "up_to_date", "cannot_tell")


def figures(done: pd.DataFrame, rows: pd.DataFrame, rules: AssessmentRules, as_of: date) -> dict[str, pd.DataFrame]:
    """Figures of the months in which factors count, of the children asked about.

    Args:
        done: assessments and tools of these children.
        rows: the judged children, one row a child.
        rules: the rules.
        as_of: the day.
    """
    since = pd.Timestamp(as_of) - pd.DateOffset(months=rules.factors_within_months)
    # Two extracts of one agency may hold the same assessment: it counts once, where possible with who completed it.
    once = done.sort_values(["role", "id"]).drop_duplicates(["child", "kind", "start", "completed_on"])
    recent = once[(once["day"] >= since) & once["completed_on"].notna()]
    recent = recent.assign(
        agency=recent["agency"].fillna(NOT_RECORDED),
        role=recent["role"].fillna(NOT_RECORDED),
        is_tool=recent["kind"].isin(rules.tools),
        month=recent["day"].dt.strftime("%Y-%m"),
    )
    return {
        "Completed by agency and role": _by(recent, ["agency", "role"]),
        "Children with a tool by who completed it": _share(recent[recent["is_tool"]], len(rows)),
        "Completed by month": _by(recent, ["month"]),
        "States by team": _states(rows),
    }


def _by(recent: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Tools, assessments and children by some columns."""
    groups = recent.groupby(by)
    tools = groups["is_tool"].sum()
    counts = pd.DataFrame({"tools": tools, "assessments": groups.size() - tools, "children": groups["child"].nunique()})
    kinds = dict.fromkeys(by, "text") | dict.fromkeys(("tools", "assessments", "children"), "whole")
    return frame(kinds, counts.reset_index())  # type: ignore[arg-type]  # the values are kinds


def _share(tools: pd.DataFrame, children: int) -> pd.DataFrame:
    """Of all children asked about, how many have a tool of each agency and role; one child may have several."""
    counts = tools.groupby(["agency", "role"])["child"].nunique().reset_index(name="children")
    every = pd.DataFrame({"agency": ["all"], "role": ["all"], "children": [tools["child"].nunique()]})
    table = pd.concat([counts, every], ignore_index=True)
    share = (table["children"] / children).round(3) if children else float("nan")
    return frame({"agency": "text", "role": "text", "children": "whole", "share": "number"}, table.assign(share=share))


def _states(rows: pd.DataFrame) -> pd.DataFrame:
    counts = rows.groupby(["team", "state"]).size().unstack(fill_value=0).reindex(columns=list(STATES), fill_value=0)
    kinds = {"team": "text"} | dict.fromkeys(STATES, "whole")
    return frame(kinds, counts.reset_index())  # type: ignore[arg-type]  # the values are kinds
