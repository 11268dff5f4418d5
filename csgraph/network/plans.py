"""Open plans of children on a day: their actions, the factors and events that they should answer, their reviews."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.citations import citations
from csgraph.network.coverage import covered_by_kind

if TYPE_CHECKING:
    from csgraph.store import Store

EVENTS = ("missing", "incident")
REVIEWS = "plan_review"
"""The kind of record that an extract shows which tells when plans were reviewed."""


@dataclass(frozen=True)
class OpenPlans:
    """The open plans of a day.

    Attributes:
        plans: one row a child and plan: child, plan, kind, start, reviewed_on, reviewed_since (after the
            day: what was before it nobody knows), evidence, dated (whether an extract
            that shows reviews tells of it, and not only of one after the day).
        actions: actions of these plans, once a child and plan: child, plan, kind, action, addresses, due_on, done_on,
            status, evidence.
        factors: factors found in the days before the day: child, factor, day (the newest), evidence.
        events: days with events up to the day: child, kind, day, evidence.
        covered: children whose plan actions some loaded extract shows.
    """

    plans: pd.DataFrame
    actions: pd.DataFrame
    factors: pd.DataFrame
    events: pd.DataFrame
    covered: frozenset[str]


def open_plans(
    store: Store, as_of: date, kinds: Collection[str], factor_days: int, children: frozenset[str] | None
) -> OpenPlans:
    """Everything that is asked of the open plans of some kinds; of all children, or of those given."""
    plans = _plans(store, as_of)
    plans = plans[plans["kind"].isin(kinds)]
    plans = plans if children is None else plans[plans["child"].isin(children)]
    plans = plans.reset_index(drop=True)
    actions = _actions(store.read("plan_actions", as_of=as_of), plans)
    covering = covered_by_kind(store, as_of, "plan_action")["plan_action"]
    covered = {str(child) for child, by in covering.items() if by}
    return OpenPlans(
        plans,
        actions,
        _factors(store, as_of, factor_days, plans["child"]),
        _events(store, as_of, plans["child"]),
        # An action that is there was shown, whatever the extract says of itself.
        frozenset((covered | set(actions["child"])) & set(plans["child"])),
    )


def live(actions: pd.DataFrame) -> pd.DataFrame:
    """Actions that answer something: open or done, not dropped."""
    return actions[actions["status"].fillna("open") != "dropped"]


def overdue(actions: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Actions past their day on the day, neither done nor dropped."""
    unfinished = actions["done_on"].isna() & ~actions["status"].isin(["done", "dropped"])
    return actions[unfinished & (actions["due_on"] < pd.Timestamp(as_of))]


def _plans(store: Store, as_of: date) -> pd.DataFrame:
    rows = store.read("open_plans", as_of=as_of)
    batches = store.read("batches")
    tells = set(batches.loc[batches["kinds"].map(lambda kinds: REVIEWS in kinds), "source"])
    since = rows["reviewed_since"].fillna(value=False).astype(bool)
    rows = rows.assign(evidence=citations(rows), reviewed_since=since, dated=rows["source"].isin(tells) & ~since)
    ordered = rows.sort_values(["child", "plan", "dated", "id"], ascending=[True, True, False, True])
    columns = ["child", "plan", "kind", "start", "reviewed_on", "reviewed_since", "evidence", "dated"]
    return ordered.drop_duplicates(["child", "plan"])[columns]


def _actions(actions: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    known = actions.assign(evidence=citations(actions)).merge(plans[["child", "plan"]], on=["child", "plan"])
    once = known.sort_values(["child", "plan", "action", "id"]).drop_duplicates(["child", "plan", "action"])
    columns = ["child", "plan", "kind", "action", "addresses", "due_on", "done_on", "status", "evidence"]
    return once[columns].reset_index(drop=True)


def _factors(store: Store, as_of: date, days: int, children: pd.Series) -> pd.DataFrame:
    """The newest finding of each factor of each child."""
    found = store.read("child_assessments", since=days_before(as_of, days), as_of=as_of)
    found = found[found["child"].isin(children)].assign(evidence=citations(found))
    each = found.explode("factors").dropna(subset="factors").rename(columns={"factors": "factor"})
    newest = each.sort_values(["child", "factor", "day", "evidence"]).drop_duplicates(["child", "factor"], keep="last")
    return newest[["child", "factor", "day", "evidence"]].astype({"factor": "str"}).reset_index(drop=True)


def _events(store: Store, as_of: date, children: pd.Series) -> pd.DataFrame:
    """Days with a missing episode or an incident; two records of one day and kind are one, the first cited."""
    events = store.read("event_children", as_of=as_of)
    events = events[events["event_kind"].isin(EVENTS) & events["child"].isin(children)]
    days = events.assign(day=events["start"].dt.normalize(), evidence=citations(events), kind=events["event_kind"])
    known = days[days["day"] <= pd.Timestamp(as_of)].sort_values(["child", "kind", "day", "evidence"])
    return known.drop_duplicates(["child", "kind", "day"])[["child", "kind", "day", "evidence"]].reset_index(drop=True)
