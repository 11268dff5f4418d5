"""Rules on changes of worker, as rules/continuity.toml states them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, Field, model_validator

from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, in_list, read_rules

FILE = "continuity.toml"


class Window(RuleTable):
    """The days looked back on, and when one worker follows another.

    Attributes:
        days: the window before the day asked about.
        follows_within_days: a new worker takes over from one who ended at most so long before.
        side_by_side_days: whoever stays longer than this beside a new worker works side by side with them.
        overlap_days: fewer days than this on which both held is no handover.
    """

    days: Days
    follows_within_days: Days
    side_by_side_days: Days
    overlap_days: Days


class Rule(Sourced):
    """What counts as a finding in some roles.

    Attributes:
        roles: the roles, each counted apart; none for every role that no other rule names.
        changes: from so many changes in the window on.
        gap_days: more days than this without anybody while a plan is open.
        plans: the kinds of plan; none for any.
        ages: youngest and oldest age of whom the role is expected; None for every age.
        expected: those of the roles of which it is told where nothing could show them.
    """

    roles: tuple[Role, ...]
    changes: Annotated[int, Field(gt=0)]
    gap_days: Days
    plans: Annotated[frozenset[str], in_list("plan")] = frozenset()
    ages: tuple[int, int] | None = None
    expected: tuple[Role, ...] = ()

    @model_validator(mode="after")
    def _expected_are_roles(self) -> Rule:
        if set(self.expected) - set(self.roles):
            raise ValueError("what a rule expects is among its roles")
        return self


def _once(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    named = [role for rule in rules for role in rule.roles]
    twice = sorted({role for role in named if named.count(role) > 1})
    if twice:
        raise ValueError(f"a role has two rules: {', '.join(twice)}")
    if sum(not rule.roles for rule in rules) != 1:
        raise ValueError("one rule, and only one, is for every other role (roles = [])")
    return rules


class Continuity(RuleTable):
    """The whole file."""

    window: Window
    rule: Annotated[tuple[Rule, ...], AfterValidator(_once)]

    def numbers(self, roles: pd.Series) -> pd.Series:
        """The place of the rule of each role."""
        other = next(place for place, rule in enumerate(self.rule) if not rule.roles)
        of = {role: place for place, rule in enumerate(self.rule) for role in rule.roles}
        return roles.map(of).fillna(other).astype("int64")


def continuity_rules(path: Path | None = None) -> Continuity:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, Continuity, path)
