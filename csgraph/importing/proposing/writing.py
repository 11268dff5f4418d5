"""Writes a proposed mapping as TOML, with a comment wherever a person must decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from csgraph.importing.mapping import Column, LinkRule, NodeRule, PairRule, Table, Written
from csgraph.importing.suggestions import quoted


@dataclass(frozen=True)
class ProposedTable:
    """One table of a proposal.

    Attributes:
        table: its rules, with the sheet's own headers.
        like: the shipped mapping and table that it was made after.
        notes: what a person must know of a column of it, by the column's name.
        left: headers that it does not read, and why.
    """

    table: Table
    like: str
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """What stands above the tables of a proposal."""

    name: str
    agency: str
    reliability: str
    encoding: str
    delimiter: str
    schemes: Sequence[str]
    roles: Sequence[str]
    unread: Sequence[str]


def as_toml(heading: Heading, tables: Sequence[ProposedTable]) -> str:
    """The proposal's text."""
    return "\n".join([*_heading(heading), *(line for table in tables for line in _table(table))]) + "\n"


def _heading(heading: Heading) -> Iterator[str]:
    yield "# Proposed by csgraph mapping new from the headers and values of an extract. Look through every line:"
    yield "# what is marked “check” was guessed, and nothing of an extract's people stands in here."
    yield "# Then: csgraph mapping check, csgraph import --dry-run, csgraph import."
    yield from ("", "[extract]", f"name = {quoted(heading.name)}")
    yield 'title = "To be named"  # check: what the extract is, in a few words'
    yield f"agency = {quoted(heading.agency)}  # check: who recorded it (importers/codes/agency.toml)"
    yield f"reliability = {quoted(heading.reliability)}  # check: evidence, reported, judgement or unverified"
    yield f"encoding = {quoted(heading.encoding)}"
    if heading.delimiter != ",":
        yield f"delimiter = {quoted(heading.delimiter)}"
    yield from ("", "[covers]", 'who = "to be said: which children the extract covers"  # check')
    if heading.schemes:
        yield f"schemes = {_list(heading.schemes)}"
    yield "# Only where the extract names every such worker of the children whom it covers; nobody else is a gap:"
    yield f"# roles = {_list(heading.roles or ['social_worker'])}"
    yield "# ages = [0, 17]"
    yield "# listed_only = true"
    yield from (f"# {line}" for line in heading.unread)


def _table(proposed: ProposedTable) -> Iterator[str]:
    table = proposed.table
    yield from ("", f"# Made after {proposed.like}.", "[[table]]", *_settings(table))
    yield from (f"# not read: {quoted(header)}: {why}" for header, why in proposed.left.items())
    yield from ("", "[table.columns]")
    for name, column in table.columns.items():
        yield from (f"# {note}" for note in proposed.notes.get(name, ()))
        yield f"{name} = {_column(column)}"
    for node in table.node:
        yield from ("", "[[table.node]]", *_node(node))
    written: tuple[tuple[str, Sequence[LinkRule | PairRule]], ...] = (("link", table.link), ("pair", table.pair))
    for kind, rules in written:
        for rule in rules:
            yield from ("", f"[[table.{kind}]]", *_rule(rule))


def _settings(table: Table) -> Iterator[str]:
    yield f"name = {quoted(table.name)}"
    yield f"file = {quoted(table.file)}" if table.file is not None else f"sheet = {quoted(table.sheet or '')}"
    if table.expect_rows != "1..":
        yield f"expect_rows = {quoted(table.expect_rows)}"
    if table.require:
        yield f"require = [{', '.join(_list(either) for either in table.require)}]"
    for name in ("record", "recorded_on", "recorded_by", "reliability", "ignore"):
        if getattr(table, name):
            yield f"{name} = {_value(getattr(table, name))}"


def _column(column: Column) -> str:
    parts = []
    if column.headers:
        parts.append(f"header = {quoted(column.headers[0]) if len(column.headers) == 1 else _list(column.headers)}")
    if column.derived_from is not None:
        parts.append(f"from = {quoted(column.derived_from)}")
    if column.type != "text":
        parts.append(f"type = {quoted(column.type)}")
    parts += [f"{name} = {quoted(said)}" for name in ("codes", "split") if (said := getattr(column, name)) is not None]
    parts += [f"{name} = true" for name in ("required", "optional") if getattr(column, name)]
    if column.values:
        parts.append(f"values = {_pairs(column.values)}")
    if column.empty:
        parts.append(f"empty = {_list(column.empty)}")
    return f"{{ {', '.join(parts)} }}"


def _node(node: NodeRule) -> Iterator[str]:
    yield f"name = {quoted(node.name)}"
    yield f"labels = {_list(node.labels)}" if node.labels else f"label = {quoted(node.label or '')}"
    yield f"keys = {_list(node.keys)}"
    if not node.join:
        yield "join = false"
    if node.each is not None:
        yield f"each = {quoted(node.each)}"
    yield from _written(node)


def _rule(rule: LinkRule | PairRule) -> Iterator[str]:
    yield f"type = {quoted(rule.type)}"
    if isinstance(rule, PairRule):
        yield f"group = {quoted(rule.group)}"
    yield from (f"from = {quoted(rule.start)}", f"to = {quoted(rule.end)}")
    yield from _written(rule)


def _written(rule: Written) -> Iterator[str]:
    if rule.when:
        yield f"when = {_pairs(rule.when)}"
    if rule.set:
        yield f"set = {_pairs(rule.set)}"
    if rule.fixed:
        yield f"fixed = {_pairs(rule.fixed)}"


def _pairs(pairs: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{_key(name)} = {_value(value)}' for name, value in pairs.items())} }}"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else quoted(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _list(value) if isinstance(value, list) else quoted(value) if isinstance(value, str) else str(value)


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"
