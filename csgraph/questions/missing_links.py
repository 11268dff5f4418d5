"""Missing links in the professional network: expected roles and their states, one-sided knowledge, people to ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import code_list
from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.circumstances import Circumstances, circumstances
from csgraph.network.coverage import Coverage, coverage
from csgraph.network.involvement import holds, known_links
from csgraph.questions.asymmetric_links import agencies_holding, asymmetric_links, one_sided
from csgraph.questions.boundary import children_asked
from csgraph.questions.completeness import completeness, teams
from csgraph.questions.missing_links_wording import whom_to_ring, worded_asymmetry, worded_states, worded_suggestions
from csgraph.questions.nearby import nearby
from csgraph.questions.role_expectations import expectations
from csgraph.questions.role_rules import ExpectedRoles, expected_roles
from csgraph.questions.role_states import STATES, role_states
from csgraph.questions.rule_files import unverified_caveat
from csgraph.questions.suggestions import suggestions
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "role": "text",
    "setting": "text",
    "worker": "text",
    "worker_name": "text",
    "phone": "text",
    "email": "text",
    "team": "text",
    "recorded_by": "text",
    "rule_source": "text",
    "covered": "flag",
}
"""This question's columns after those of every findings table."""

ABOUT = {
    "role": "the expected role, or that of the person to ring",
    "setting": "the school that it is expected at; empty for other roles",
    "worker": "id of whoever is or was there",
    "worker_name": "what they are called",
    "phone": "their work telephone",
    "email": "their work e-mail",
    "team": "their team as recorded",
    "recorded_by": "the agency that recorded the link",
    "rule_source": "where the expectation was published; unverified where nobody read it",
    "covered": "whether a loaded extract would show the role for this child on this day",
}

ORDER = (*STATES[:3], "asymmetric", "suggested", "cannot_tell", "present")
"""States in the order of the table: what somebody can act on first."""


TOLD = (
    "A state says what the loaded extracts record, not who is there: a gap is a record to look for before it is a lack."
)
"""What every answer says first."""


@dataclass(frozen=True)
class _Answer:
    """What the findings are put together from."""

    known: Circumstances
    rules: ExpectedRoles
    cover: Coverage
    states: pd.DataFrame
    held: pd.DataFrame
    asymmetric: pd.DataFrame
    suggested: pd.DataFrame


def missing_links(store: Store, asking: Asking) -> Findings:
    """Who should be in each child's professional network and is not, or cannot be told.

    The table has one row an expected role and child, in every state, then one a professional whom one agency only knows
    (`asymmetric`) and one a person to ring (`suggested`). Figures give the completeness by child, by role and by team.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    found = _answered(store, asking)
    rows = [
        whom_to_ring(worded_states(found.states), found.suggested).assign(covered=found.states["covering"].map(bool)),
        worded_asymmetry(found.asymmetric, asking.as_of),
        worded_suggestions(found.suggested),
    ]
    table = pd.concat(rows, ignore_index=True).rename(columns={"child": "subject"}).assign(subject_label="Child")
    return Findings(
        "missing-links", asking.as_of, _ordered(findings_table(table, MORE)), _figures(found), _caveats(found)
    )


def _answered(store: Store, asking: Asking) -> _Answer:
    """Everything read and worked out."""
    rules = expected_roles()
    known = circumstances(store, asking.as_of, rules.boundary.days)
    children = children_asked(known, rules.boundary, asking)
    cover = coverage(store, known, rules.states.covered_after_days)
    leads = store.read("school_leads", as_of=asking.as_of)
    ended_within = rules.states.ended_within_days
    links = known_links(store, known, leads, days_before(asking.as_of, ended_within))
    held = links[holds(links, asking.as_of)]
    states = role_states(expectations(known, rules, children), links, cover, asking.as_of, ended_within)
    asymmetric = asymmetric_links(held[held["child"].isin(children)], agencies_holding(known.records, cover.batches))
    suggested = suggestions(nearby(store, known, held, leads, children), states)
    return _Answer(
        known, rules, cover, states, held, asymmetric.assign(state="asymmetric"), suggested.assign(state="suggested")
    )


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """The table by state, statutory before local, then role, child and setting."""
    keys = pd.DataFrame(
        {
            "state": table["state"].map({state: place for place, state in enumerate(ORDER)}),
            "local": table["basis"] != "S",
        }
    )
    keys = pd.concat([keys, table[["role", "subject", "setting", "worker"]].fillna("")], axis=1)
    return table.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)


def _figures(found: _Answer) -> dict[str, pd.DataFrame]:
    """Completeness by child, role and team, and how many professionals of each role one agency only knows."""
    team = teams(pd.Index(found.states["child"].unique()), found.held)
    by = found.states.assign(team=found.states["child"].map(team))
    figures = {f"completeness by {column}": completeness(by, column) for column in ("child", "role", "team")}
    return figures | {"known to one agency only": one_sided(found.asymmetric)}


def _caveats(found: _Answer) -> list[str]:
    """What limits the answer: roles that nothing covers, ages unknown, rules whose source nobody read."""
    labels = code_list("role").codes
    expected = {role for roles in found.states["roles"] for role in roles}
    nowhere = sorted(labels[role] for role in expected - found.cover.roles())
    ages = int(found.known.children["age"].reindex(found.states["child"].unique()).isna().sum())
    ends = found.cover.batches["period_end"]
    past = "" if ends.empty or found.known.as_of >= ends.max().date() else f"{ends.max():%Y-%m-%d}"
    sentences = [
        ("Extracts up to {} are used: they may leave out who had left by then, so a gap on this day is weaker.", past),
        ("No loaded extract can show these roles, so they cannot be told for anybody: {}.", ", ".join(nowhere)),
        ("Children without a usable date of birth, to whom no rule on age applies: {}.", str(ages or "")),
    ]
    told = [pattern.format(what) for pattern, what in sentences if what]
    return [TOLD, *told, *unverified_caveat(found.rules.rule)]


QUESTION = Question(
    name="missing-links",
    title="Missing links in the professional network",
    concern=(
        "Professionals did not understand the whole network around a child, "
        "so opportunities were missed and the picture stayed partial."
    ),
    about=(
        "For each child, the roles that age, plans, factors and events lead one to expect: whether each is present, "
        "stale, ended without successor, a gap or cannot be told from the extracts loaded; professionals whom one "
        "agency only knows; and whom to ring. It finds gaps in networks and says nothing about a child's risk."
    ),
    answer=missing_links,
    keys=("role", "setting"),
)
