"""What is ground enough to ask about a tie that nobody recorded, as rules/possible_ties.toml states it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from csgraph.network.possible_ties import Limits
from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, read_rules

FILE = "possible_ties.toml"
Whole = Annotated[int, Field(gt=0)]


class Window(Sourced):
    """How far back records count, and how many children a place may have."""

    days: Days
    largest: Whole


class Ground(Sourced):
    """One ground: its threshold, the role to ask, and what to ask."""

    at_least: Whole
    ask: Role
    question: str


class Overlap(Ground):
    """The ground that both were missing at the same time."""

    hours: Whole


class Grounds(RuleTable):
    """Every ground by its name."""

    place_in_time: Ground
    shared_return: Ground
    missing_at_once: Overlap
    common_friends: Ground


class PossibleTieRules(RuleTable):
    """The whole file."""

    window: Window
    ground: Grounds

    @property
    def grounds(self) -> dict[str, Ground]:
        """Grounds by name."""
        return {name: getattr(self.ground, name) for name in Grounds.model_fields}

    @property
    def limits(self) -> Limits:
        """The thresholds as `csgraph.network.possible_ties` takes them."""
        at_once = self.ground.missing_at_once
        return Limits(
            window=self.window.days,
            largest=self.window.largest,
            days=self.ground.place_in_time.at_least,
            returns=self.ground.shared_return.at_least,
            overlaps=at_once.at_least,
            hours=at_once.hours,
            friends=self.ground.common_friends.at_least,
        )


def possible_tie_rules(path: Path | None = None) -> PossibleTieRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, PossibleTieRules, path)
