"""Rules of rules/assessment.toml: how long an assessment speaks, and what a tool's result means."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from csgraph.codes import folded
from csgraph.questions.rule_files import RuleTable, Sourced, in_list, read_rules

FILE = "assessment.toml"
Band = Literal["low", "medium", "high"]
Months = Annotated[int, Field(gt=0)]
Assessments = Annotated[frozenset[str], in_list("assessment")]


class StateRule(Sourced):
    """What one state rests on."""

    state: Literal["none_recorded", "out_of_date", "older_than_events", "result_differs"]


class AssessmentRules(RuleTable):
    """The whole file.

    Attributes:
        kinds: kinds of assessment that count.
        tools: which of them are screening tools.
        events: kinds of event after which an assessment is looked at again.
        event_grace_days: days after an event in which nobody is asked to have done so yet.
        out_of_date_months: months after which an assessment no longer speaks.
        factors_within_months: months in which factors count for comparing them with a result.
        low_with_core_factors: how many core factors a low result does not go with.
        bands: results as written, by band.
        rule: what each state rests on.
    """

    kinds: Assessments
    tools: Assessments
    events: Annotated[frozenset[str], in_list("event")]
    event_grace_days: int = Field(ge=0)
    out_of_date_months: Months
    factors_within_months: Months
    low_with_core_factors: Months
    bands: dict[Band, tuple[str, ...]]
    rule: tuple[StateRule, ...] = Field(min_length=1)

    @cached_property
    def band_of(self) -> dict[str, str]:
        """Band by folded result."""
        return {folded(result): band for band, results in self.bands.items() for result in results}

    def basis_of(self, state: str) -> str:
        """The basis of a state; empty where it is no expectation."""
        return next((rule.basis for rule in self.rule if rule.state == state), "")

    def told_of(self, state: str) -> str:
        """The source of a state as it is printed."""
        return next((rule.told for rule in self.rule if rule.state == state), "")


def assessment_rules() -> AssessmentRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, AssessmentRules)
