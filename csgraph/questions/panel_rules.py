"""What the panel is called, how to refer to it, and the clocks and thresholds of the questions about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, read_rules

FILE = "panel.toml"


class Panel(Sourced):
    """The panel itself.

    Attributes:
        name: what it is called here, for sentences.
        aliases: what it was called before, or is called elsewhere.
        refer: how somebody refers, in one sentence without its full stop.
        criteria: what may be referred, likewise.
    """

    name: str
    aliases: tuple[str, ...]
    refer: str
    criteria: str


class Known(Sourced):
    """Which children ought to be known to the panel, and what comes with a referral.

    Attributes:
        core_factors: different core factors from which on a child has a marker.
        missing_episodes: missing episodes, on different days, from which on a child has a marker.
        tool_days_before: days before a referral within which a screening tool counts as its tool.
        tool_days_after: days after it within which one still does.
        referrer_roles: roles in the order in which somebody is named who could refer.
    """

    core_factors: Days
    missing_episodes: Days
    tool_days_before: Days
    tool_days_after: Days
    referrer_roles: tuple[Role, ...]


class Feedback(Sourced):
    """Clocks: days to a decision, to feedback, and for which a referral's network is asked whether it was told."""

    decision_days: Days
    feedback_days: Days
    told_within_days: Days


class Impact(Sourced):
    """Windows before and after, and whom to compare with.

    Attributes:
        before_days: days of the window before.
        after_days: days of the window after.
        least_days: the fewest days of each that the extracts must cover.
        not_taken_on: decisions by which the panel did not take the subject on.
        compared_with: at most so many are compared with each.
        events_apart: by how many events theirs may differ in the window before.
        age_bands: youngest and oldest age of each band.
        network_days: days between the days on which networks are asked about.
    """

    before_days: Days
    after_days: Days
    least_days: Days
    not_taken_on: tuple[str, ...]
    compared_with: Days
    events_apart: Annotated[int, Field(ge=0)]
    age_bands: tuple[tuple[int, int], ...] = Field(min_length=1)
    network_days: Days

    @model_validator(mode="after")
    def _long_enough(self) -> Impact:
        if self.least_days > min(self.before_days, self.after_days):
            raise ValueError("least_days is longer than a window")
        return self


class PanelRules(RuleTable):
    """The whole file."""

    panel: Panel
    known: Known
    feedback: Feedback
    impact: Impact


def panel_rules(path: Path | None = None) -> PanelRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, PanelRules, path)


def in_sentence(name: str) -> str:
    """A name as it stands within a sentence: a small letter first, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
