"""The children whom a question on single children is about, with the team that answers for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking
from csgraph.network.circumstances import Circumstances, circumstances
from csgraph.network.involvement import holds, known_links
from csgraph.questions.boundary import children_asked
from csgraph.questions.completeness import teams
from csgraph.questions.role_rules import expected_roles

if TYPE_CHECKING:
    from csgraph.store import Store


@dataclass(frozen=True)
class ChildScope:
    """The children asked about.

    Attributes:
        known: what is known of every child on the day.
        children: ids of those asked about.
        team: the team that answers for each of them, by child.
    """

    known: Circumstances
    children: pd.Index
    team: pd.Series


def child_scope(store: Store, asking: Asking, *, open_plan: bool = False) -> ChildScope:
    """The children asked about; where none were named, those within the default boundary, or those with an open plan.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = expected_roles()
    known = circumstances(store, asking.as_of, rules.boundary.days)
    children = children_asked(known, rules.boundary, asking)
    if open_plan and asking.children is None:
        children = children[children.isin(known.having("plan")["child"])]
    leads = store.read("school_leads", as_of=asking.as_of)
    links = known_links(store, known, leads, asking.as_of)
    return ChildScope(known, children, teams(children, links[holds(links, asking.as_of)]))
