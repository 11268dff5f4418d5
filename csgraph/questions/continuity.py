"""How often did a child's workers change, and was anybody there in between?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.circumstances import circumstances
from csgraph.network.coverage import coverage
from csgraph.network.tenures import FAR, LONG_AGO, breaks, successions, tenures
from csgraph.questions.boundary import children_asked
from csgraph.questions.continuity_figures import figures
from csgraph.questions.continuity_rules import Continuity, continuity_rules
from csgraph.questions.continuity_states import Known, found_states
from csgraph.questions.continuity_words import caveats, worded
from csgraph.questions.role_rules import expected_roles
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "role": "text",
    "matter": "text",
    "changes": "whole",
    "workers": "whole",
    "days": "whole",
    "worker": "text",
    "worker_name": "text",
    "phone": "text",
    "email": "text",
    "team": "text",
    "rule_source": "text",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "role": "the role",
    "matter": "what it is about: changes, a gap, an end or a handover",
    "changes": "changes of worker in the period",
    "workers": "workers in the period",
    "days": "days without a worker, or of overlap",
    "worker": "id of the professional who is or was there last",
    "worker_name": "what they are called",
    "phone": "their work telephone",
    "email": "their work e-mail",
    "team": "team as recorded",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}


def answer(store: Store, asking: Asking) -> Findings:
    """Children with many changes, gaps, ends without successor or abrupt changes of a worker, one row each.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = continuity_rules()
    known = gathered(store, asking, rules)
    table = findings_table(worded(found_states(known), known), MORE)
    return Findings(QUESTION.name, asking.as_of, table, figures(known, asking), caveats(known))


def gathered(store: Store, asking: Asking, rules: Continuity) -> Known:
    """Everything that the answer rests on."""
    day, window = asking.as_of, rules.window
    boundary = expected_roles().boundary
    facts = circumstances(store, day, boundary.days)
    children = children_asked(facts, boundary, asking)
    since = pd.Timestamp(days_before(day, window.days))
    times = tenures(store, facts.records, days_before(day, window.days + window.follows_within_days), day)
    times = times[times["child"].isin(children)]
    if asking.agencies is not None:
        told = times["recorded_by"].isin(asking.agencies).groupby([times["child"], times["role"]]).transform("any")
        times = times[told]
    times = times.reset_index(drop=True)
    followed = successions(times, window.follows_within_days, window.side_by_side_days)
    plans = store.read("plan_spells", since=days_before(day, window.days), as_of=day)
    return Known(
        day=pd.Timestamp(day),
        since=since,
        rules=rules,
        children=facts.children.loc[children],
        times=times,
        changes=followed[followed["begin"] > since].reset_index(drop=True),
        breaks=breaks(times),
        plans=_open(plans[plans["child"].isin(children)]),
        cover=coverage(store, facts),
    )


def _open(plans: pd.DataFrame) -> pd.DataFrame:
    """Plans as spells of days: child, kind, first, last."""
    spells = plans.assign(first=plans["start"].fillna(LONG_AGO), last=plans["end"].fillna(FAR))
    return spells[["child", "kind", "first", "last"]].drop_duplicates(ignore_index=True)


QUESTION = Question(
    name="continuity",
    title="Changes of worker",
    concern="The workforce was not consistent: several changes of social worker or school health in particular made it "
    "hard to build a relationship with the young person and to follow things up.",
    about="Children whose social worker, school nurse or other worker changed often within a year, who had nobody in a "
    "role while a plan was open, whose worker ended with nobody after, or whose workers changed without a day "
    "together. It counts records of work, and says nothing of how well anybody worked.",
    answer=answer,
    keys=("role", "matter"),
)
