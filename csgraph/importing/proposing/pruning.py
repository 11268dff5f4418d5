"""Cuts the rules of a shipped table down to the columns that an unknown sheet has."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar

from csgraph import model
from csgraph.importing.mapping import LinkRule, NodeRule, OneOrMore, PairRule, Table, Written

R = TypeVar("R", bound=Written)
L = TypeVar("L", LinkRule, PairRule)
Names = AbstractSet[str]
PLACED = re.compile(r"{#?(\w+)}")


def usable_keys(node: NodeRule, columns: Names) -> list[str]:
    """The keys of a node whose columns are all there."""
    return [key for key in node.keys if set(PLACED.findall(key)) <= columns]


def pruned(table: Table, columns: Names, own: str, name: str) -> Table:
    """A table with only what these columns of it can give.

    Args:
        columns: names of its columns that the sheet has.
        own: the shipped mapping's name, which stands for its source in keys.
        name: what stands there instead.
    """
    derived = {n for n, c in table.columns.items() if c.derived_from in columns}
    there = set(columns) | derived
    nodes = [one for node in table.node for one in _node(node, there, own, name)]
    named = {node.name for node in nodes}
    return table.model_copy(
        update={
            "columns": {n: c for n, c in table.columns.items() if n in there},
            "record": table.record if set(table.record) <= there else [],
            "require": [kept for either in table.require if (kept := [c for c in either if c in there])],
            "recorded_on": _if_there(table.recorded_on, there),
            "recorded_by": _if_there(table.recorded_by, there),
            "reliability": _if_there(table.reliability, there),
            "node": nodes,
            "link": [one for link in table.link for one in _link(link, there, named, own, name)],
            "pair": [one for pair in table.pair if pair.group in there for one in _link(pair, there, named, own, name)],
        }
    )


def _if_there(column: str | None, there: Names) -> str | None:
    return column if column in there else None


def _node(node: NodeRule, there: Names, own: str, name: str) -> Iterable[NodeRule]:
    keys = usable_keys(node, there)
    if not keys or (node.each is not None and node.each not in there):
        return []
    free = not any(model.NODE[label].schemes for label in node.labels or [node.label or ""])
    renamed = [_renamed(key, own, name) if free else key for key in keys]
    return [one.model_copy(update={"keys": renamed}) for one in _written(node, there, own, name)]


def _link(rule: LinkRule | PairRule, there: Names, named: Names, own: str, name: str) -> Iterable[LinkRule | PairRule]:
    return _written(rule, there, own, name) if {rule.start, rule.end} <= named else []


def _written(rule: R, there: Names, own: str, name: str) -> list[R]:
    """The rule with what it can still set; none where a condition of it cannot be told."""
    when = {}
    for column, wanted in rule.when.items():
        if column in there:
            when[column] = wanted
        elif "" not in wanted and wanted != ["child"]:
            return []
    kept = {p: left for p, source in rule.set.items() if (left := _sources(source, there, own, name))}
    return [rule.model_copy(update={"set": kept, "when": when})]


def _sources(source: OneOrMore, there: Names, own: str, name: str) -> OneOrMore | None:
    """The columns of a property that are there."""
    listed = [source] if isinstance(source, str) else source
    kept = [_renamed(one, own, name) for one in listed if (set(PLACED.findall(one)) if "{" in one else {one}) <= there]
    return kept[0] if len(kept) == 1 else kept or None


def _renamed(text: str, own: str, name: str) -> str:
    return f"{name}:{text.removeprefix(f'{own}:')}" if text.startswith(f"{own}:") else text
