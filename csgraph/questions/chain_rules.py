"""Limits of chains as rules/chain.toml states them."""

from __future__ import annotations

from pathlib import Path

from csgraph.questions.co_missing_rules import Whole
from csgraph.questions.rule_files import RuleTable, Sourced, read_rules

FILE = "chain.toml"


class Length(Sourced):
    """How many steps a chain has at most."""

    steps: Whole


class Shown(Sourced):
    """How many chains are shown between two ends, and how many nearest contexts of each kind."""

    chains: Whole
    nearest: Whole


class Crowded(Sourced):
    """From how many children on nothing goes through a place."""

    children: Whole


class ChainRules(RuleTable):
    """The whole file."""

    length: Length
    shown: Shown
    crowded: Crowded


def chain_rules(path: Path | None = None) -> ChainRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, ChainRules, path)
