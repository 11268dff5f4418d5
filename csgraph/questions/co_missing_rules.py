"""Thresholds of missing together as rules/co_missing.toml states them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from csgraph.questions.rule_files import Days, RuleTable, Sourced, read_rules

FILE = "co_missing.toml"
Whole = Annotated[int, Field(gt=0)]


class Window(Sourced):
    """How many days back an episode may have begun."""

    days: Days


class Overlap(Sourced):
    """How many minutes two episodes must last at the same time."""

    minutes: Whole


class Chance(Sourced):
    """How often days are drawn for the episodes, and from which seed."""

    repetitions: Whole
    seed: int


class Interview(Sourced):
    """Hours after the return within which a return home interview is in time."""

    hours: Whole


class Repeat(Sourced):
    """Days after the first return within which a second episode is a first repeat to be told."""

    days: Days


class CoMissingRules(RuleTable):
    """The whole file."""

    window: Window
    overlap: Overlap
    chance: Chance
    interview: Interview
    repeat: Repeat

    @property
    def every(self) -> tuple[Sourced, ...]:
        """All rules, for the caveat on those whose source nobody read."""
        return (self.window, self.overlap, self.chance, self.interview, self.repeat)


def co_missing_rules(path: Path | None = None) -> CoMissingRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, CoMissingRules, path)
