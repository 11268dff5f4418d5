"""Rules on meetings about a context, as rules/meetings_needed.toml states them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, read_rules

FILE = "meetings_needed.toml"


class MeetingRule(Sourced):
    """What a meeting about a context is to be.

    Attributes:
        days: a meeting within so many days is recent.
        least_children: children whom a context has at least.
        left_out: roles that are not asked to it.
        every_agency: whether somebody of every agency is there.
    """

    days: Days
    least_children: Annotated[int, Field(ge=2)]
    left_out: tuple[Role, ...] = ()
    every_agency: bool


class MeetingsNeeded(RuleTable):
    """The whole file."""

    meeting: MeetingRule


def meetings_needed_rules(path: Path | None = None) -> MeetingsNeeded:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, MeetingsNeeded, path)
