"""Closings as rules/closures.toml looks at them: which, since when, and whose words say that somebody disengaged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field, field_validator

from csgraph.codes import folded
from csgraph.questions.rule_files import Days, RuleTable, Sourced, in_list, read_rules

FILE = "closures.toml"
Codes = Annotated[frozenset[str], in_list("closure")]


class Looked(Sourced):
    """Which closings are looked at.

    Attributes:
        days: closings of so many days before the day asked about.
        repeat_days: days in which a second closing for disengagement is told.
        before_days: days before a closing in which an event is recent.
        left_out: national codes of closings that nothing is asked of.
        hidden_by: national codes under which disengagement may hide.
    """

    days: Days
    repeat_days: Days
    before_days: Days
    left_out: Codes = frozenset()
    hidden_by: Codes


class Wording(Sourced):
    """Words that say that somebody disengaged; each is kept as codes compare it.

    Attributes:
        name: how a finding says it.
        contains: the words hold one of these.
        unless: and none of these.
        equals: or they are one of these local codes.
    """

    name: str
    contains: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()

    @field_validator("contains", "unless", "equals")
    @classmethod
    def _folded(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        short = [text for text in given if not folded(text)]
        if short:
            raise ValueError("a wording without a letter would fit everything")
        return tuple(folded(text) for text in given)

    def fits(self, words: str) -> bool:
        """Whether words say it. A phrase of `unless` is taken out first: what is left may still say it."""
        text = folded(words)
        for phrase in self.unless:
            text = text.replace(phrase, " ")
        return text in self.equals or any(phrase in text for phrase in self.contains)


class ClosingRules(RuleTable):
    """The whole file."""

    closures: Looked
    wording: tuple[Wording, ...] = Field(min_length=1)

    def every(self) -> tuple[Sourced, ...]:
        """All rules, for what is said of those whose source nobody read."""
        return (self.closures, *self.wording)


def closing_rules(path: Path | None = None) -> ClosingRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, ClosingRules, path)


def wordings_of(words: pd.Series, rules: ClosingRules) -> pd.Series:
    """The names of the wordings that each closing's words fit; a list, empty where they say nothing of the sort."""
    found = {text: [rule.name for rule in rules.wording if rule.fits(text)] for text in set(words.explode().dropna())}
    names = [list(dict.fromkeys(name for text in texts for name in found[text])) for texts in words]
    return pd.Series(names, index=words.index, dtype=object)
