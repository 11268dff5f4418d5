"""Expected roles as rules/expected_roles.toml states them: typed, and refused with every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from csgraph.questions.rule_files import Days, Factors, Role, RuleTable, Sourced, in_list, read_rules

FILE = "expected_roles.toml"


class Boundary(RuleTable):
    """Which children a question is about unless it is told otherwise.

    Any open plan, or one of these within the days: a factor found, an event, a referral, an assessment of that kind.
    """

    days: Days
    under_age: Days
    factors: Factors
    events: frozenset[Literal["missing", "incident"]]
    referrals: frozenset[Literal["panel"]]
    assessments: Annotated[frozenset[str], in_list("assessment")]


class States(RuleTable):
    """When a link is stale, how long its end names a predecessor, and how long an extract speaks after its period."""

    stale_after_days: Days
    ended_within_days: Days
    covered_after_days: Days


class Condition(RuleTable):
    """What must hold of a child on the day; all that are given must.

    Attributes:
        age: youngest and oldest age in whole years.
        current_school: on the roll of a school, or of none.
        plan: an open plan of one of these kinds.
        open_s47: a section 47 enquiry open on the day.
        factor: one of these factors found in the year.
        missing: a missing episode in the year.
        suspect_outcome: an incident in the year as suspect, with one of these outcomes, however they are capitalised.
        disability: a disability on record.
        send: one of these kinds of special educational needs.
    """

    age: tuple[int, int] | None = None
    current_school: bool | None = None
    plan: Annotated[frozenset[str], in_list("plan")] = frozenset()
    open_s47: bool | None = None
    factor: Factors = frozenset()
    missing: bool | None = None
    suspect_outcome: frozenset[str] = frozenset()
    disability: bool | None = None
    send: Annotated[frozenset[str], in_list("send")] = frozenset()

    @model_validator(mode="after")
    def _youngest_first(self) -> Condition:
        if self.age and self.age[0] > self.age[1]:
            raise ValueError("the youngest age comes first")
        return self

    def facts(self) -> list[tuple[str, frozenset[str] | None, bool]]:
        """The facts it asks for: kind of fact, values (None for any), and whether the child must have it."""
        values = {"plan": self.plan, "factor": self.factor, "suspect_outcome": self.suspect_outcome, "send": self.send}
        flags = {
            "school": self.current_school,
            "s47": self.open_s47,
            "missing": self.missing,
            "disability": self.disability,
        }
        asked: list[tuple[str, frozenset[str] | None, bool]] = [(fact, of, True) for fact, of in values.items() if of]
        return asked + [(fact, None, wanted) for fact, wanted in flags.items() if wanted is not None]


class Rule(Sourced):
    """One expected role.

    Attributes:
        role: the role, where one is expected.
        any_of: the roles of which one is enough.
        setting: `school` where one is expected for each current school.
        when: what must hold; nothing asked holds for every child.
        any: several such, of which one is enough.
        ask: whom to ask where nobody is recorded.
        stale_after_days: days without contact after which a link is stale; None for the file's own.
    """

    role: Role | None = None
    any_of: tuple[Role, ...] = ()
    setting: Literal["school"] | None = None
    when: Condition | None = None
    any: tuple[Condition, ...] = ()
    ask: str
    stale_after_days: Days | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Rule:
        if (self.role is None) == (not self.any_of):
            raise ValueError("give either role or any_of")
        if self.when is not None and self.any:
            raise ValueError("give either when or any")
        return self

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of which one is enough."""
        return self.any_of or (str(self.role),)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of which one is enough."""
        return self.any or (self.when or Condition(),)


class ExpectedRoles(RuleTable):
    """The whole file."""

    boundary: Boundary
    states: States
    rule: tuple[Rule, ...] = Field(min_length=1)


def expected_roles(path: Path | None = None) -> ExpectedRoles:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, ExpectedRoles, path)
