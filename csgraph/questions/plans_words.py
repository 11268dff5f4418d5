"""Plans in words: what no action answers, and who does what next. No sentence names a child."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.network.plans import OpenPlans, live
from csgraph.questions.plan_rules import PlanRules

SOURCES_SHOWN = 60
DATES_SHOWN = 12

NEXT_STEP = {
    "factor_not_addressed": "The lead practitioner says which action answers it, or agrees one with the child, the "
    "family and the professional who knows the reason best, at the next review at the latest.",
    "events_not_addressed": "The lead practitioner brings the events to those who work with the child, asks the child "
    "what led to them, and agrees an action, the place and the people in it included.",
    "behaviour_only": "The lead practitioner asks at the next review what lies beneath the behaviour, with the child "
    "and those who know the child, and adds actions that answer it.",
    "drift": "The lead practitioner and their manager set the day of a review and say what must have changed by then.",
    "action_overdue": "Ask those who own the actions (columns) what stands in the way; set a new day or another owner.",
    "cannot_tell": "Ask for the actions of the plan, or load the case records that hold them.",
}
WOULD_CHANGE = {
    "factor_not_addressed": "An action that names the factor; an assessment that no longer finds it.",
    "events_not_addressed": "An action that names what the events are part of.",
    "behaviour_only": "An action that names another factor.",
    "drift": "A record of a review, or of an action done.",
    "action_overdue": "A record that the actions are done or dropped, or a later day for them.",
    "cannot_tell": "An extract that shows the actions of this child's plans.",
}
CAVEATS = (
    "Boundary: children with an open plan of the kinds that rules/plans.toml names, unless children were named.",
    (
        "An action answers a factor only where it names it. Actions that name none may answer more than is seen: each "
        "finding says how many there are."
    ),
    (
        "Extracts do not say when an action was added: asked about an earlier day, every action counts as agreed by "
        "then. A plan counts as changed when it begins, is reviewed, or an action is done."
    ),
    "It measures plans, not children: more findings say that more is recorded, not that a child's risk is higher.",
)
EVENT = {"missing": "Missing episodes", "incident": "Incidents"}


def factor_rows(factors: pd.DataFrame, known: OpenPlans) -> pd.DataFrame:
    """Findings on factors that no action names, as `csgraph.questions.plan_gaps.asked_factors` gives them."""
    rows = factors[~factors["addressed"]].reset_index(drop=True)
    labels = code_list("factor").codes
    named = [f"{labels.get(factor, factor)} ({factor})" for factor in rows["factor"]]
    kinds = ["an underlying reason" if one else "harm outside the home" for one in rows["underlying"]]
    others = actions_told(known)
    reasons = [
        [f"Found at an assessment on {day:%Y-%m-%d}, {kind}", others.get(child, NO_ACTION)]
        for day, kind, child in zip(rows["day"], kinds, rows["child"], strict=True)
    ]
    return rows.assign(
        state="factor_not_addressed",
        finding=[f"No action of the open plans names {name}." for name in named],
        reasons=pd.Series(reasons, index=rows.index, dtype=object),
        sources=pd.Series([[one] for one in rows["evidence"]], index=rows.index, dtype=object),
    )


NO_ACTION = "The open plans have no action on record"


def actions_told(known: OpenPlans) -> dict[str, str]:
    """A sentence a child on the actions of the open plans: how many, and how many of them name no factor."""
    actions = live(known.actions).drop_duplicates(["child", "action"])
    counts = actions.assign(none=actions["addresses"].isna()).groupby("child")["none"].agg(["size", "sum"])
    return {
        str(child): f"Actions of the open plans: {size}; of them {none} name no factor and may answer it"
        for child, size, none in counts.itertuples(name=None)
    }


def event_rows(left: pd.DataFrame, known: OpenPlans, rules: PlanRules) -> pd.DataFrame:
    """Findings on events that no action answers, as `csgraph.questions.plan_gaps.events_not_addressed` gives them."""
    told = {rule.kind: rule for rule in rules.event}
    others = actions_told(known)
    days = f"in the {rules.plans.event_days} days to the day asked about"
    reasons = [
        [
            f"{EVENT[kind]} on: {', '.join(distinct([when], DATES_SHOWN))}",
            f"Factors of which one would answer them: {', '.join(sorted(told[kind].addressed_by))}",
            f"Which factors answer which events: {told[kind].told}",
            others.get(child, NO_ACTION),
        ]
        for child, kind, when in zip(left["child"], left["event_kind"], left["days"], strict=True)
    ]
    return sourced(left, reasons).assign(
        state="events_not_addressed",
        finding=[f"{EVENT[kind]} {days} are answered by no action of the open plans." for kind in left["event_kind"]],
    )


def behaviour_rows(found: pd.DataFrame, rules: PlanRules) -> pd.DataFrame:
    """Findings on plans that answer behaviour alone, as `csgraph.questions.plan_gaps.behaviour_only` gives them."""
    labels = code_list("factor").codes
    reasons = [
        [
            "Named by actions: " + ", ".join(f"{labels.get(code, code)} ({code})" for code in sorted(named)),
            f"Actions that name no factor: {unnamed}",
            f"Which factors are behaviour: {rules.factors.told}",
        ]
        for named, unnamed in zip(found["named"], found["unnamed"], strict=True)
    ]
    return sourced(found, reasons).assign(
        state="behaviour_only",
        finding="The actions of the open plans that name a factor name behaviour only, and no reason beneath it.",
    )


def untold_rows(known: OpenPlans) -> pd.DataFrame:
    """One row a child whose plan actions no loaded extract shows."""
    rows = known.plans[~known.plans["child"].isin(known.covered)].sort_values(["child", "plan"])
    rows = rows.drop_duplicates("child")[["child", "evidence"]].reset_index(drop=True)
    looked = ["A plan is open, and no loaded extract shows plan actions of this child"]
    return rows.assign(
        state="cannot_tell",
        finding="What the open plans answer cannot be told: no loaded extract shows their actions.",
        reasons=pd.Series([looked] * len(rows), index=rows.index, dtype=object),
        sources=pd.Series([[one] for one in rows["evidence"]], index=rows.index, dtype=object),
    )


def sourced(rows: pd.DataFrame, reasons: list[list[str]]) -> pd.DataFrame:
    """The rows with their reasons, and the first of their records as sources."""
    cited = [distinct([records], SOURCES_SHOWN) for records in rows["records"]]
    return rows.assign(
        reasons=pd.Series(reasons, index=rows.index, dtype=object),
        sources=pd.Series(cited, index=rows.index, dtype=object),
    )
