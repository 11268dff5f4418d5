"""Do plans answer the reasons and the events on record, or only the behaviour, and do they move?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.involvement import holds
from csgraph.network.listing import lists_by
from csgraph.network.plans import OpenPlans, open_plans
from csgraph.network.worker_links import worker_links
from csgraph.questions.completeness import teams
from csgraph.questions.plan_drift_words import overdue_rows, review_rows, still_rows
from csgraph.questions.plan_figures import by_state, coverage_by_kind, coverage_by_team
from csgraph.questions.plan_gaps import (
    actions_overdue,
    asked_factors,
    behaviour_only,
    events_not_addressed,
    reviews_late,
    standing_still,
)
from csgraph.questions.plan_rules import PlanRules, plan_rules
from csgraph.questions.plans_words import (
    CAVEATS,
    NEXT_STEP,
    WOULD_CHANGE,
    behaviour_rows,
    event_rows,
    factor_rows,
    untold_rows,
)
from csgraph.questions.rule_files import unverified_caveat
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "plan_kinds": "texts",
    "team": "text",
    "factor": "text",
    "underlying": "flag",
    "event_kind": "text",
    "drift": "text",
    "plan": "text",
    "reviewed_on": "date",
    "due_on": "date",
    "actions": "whole",
    "oldest_due": "date",
    "unowned": "whole",
    "worker": "texts",
    "worker_name": "texts",
    "phone": "texts",
    "email": "texts",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "plan_kinds": "kinds of plan that are open",
    "team": "the team that answers for the child on the day",
    "factor": "the factor that no action names",
    "underlying": "whether that factor is an underlying reason; else it is harm outside the home",
    "event_kind": "the kind of event that no action answers",
    "drift": "what drifts: review, or events that rise while nothing changes",
    "plan": "id of the plan that is past its review, or whose actions are past due",
    "reviewed_on": "its latest review on record",
    "due_on": "the day by which the next review was due",
    "actions": "how many actions of the plan are past due",
    "oldest_due": "the day on which the oldest of them was due",
    "unowned": "how many of them have no owner on record",
    "worker": "ids of those who own them; an empty text where something is not recorded",
    "worker_name": "their names, in the same order",
    "phone": "their work telephones, in the same order",
    "email": "their work e-mails, in the same order",
}

STATES = (
    "events_not_addressed",
    "factor_not_addressed",
    "behaviour_only",
    "drift",
    "action_overdue",
    "cannot_tell",
)
"""In the order of the table."""


def answer(store: Store, asking: Asking) -> Findings:
    """What the open plans of the children leave out, where they stand still, and what is past due."""
    rules, day = plan_rules(), asking.as_of
    known = open_plans(store, day, rules.plans.kinds, rules.plans.factor_days, asking.children)
    factors = asked_factors(known, rules)
    found = [
        event_rows(events_not_addressed(known, rules, day), known, rules),
        factor_rows(factors, known),
        behaviour_rows(behaviour_only(known, rules), rules),
        review_rows(reviews_late(known, rules, day), rules),
        still_rows(standing_still(known, rules, day), rules),
        overdue_rows(actions_overdue(known, store.read("plan_action_owners", as_of=day), day), day),
        untold_rows(known),
    ]
    links = worker_links(store, day, day)
    team = teams(pd.Index(known.plans["child"].unique(), dtype="str"), links[holds(links, day)])
    table = _ordered(findings_table(_told(pd.concat(found, ignore_index=True), known, team), MORE))
    figures = {
        "Coverage of factors by kind of plan": coverage_by_kind(factors, known),
        "Coverage of factors by team": coverage_by_team(factors, known, team),
        "Findings by state": by_state(table),
    }
    return Findings(QUESTION.name, day, table, figures, _caveats(known, rules))


def _told(rows: pd.DataFrame, known: OpenPlans, team: pd.Series) -> pd.DataFrame:
    """The rows with what all of them have."""
    kinds = lists_by(known.plans.sort_values(["child", "kind"]), ["child"], "kind").set_index("child")["kind"]
    return rows.assign(
        subject=rows["child"],
        subject_label="Child",
        basis=rows["basis"].astype("str").fillna("L"),
        next_step=rows["state"].map(NEXT_STEP),
        would_change=rows["state"].map(WOULD_CHANGE),
        team=rows["child"].map(team),
        plan_kinds=pd.Series([kinds.get(child, []) for child in rows["child"]], index=rows.index, dtype=object),
    )


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """The table by state, then child and what the finding is about."""
    place = table["state"].map({state: n for n, state in enumerate(STATES)})
    keys = table[["subject", "factor", "event_kind", "plan", "drift"]].fillna("").assign(place=place)
    ordered = keys.sort_values(["place", "subject", "factor", "event_kind", "plan", "drift"], kind="stable")
    return table.loc[ordered.index].reset_index(drop=True)


def _caveats(known: OpenPlans, rules: PlanRules) -> list[str]:
    """Periods, plans whose reviews no extract shows, and rules whose source nobody read."""
    looked = rules.plans
    undated = int((~known.plans.groupby(["child", "kind"])["dated"].any()).sum())
    period = f"Period: factors of {looked.factor_days} days, events and changes of {looked.event_days}."
    reviews = [f"Open cases, by kind of plan, whose reviews no loaded extract shows: {undated}."] if undated else []
    return [CAVEATS[0], period, *CAVEATS[1:], *reviews, *unverified_caveat(rules.every())]


QUESTION = Question(
    name="plans",
    title="Plans that miss the reasons",
    concern="Plans do not always answer the reasons beneath a young person's behaviour, an audit found: they name what "
    "the child does, not what happens to the child.",
    about="Open plans: factors and recent events that no action names, actions on behaviour alone, plans past their "
    "review or still while events rise, actions past due. It measures plans, and says nothing of the child's risk "
    "or of how good the work is.",
    answer=answer,
    keys=("factor", "event_kind", "plan", "drift"),
)
