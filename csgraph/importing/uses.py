"""What a table's rules make of its columns: names, people's identifiers, birthdays, beginnings and ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from csgraph.importing.mapping import OneOrMore, Table, Written
from csgraph.model import COUNTED_ONLY

PEOPLE = {"Child", "Adult", "Professional"}
NAMED = {("Child", "forename"), ("Child", "surname"), ("Adult", "forename"), ("Adult", "surname")} | {
    ("Professional", "name")
}
"""Labels and properties that hold names of people."""

SPANS = (("start", "end"), ("opened", "closed"), ("start", "completed_on"), ("raised_on", "resolved_on"))
"""Properties of which the second cannot lie before the first."""

BEGINNINGS = {"start", "opened", "held_on", "referred_on", "raised_on"}
"""Properties that say when something began."""


CODES_COUNTED_ONLY = {codes for codes in COUNTED_ONLY.values() if codes}
"""Code lists of what is only ever counted."""


@dataclass(frozen=True)
class Use:
    """What one column is for.

    Attributes:
        name: it holds a part of people's names.
        person: it identifies people.
    """

    name: bool = False
    person: bool = False


def use_of(table: Table, column: str) -> Use:
    """What a column is for."""
    labels = {node.name: {node.label or "", *node.labels} for node in table.node}
    name = any(
        column in _columns(source) and (label, property_) in NAMED
        for node in table.node
        for property_, source in node.set.items()
        for label in labels[node.name]
    )
    keys = [key for node in table.node if labels[node.name] & PEOPLE for key in node.keys]
    return Use(name, any(re.search(rf"{{#?{column}}}", key) for key in keys))


def counted_only(table: Table, column: str) -> bool:
    """Whether a column is for what is only ever counted: with a row number beside it, its cell would be told of one."""
    if table.columns[column].codes in CODES_COUNTED_ONLY:
        return True
    filled = (source for node in table.node for name, source in node.set.items() if name in COUNTED_ONLY)
    return any(column in _columns(source) for source in filled)


def rules(table: Table) -> Iterator[Written]:
    """Every rule of a table that writes something."""
    yield from (*table.node, *table.link, *table.pair)


def days_of(table: Table, property_: str) -> set[str]:
    """The columns of days or moments that fill a property of any rule."""
    return {
        column
        for rule in rules(table)
        for column in _columns(rule.set.get(property_, []))
        if column in table.columns and table.columns[column].type in ("date", "moment")
    }


def spans(table: Table) -> set[tuple[str, str]]:
    """(beginning, end) of every pair of columns by which a rule says from when to when."""
    found = set()
    for rule in rules(table):
        for first, last in SPANS:
            for start in _columns(rule.set.get(first, [])):
                found |= {(start, end) for end in _columns(rule.set.get(last, []))}
    days = {name for name, column in table.columns.items() if column.type in ("date", "moment")}
    return {(start, end) for start, end in found if {start, end} <= days}


def birthdays(table: Table) -> set[str]:
    """The columns that say when a child was born."""
    return {
        column
        for node in table.node
        if node.label == "Child"
        for column in _columns(node.set.get("dob", []))
        if column in table.columns and table.columns[column].type == "date"
    }


def beginnings(table: Table) -> set[str]:
    """The columns that say when something of a child began."""
    return set().union(*(days_of(table, name) for name in BEGINNINGS))


def _columns(source: OneOrMore) -> list[str]:
    return [source] if isinstance(source, str) else list(source)
