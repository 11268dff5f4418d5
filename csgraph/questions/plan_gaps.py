"""What plans leave out: factors and events that no action names, behaviour alone, standing still, actions past due."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.network.aligned import aligned
from csgraph.network.as_of import days_before
from csgraph.network.listing import lists_by
from csgraph.network.plans import OpenPlans, live, overdue
from csgraph.questions.plan_rules import PlanRules


def asked_factors(known: OpenPlans, rules: PlanRules) -> pd.DataFrame:
    """Factors of covered children that a plan should answer: child, factor, day, evidence, addressed, underlying."""
    asked = rules.factors.core | rules.factors.underlying
    factors = known.factors[known.factors["factor"].isin(asked) & known.factors["child"].isin(known.covered)]
    named = pd.MultiIndex.from_frame(live(known.actions).dropna(subset="addresses")[["child", "addresses"]])
    addressed = pd.MultiIndex.from_frame(factors[["child", "factor"]]).isin(named)
    underlying = factors["factor"].isin(rules.factors.underlying)
    return factors.assign(addressed=addressed, underlying=underlying).reset_index(drop=True)


def events_not_addressed(known: OpenPlans, rules: PlanRules, as_of: date) -> pd.DataFrame:
    """Events of the rules' days whose kind no action answers: child, event_kind, days, records."""
    recent = known.events[known.events["day"] > pd.Timestamp(days_before(as_of, rules.plans.event_days))]
    recent = recent[recent["child"].isin(known.covered)]
    answers = [(factor, rule.kind) for rule in rules.event for factor in rule.addressed_by]
    named = live(known.actions)[["child", "addresses"]].merge(
        pd.DataFrame(answers, columns=["addresses", "kind"], dtype="str"), on="addresses"
    )
    answered = pd.MultiIndex.from_frame(named[["child", "kind"]])
    left = recent[~pd.MultiIndex.from_frame(recent[["child", "kind"]]).isin(answered)]
    left = left.assign(date=left["day"].dt.strftime("%Y-%m-%d")).rename(columns={"kind": "event_kind"})
    by = ["child", "event_kind"]
    return _lists(left, by, {"date": "days", "evidence": "records"})


def behaviour_only(known: OpenPlans, rules: PlanRules) -> pd.DataFrame:
    """Children whose actions name behaviour and no other factor: child, named, unnamed (how many), records."""
    actions = live(known.actions).drop_duplicates(["child", "action"])
    coded = actions.dropna(subset="addresses")
    other = coded.loc[~coded["addresses"].isin(rules.factors.behaviour), "child"]
    rows = coded[~coded["child"].isin(other)]
    found = _lists(rows, ["child"], {"addresses": "named", "evidence": "records"})
    unnamed = actions[actions["addresses"].isna()].groupby("child").size()
    return found.assign(unnamed=found["child"].map(unnamed).fillna(0).astype("int64"))


def reviews_late(known: OpenPlans, rules: PlanRules, as_of: date) -> pd.DataFrame:
    """Plans past the day on which the next review was due by the clock of their kind: plans with due_on."""
    first = {rule.plan: rule.first_days for rule in rules.review}
    then = {rule.plan: rule.then_days for rule in rules.review}
    plans = known.plans[known.plans["dated"] & known.plans["kind"].isin(first)]
    since = plans["reviewed_on"].fillna(plans["start"])
    days = plans["kind"].map(then).where(plans["reviewed_on"].notna(), plans["kind"].map(first))
    due = since + pd.to_timedelta(days, unit="D")
    return plans.assign(due_on=due)[due < pd.Timestamp(as_of)].reset_index(drop=True)


def standing_still(known: OpenPlans, rules: PlanRules, as_of: date) -> pd.DataFrame:
    """Children whose events rise while no plan changed: child, events, before (days with events), records.

    A plan changes when it begins, is reviewed, or an action of it is done: extracts do not say when one was added.
    Where only a review after the day is known, there may have been one before it.
    """
    day, length = pd.Timestamp(as_of), pd.Timedelta(days=rules.plans.event_days)
    recent = known.events[known.events["day"] > day - length]
    earlier = known.events[(known.events["day"] <= day - length) & (known.events["day"] > day - 2 * length)]
    counts = pd.DataFrame({"events": recent.groupby("child").size(), "before": earlier.groupby("child").size()})
    counts = counts.fillna(0).astype("int64")
    rising = counts[(counts["events"] > counts["before"]) & (counts["events"] >= rules.plans.least_events)]
    changed = [
        known.actions.loc[known.actions["done_on"] > day - length, "child"],
        known.plans.loc[known.plans["reviewed_since"], "child"],
        *(known.plans.loc[known.plans[name] > day - length, "child"] for name in ("start", "reviewed_on")),
    ]
    still = rising[~rising.index.isin(pd.concat(changed)) & rising.index.isin(known.covered)]
    records = lists_by(recent, ["child"], "evidence").rename(columns={"evidence": "records"})
    return still.rename_axis("child").reset_index().merge(records, on="child", how="left")


def actions_overdue(known: OpenPlans, owners: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Plans with actions past their day: child, kind, plan, actions (how many), oldest_due, records, whose they are.

    Args:
        known: the open plans.
        owners: cypher/plan_action_owners.cypher.
        as_of: the day.
    """
    late = overdue(known.actions, as_of)
    by = ["child", "kind", "plan"]
    found = _lists(late, by, {"evidence": "records"})
    sums = late.groupby(by).agg(actions=("action", "nunique"), oldest_due=("due_on", "min")).reset_index()
    whose = late[[*by, "action"]].merge(owners, on="action").sort_values([*by, "worker"])
    columns = {"worker": "worker", "name": "worker_name", "phone": "phone", "email": "email"}
    lists = aligned(whose.drop_duplicates([*by, "worker"]), by, columns)
    unowned = late[~late["action"].isin(owners["action"])].groupby(by)["action"].nunique().rename("unowned")
    table = found.merge(sums, on=by).merge(lists, on=by, how="left")
    return table.merge(unowned.reset_index(), on=by, how="left").fillna({"unowned": 0})


def _lists(rows: pd.DataFrame, by: list[str], columns: dict[str, str]) -> pd.DataFrame:
    """Lists of several columns by group, each under its new name."""
    parts = [lists_by(rows, by, column).rename(columns={column: name}) for column, name in columns.items()]
    found = parts[0]
    for part in parts[1:]:
        found = found.merge(part, on=by)
    return found
