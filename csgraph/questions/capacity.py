"""Who carries how much, and which children who need time-intensive work have nobody by name to do it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import folded
from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.caseloads import caseloads, event_days, heaviest
from csgraph.network.circumstances import circumstances
from csgraph.network.coverage import coverage
from csgraph.network.involvement import named_teams
from csgraph.network.peer_grouping import peer_grouping
from csgraph.questions.boundary import children_asked
from csgraph.questions.capacity_figures import figures
from csgraph.questions.capacity_rules import Capacity, Weights, capacity_rules
from csgraph.questions.capacity_words import caveats, worded_children, worded_workers
from csgraph.questions.intensive_work import intensive, without_worker
from csgraph.questions.role_rules import expected_roles
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "role": "text",
    "worker_name": "text",
    "team": "text",
    "children": "whole",
    "weighted": "number",
    "upper_quartile": "number",
    "covered": "flag",
    "rule_source": "text",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "role": "role of the professional, or that which nobody holds",
    "worker_name": "what they are called",
    "team": "team as recorded",
    "children": "children with whom they work",
    "weighted": "those children, weighted by what adds to the work",
    "upper_quartile": "the weighted number that three quarters of the same role do not pass",
    "covered": "whether a loaded extract would show it for this child on this day",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}


def answer(store: Store, asking: Asking) -> Findings:
    """Workers whose caseload is heavier than most of their role, and children without a named worker.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = capacity_rules()
    workers = store.read("child_workers", as_of=asking.as_of)
    workers = workers.assign(team=named_teams(workers["team"], store.read("teams")))
    every = caseloads(workers, _weights(store, asking, rules.weights))
    every = every.assign(shown=every["children"] >= rules.weights.least_children)
    loads = _asked(every, workers, asking)
    rows = [
        worded_workers(_heavy(loads, rules), rules),
        worded_children(_children(store, asking, workers, rules), rules),
    ]
    table = findings_table(pd.concat(rows, ignore_index=True), MORE)
    return Findings(QUESTION.name, asking.as_of, table, figures(loads, every, rules), caveats(rules))


def _heavy(loads: pd.DataFrame, rules: Capacity) -> pd.DataFrame:
    """Caseloads above the upper quartile of a role that enough workers hold."""
    limit = loads["upper"] + rules.heavier.beyond * (loads["upper"] - loads["lower"])
    enough = loads["shown"] & (loads["workers"] >= rules.heavier.least_workers)
    return loads[enough & (loads["weighted"] > limit)]


def _weights(store: Store, asking: Asking, weights: Weights) -> pd.Series:
    """What each child of the store adds to a caseload. It leaves this module only in sums by worker."""
    day = asking.as_of
    children = pd.Index(store.read("children")["child"])
    since = pd.Timestamp(days_before(day, weights.event_days))
    plans = heaviest(store.read("child_plans", as_of=day), weights.plans)
    events = event_days(store.read("child_events", as_of=day), since, pd.Timestamp(day))
    named = store.read("group_members", as_of=day)
    groups = peer_grouping(store, as_of=day, resamplings=0).members["child"]
    members = {*named.loc[named["reliability"] != "unverified", "child"], *groups}
    added = plans.reindex(children).fillna(0.0)
    added += events.reindex(children).fillna(0).clip(upper=weights.most_events) * weights.event
    in_group = pd.Series(children.isin(members), index=children)
    total: pd.Series = added + in_group * weights.group + weights.child
    return total


def _asked(loads: pd.DataFrame, workers: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """The caseloads asked about. Each counts all children of the worker, whichever were asked about."""
    kept = pd.Series(True, index=loads.index)
    if asking.children is not None:
        kept &= loads["worker"].isin(workers.loc[workers["child"].isin(asking.children), "worker"])
    if asking.teams is not None:
        kept &= loads["team"].map(folded, na_action="ignore").isin(asking.teams)
    if asking.agencies is not None:
        kept &= loads["recorded_by"].isin(asking.agencies)
    return loads[kept].reset_index(drop=True)


def _children(store: Store, asking: Asking, workers: pd.DataFrame, rules: Capacity) -> pd.DataFrame:
    """Children within the boundary, or of those asked about, who need time-intensive work and have nobody by name."""
    boundary = expected_roles().boundary
    days = max(boundary.days, rules.intensive.factor_days, rules.intensive.missing_days)
    known = circumstances(store, asking.as_of, days)
    need = intensive(known, children_asked(known, boundary, asking), rules.intensive)
    return without_worker(need, workers, coverage(store, known), rules.intensive)


QUESTION = Question(
    name="capacity",
    title="Caseloads, and time-intensive work without a named worker",
    concern="There were not enough resources for the time-intensive work with young people that makes a difference.",
    about="Workers whose caseload is heavier than that of most others in the same role, weighted by what their "
    "children's circumstances add, and children whose circumstances need time-intensive work while no named "
    "exploitation, youth or family support worker is recorded. The weights are a way to compare, not a measure of "
    "work; no child has a number.",
    answer=answer,
    keys=("role",),
)
