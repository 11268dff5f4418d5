"""Whether the nodes, links and pairs of a mapping's table fit the model."""

import re
from collections.abc import Iterator

from csgraph import model
from csgraph.codes import code_list
from csgraph.folders import every
from csgraph.importing.mapping import Column, LinkRule, NodeRule, PairRule, Table, Written
from csgraph.importing.mapping_faults import Fault, nearest, no_column, pattern_faults, unknown_codes
from csgraph.importing.mapping_shape import STAND_IN
from csgraph.importing.toml_lines import Path
from csgraph.schema import Kind, Property

KIND_OF: dict[str, Kind] = {"date": "date", "moment": "moment", "whole": "whole", "number": "number", "flag": "flag"}
"""Property kind by cell type; every other cell type gives text."""

FITS: dict[Kind, set[Kind]] = {
    "date": {"date", "moment"},
    "moment": {"date", "moment"},
    "texts": {"text", "texts"},
    "number": {"whole", "number"},
}
"""Which kinds of column a property kind takes; the others take their own only."""

CONSTANT: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "texts": (list, str),
    "flag": (bool,),
    "whole": (int,),
    "number": (int, float),
}
"""What a constant of each kind is written as; days cannot be constants."""

SETTABLE = ("start", "end", "recorded_on", "review_by")
"""Provenance that a link may set itself."""


def node_faults(node: NodeRule, table: Table, path: Path) -> Iterator[Fault]:
    """What is wrong with one node."""
    labels = node.labels or [node.label or ""]
    for label in labels:
        if label not in model.ASSERTED:
            if label != STAND_IN:
                at = (*path, "labels" if node.labels else "label")
                yield Fault(at, f"there is no node label {label}.", nearest(label, model.ASSERTED, "docs/model.md"))
            return
    for place, key in enumerate(node.keys):
        yield from _key_faults(key, labels, table, (*path, "keys", place))
    if node.each is not None and not (node.each in table.columns and table.columns[node.each].listed):
        write = f'Give {node.each} split = ";".' if node.each in table.columns else nearest(node.each, table.columns)
        yield Fault((*path, "each"), f"{node.each} is not a column that holds a list.", write)
    if len(labels) > 1 and (node.set or node.fixed):
        write = "Say what they show in a table where each has one label."
        yield Fault((*path, "set" if node.set else "fixed"), "a node of several labels cannot carry properties.", write)
    elif node.set or node.fixed or node.when:
        yield from _written_faults(node, {p.name: p for p in model.NODE[labels[0]].properties}, table, path)


def _key_faults(key: str, labels: list[str], table: Table, path: Path) -> Iterator[Fault]:
    scheme, _, rest = key.partition(":")
    allowed = {s for label in labels for s in model.NODE[label].schemes}
    named = _schemes(scheme, table)
    if not rest or not named:
        write = 'Write "scheme:{column}", or "{column}:{column}" where a column of codes says the scheme.'
        yield Fault(path, f"{key} is not an identifier.", write)
        return
    if allowed and not named <= allowed:
        yield Fault(path, f"{scheme} cannot name a {labels[0]}.", nearest(scheme, sorted(allowed)))
    if not allowed and not re.fullmatch(r"[a-z][a-z0-9_]*", scheme):
        yield Fault(path, f"{scheme} is no scheme.", "Write the mapping's own name: small letters, digits and _.")
    if not allowed:
        plain = [c for c in re.findall(r"{(\w+)}", rest) if c in table.columns]
        national = [c for c in plain if table.columns[c].type in ("nhs", "upn")]
        yield from (
            Fault(path, f"{c} is a national identifier, and would stand in the key.", f"Write {{#{c}}}, its hash.")
            for c in national
        )
    placed = re.findall(r"{#?(\w+)}", rest)
    if not placed or "{" in re.sub(r"{#?\w+}", "", rest) or "}" in re.sub(r"{#?\w+}", "", rest):
        what = f"{key} names no column, so every row would be one node." if not placed else f"{key} has a lone brace."
        yield Fault(path, what, f'Write "{scheme}:{{column}}".')
    yield from (no_column(c, table, path) for c in placed if c not in table.columns)


def _schemes(scheme: str, table: Table) -> set[str]:
    """The schemes that a key may begin with: the one written, or the codes of the column that says it."""
    if not scheme.startswith("{"):
        return {scheme} - {""}
    column = table.columns.get(scheme.strip("{}"))
    known = column is not None and column.codes in every("importers/codes", "*.toml")
    return set(code_list(column.codes).codes) if known and column and column.codes else set()


