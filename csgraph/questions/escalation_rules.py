"""How professional disagreement is taken further, as rules/escalation.toml states it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field

from csgraph.codes import folded
from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, in_list, read_rules

FILE = "escalation.toml"


class Stage(Sourced):
    """One stage: its name, who talks to whom, and the working days that it may take."""

    name: str
    who: str
    days: Days


class Outcomes(RuleTable):
    """Words of an outcome that say that the decision changed, or that it stood."""

    changed: frozenset[str]
    upheld: frozenset[str]


class Escalation(RuleTable):
    """The whole file; stages in order."""

    stage: tuple[Stage, ...] = Field(min_length=1)
    outcomes: Outcomes
    closing_roles: dict[Annotated[str, in_list("plan")], frozenset[Role]]

    def stage_after(self, days: int) -> Stage | None:
        """The stage that a challenge open for so many working days has come to; None when all have passed."""
        passed = 0
        for stage in self.stage:
            passed += stage.days
            if days <= passed:
                return stage
        return None

    def outcome(self, text: object) -> str:
        """changed, upheld, both where the words say both, other, or not recorded: never the words themselves."""
        if not isinstance(text, str) or not folded(text):
            return "not recorded"
        words = folded(text)
        kinds = {"changed": self.outcomes.changed, "upheld": self.outcomes.upheld}
        said = [kind for kind, phrases in kinds.items() if any(folded(phrase) in words for phrase in phrases)]
        return " and ".join(said) or "other"


def escalation(path: Path | None = None) -> Escalation:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, Escalation, path)


def working_days(since: date, until: date) -> int:
    """Mondays to Fridays after one day up to another; bank holidays are not known and count."""
    return int(np.busday_count(since, until)) + _is_working(until) - _is_working(since)


def _is_working(day: date) -> int:
    return int(day.weekday() < 5)
