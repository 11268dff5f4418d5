"""Rules of rules/voice.toml: how long a child's account speaks, and when attempts to engage have failed."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from csgraph.codes import folded
from csgraph.questions.rule_files import Days, RuleTable, Sourced, in_list, read_rules

FILE = "voice.toml"
About = Literal["wishes", "experience", "safe_place", "plan"]
ABOUTS: tuple[About, ...] = ("wishes", "experience", "safe_place", "plan")


class VoiceRule(Sourced):
    """What one state rests on; `after_days` is of `old`."""

    state: Literal["none_recorded", "old", "attempts_failed"]
    after_days: Days | None = None


class VoiceRules(RuleTable):
    """The whole file.

    Attributes:
        events: kinds of event after which an account is asked for again.
        plans: kinds of plan after whose begin it is.
        change_grace_days: days after either in which nobody is asked to have heard the child yet.
        window_days: days before the day in which attempts count.
        failed_attempts: how many of them, none engaged, have failed.
        engaged: outcomes of an attempt that are one.
        about: what accounts were about, as written.
        ways: ways of trying to reach a child, as written.
        rule: what each state rests on.
    """

    events: Annotated[frozenset[str], in_list("event")]
    plans: Annotated[frozenset[str], in_list("plan")]
    change_grace_days: int = Field(ge=0)
    window_days: Days
    failed_attempts: Days
    engaged: tuple[str, ...]
    about: dict[About, tuple[str, ...]]
    ways: dict[str, tuple[str, ...]]
    rule: tuple[VoiceRule, ...]

    @model_validator(mode="after")
    def _each_state_once(self) -> VoiceRules:
        if sorted(rule.state for rule in self.rule) != ["attempts_failed", "none_recorded", "old"]:
            raise ValueError("one rule each for none_recorded, old and attempts_failed")
        if self.of("old").after_days is None:
            raise ValueError("old needs after_days")
        return self

    def of(self, state: str) -> VoiceRule:
        """The rule of a state."""
        return next(rule for rule in self.rule if rule.state == state)

    @property
    def old_after_days(self) -> int:
        """Days after which an account is old."""
        return self.of("old").after_days or 0

    @cached_property
    def about_of(self) -> dict[str, str]:
        """What an account was about by how it is written, folded."""
        return {folded(text): about for about, texts in self.about.items() for text in texts}

    @cached_property
    def way_of(self) -> dict[str, str]:
        """The way of an attempt by how it is written, folded."""
        return {folded(text): way for way, texts in self.ways.items() for text in texts}


def voice_rules() -> VoiceRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, VoiceRules)
