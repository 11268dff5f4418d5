"""What is stale, undated or needed for which question, as rules/health_of_data.toml states it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from csgraph import model
from csgraph.questions.rule_files import Days, RuleTable, Sourced, read_rules

FILE = "health_of_data.toml"


def _types(given: tuple[str, ...]) -> tuple[str, ...]:
    unknown = sorted(set(given) - model.LINK.keys())
    if unknown:
        raise ValueError(f"no relationship of the model: {', '.join(unknown)}")
    return given


class Stale(Sourced):
    """How many days after its last day an extract still counts."""

    days: Days


class Dated(Sourced):
    """Types of relationship that ought to have a start."""

    types: Annotated[tuple[str, ...], AfterValidator(_types)]


class HealthRules(RuleTable):
    """The whole file.

    Attributes:
        stale: when a source no longer counts.
        dated: which relationships ought to have a date.
        affects: questions by kind of record.
    """

    stale: Stale
    dated: Dated
    affects: dict[str, tuple[str, ...]]


def health_rules(path: Path | None = None) -> HealthRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, HealthRules, path)