def rule_faults(rule: LinkRule | PairRule, table: Table, path: Path) -> Iterator[Fault]:
    """What is wrong with one link or pair."""
    if isinstance(rule, PairRule) and rule.group not in table.columns:
        yield no_column(rule.group, table, (*path, "group"))
    nodes = {node.name: node for node in table.node}
    for setting, end in (("from", rule.start), ("to", rule.end)):
        if end not in nodes and STAND_IN not in nodes:
            yield Fault((*path, setting), f"there is no node {end} in this table.", nearest(end, nodes))
    types = [name for name, link in model.LINK.items() if link.provenance and name != "SAME_AS"]
    if rule.type not in types:
        yield Fault(
            (*path, "type"), f"there is no relationship type {rule.type}.", nearest(rule.type, types, "docs/model.md")
        )
        return
    if rule.start in nodes and rule.end in nodes:
        yield from _ends_faults(rule, nodes, path)
    settable = {p.name: p for p in model.PROVENANCE if p.name in SETTABLE}
    yield from _written_faults(rule, settable | {p.name: p for p in model.LINK[rule.type].properties}, table, path)


def _ends_faults(rule: LinkRule | PairRule, nodes: dict[str, NodeRule], path: Path) -> Iterator[Fault]:
    if isinstance(rule, LinkRule) and rule.start == rule.end:
        write = "Name two nodes, or write a [[table.pair]] to join different rows."
        yield Fault((*path, "to"), f"both ends are {rule.end}, so it would join nobody.", write)
    starts, ends = (nodes[end].labels or [nodes[end].label or ""] for end in (rule.start, rule.end))
    pairs = model.LINK[rule.type].pairs
    if any(label not in model.ASSERTED for label in (*starts, *ends)):
        return
    if not any((a, b) in pairs for a in starts for b in ends):
        turned = any((b, a) in pairs for a in starts for b in ends)
        joins = ", ".join(f"{a} to {b}" for a, b in pairs[:6])
        write = "Exchange from and to." if turned else f"It joins {joins}{' …' if len(pairs) > 6 else ''}."
        yield Fault((*path, "type"), f"{rule.type} cannot join {'/'.join(starts)} to {'/'.join(ends)}.", write)


def _written_faults(rule: Written, properties: dict[str, Property], table: Table, path: Path) -> Iterator[Fault]:
    for setting, names in (("set", rule.set), ("fixed", rule.fixed)):
        for name in names:
            if name not in properties:
                yield Fault((*path, setting, name), f"there is no property {name} here.", nearest(name, properties))
    for name, source in rule.set.items():
        for column in [source] if isinstance(source, str) else source:
            yield from _source_faults(name, column, properties, table, (*path, "set", name))
    yield from _condition_faults(rule, table, path)
    for name, value in rule.fixed.items():
        if name in properties:
            yield from _constant_faults(properties[name], value, (*path, "fixed", name))


def _condition_faults(rule: Written, table: Table, path: Path) -> Iterator[Fault]:
    for column, wanted in rule.when.items():
        if column not in table.columns:
            yield no_column(column, table, (*path, "when", column))
        for pattern in wanted:
            yield from pattern_faults(pattern, (*path, "when", column))


def _constant_faults(wanted: Property, value: object, path: Path) -> Iterator[Fault]:
    kinds = CONSTANT.get(wanted.kind, ())
    if not isinstance(value, kinds) or (isinstance(value, bool) and wanted.kind != "flag"):
        write = {"flag": "Write true or false, without quotes.", "text": "Write a text in quotes."}.get(
            wanted.kind, "Write a number, without quotes." if kinds else "Set it from a column instead."
        )
        yield Fault(path, f"{wanted.name} is a {wanted.kind}, and this is none.", write)
    elif wanted.codes is not None:
        yield from unknown_codes(path, wanted.codes, value if isinstance(value, list) else [value])


def _source_faults(
    name: str, column: str, properties: dict[str, Property], table: Table, path: Path
) -> Iterator[Fault]:
    if "{" in column:
        yield from (no_column(c, table, path) for c in re.findall(r"{#?(\w+)}", column) if c not in table.columns)
        if name in properties and (properties[name].kind != "text" or properties[name].codes):
            yield Fault(path, f"{name} is a {properties[name].kind} and cannot be put together.", "Name one column.")
    elif column not in table.columns:
        yield no_column(column, table, path)
    elif name in properties:
        about = (*path[:2], "columns", column)
        yield from _fit_faults(properties[name], column, table.columns[column], path, about)


def _fit_faults(wanted: Property, called: str, column: Column, path: Path, about: Path) -> Iterator[Fault]:
    name = wanted.name
    kind: Kind = "texts" if column.listed else KIND_OF.get(column.type, "text")
    if kind not in FITS.get(wanted.kind, {wanted.kind}):
        write = f'Give the column {called} split = ";".' if wanted.kind == "texts" else _typed(called, wanted.kind)
        yield Fault(path, f"{name} is a {wanted.kind}, its column {called} a {kind}.", write, about)
    elif wanted.codes is not None and column.codes != wanted.codes:
        gives = f"codes of {column.codes}" if column.codes else "free text"
        what = f"{name} takes codes of {wanted.codes}, its column {called} gives {gives}."
        yield Fault(path, what, f'Give the column {called} codes = "{wanted.codes}".', about)


def _typed(column: str, kind: Kind) -> str:
    return f"Leave the type of {column} out." if kind == "text" else f'Give the column {column} type = "{kind}".'
