"""Rules on meetings about a child, as rules/network.toml states them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from csgraph.questions.rule_files import Days, Role, RuleTable, Sourced, in_list, read_rules

FILE = "network.toml"
Agencies = Annotated[tuple[str, ...], in_list("agency")]
Kinds = Annotated[tuple[str, ...], in_list("meeting")]


class Meetings(Sourced):
    """Which meetings count, and whom they are to ask.

    Attributes:
        days: the window before the day asked about.
        kinds: kinds of meeting.
        same_within_days: one without attendance is the same as one with it so many days from it.
        not_expected: roles whose links are occasions, not ongoing work.
    """

    days: Days
    kinds: Kinds
    same_within_days: Days
    not_expected: tuple[Role, ...] = ()


class Quorum(Sourced):
    """Who must be at a kind of meeting.

    Attributes:
        kind: the kind of meeting.
        needs: agencies, of each of which lists one must be there.
        others: how many agencies beside them at least.
        not_other: agencies that do not count as others.
    """

    kind: Annotated[str, in_list("meeting")]
    needs: tuple[Agencies, ...]
    others: Annotated[int, Field(ge=0)]
    not_other: Agencies


class Remit(Sourced):
    """What the workers of some roles are for, in words."""

    roles: tuple[Role, ...]
    remit: str


class NetworkRules(RuleTable):
    """The whole file."""

    meetings: Meetings
    quorum: tuple[Quorum, ...] = ()
    remit: tuple[Remit, ...] = ()

    def remits(self) -> dict[str, str]:
        """What each role of the 0 to 19 health service is for, with its source."""
        return {role: f"{rule.remit} ({rule.told})" for rule in self.remit for role in rule.roles}


def network_rules(path: Path | None = None) -> NetworkRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, NetworkRules, path)
