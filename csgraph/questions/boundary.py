"""Which children a question is about: unless it is told otherwise, or within a boundary asked for by name."""

from __future__ import annotations

from typing import Annotated, Literal

import pandas as pd
from pydantic import Field

from csgraph.errors import CsgraphError
from csgraph.findings import Asking
from csgraph.network.circumstances import Circumstances
from csgraph.questions.role_rules import Boundary
from csgraph.questions.rule_files import Days, Factors, RuleTable, Sourced, in_list, read_rules

FILE = "boundaries.toml"


class NamedBoundary(Sourced):
    """A boundary of rules/boundaries.toml: a child is within it when any of what it names holds.

    Attributes:
        name: as typed.
        about: which children it holds, in words.
        every_child: whoever is in the store, of the age.
        days: how far back factors, events, referrals and assessments count.
        under_age: years of age that the child has not reached.
        plans: an open plan of one of these kinds.
        factors: one of these factors found.
        events: an event of one of these kinds.
        referrals: a referral of one of these kinds.
        assessments: an assessment of one of these kinds.
    """

    name: str
    about: str
    every_child: bool = False
    days: Days
    under_age: Days
    plans: Annotated[frozenset[str], in_list("plan")] = frozenset()
    factors: Factors = frozenset()
    events: frozenset[Literal["missing", "incident"]] = frozenset()
    referrals: frozenset[Literal["panel"]] = frozenset()
    assessments: Annotated[frozenset[str], in_list("assessment")] = frozenset()


class Boundaries(RuleTable):
    """The whole file."""

    boundary: tuple[NamedBoundary, ...] = Field(min_length=1)


def named_boundaries() -> dict[str, NamedBoundary]:
    """Every boundary by name.

    Raises:
        CsgraphError: every fault of the file.
    """
    return {found.name: found for found in read_rules(FILE, Boundaries).boundary}


def named_boundary(name: str) -> NamedBoundary:
    """The boundary of that name.

    Raises:
        CsgraphError: there is none.
    """
    every = named_boundaries()
    if name not in every:
        raise CsgraphError(f"There is no boundary {name}.", f"There are: {', '.join(every)} (rules/{FILE}).")
    return every[name]


def children_within(known: Circumstances, boundary: NamedBoundary) -> pd.Index:
    """Ids of the children within a boundary; `known` must reach back as many days as it says."""
    if boundary.every_child:
        return _younger(known, known.children.index, boundary.under_age)
    return _younger(known, _having(known, boundary.plans, boundary), boundary.under_age)


def default_boundary(known: Circumstances, boundary: Boundary) -> pd.Index:
    """Ids of the children with an open plan of any kind, or whose year holds something that the boundary names.

    A child without a date of birth is not known to be too old, and stays in.
    """
    return _younger(known, _having(known, None, boundary), boundary.under_age)


def children_asked(known: Circumstances, boundary: Boundary, asking: Asking) -> pd.Index:
    """Ids of the children asked about that the store knows; where nobody was named, those of the default boundary."""
    if asking.children is None:
        return default_boundary(known, boundary)
    return known.children.index[known.children.index.isin(asking.children)]


def _having(known: Circumstances, plans: frozenset[str] | None, boundary: Boundary | NamedBoundary) -> pd.Index:
    """Children with a plan of one of some kinds, None for any, or with one of the facts that a boundary names."""
    asked = [
        known.having("plan", plans),
        known.having("factor", boundary.factors),
        known.having("assessment", boundary.assessments),
        *(known.having(event) for event in sorted(boundary.events)),
        *(known.having("referral") for _ in sorted(boundary.referrals)),
    ]
    return known.children.index[known.children.index.isin(pd.concat([facts["child"] for facts in asked]))]


def _younger(known: Circumstances, children: pd.Index, under_age: int) -> pd.Index:
    age = known.children.loc[children, "age"]
    young: pd.Index = age.index[~(age >= under_age).fillna(False).to_numpy(dtype=bool)]
    return young
