"""What plans are measured against, as rules/plans.toml states it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from csgraph.questions.rule_files import Days, Factors, RuleTable, Sourced, in_list, read_rules

FILE = "plans.toml"
PlanKind = Annotated[str, in_list("plan")]


class Looked(RuleTable):
    """Which plans are looked at, and how far back.

    Attributes:
        kinds: kinds of plan.
        factor_days: factors found in so many days count.
        event_days: events, and changes of a plan, in so many days.
        least_events: events from which on more than before is a rise.
    """

    kinds: frozenset[PlanKind]
    factor_days: Days
    event_days: Days
    least_events: Days


class FactorKinds(Sourced):
    """Factors that a plan should answer (core, underlying), and what a child does (behaviour)."""

    core: Factors
    underlying: Factors
    behaviour: Factors


class EventRule(Sourced):
    """Events of a kind, and the factors that an action must name one of to answer them."""

    kind: Literal["missing", "incident"]
    addressed_by: Factors


class ReviewRule(Sourced):
    """The clock of one kind of plan: days to its first review, and from one to the next."""

    plan: PlanKind
    first_days: Days
    then_days: Days


class PlanRules(RuleTable):
    """The whole file."""

    plans: Looked
    factors: FactorKinds
    event: tuple[EventRule, ...] = Field(min_length=1)
    review: tuple[ReviewRule, ...] = Field(min_length=1)

    def every(self) -> tuple[Sourced, ...]:
        """All rules, for what is said of those whose source nobody read."""
        return (self.factors, *self.event, *self.review)


def plan_rules(path: Path | None = None) -> PlanRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, PlanRules, path)
