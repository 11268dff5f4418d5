"""Loads a mapping and tells everything that is wrong with it at once, before a row is read."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from csgraph import model
from csgraph.codes import code_list
from csgraph.errors import CsgraphError, MappingError
from csgraph.folders import every
from csgraph.importing.mapping import Column, LinkRule, Mapping, NodeRule, PairRule, Table
from csgraph.schema import Kind, Property

LARGEST = 256 * 1024
"""Bytes; a mapping is a page of text, and a larger file is something else."""

KIND_OF: dict[str, Kind] = {"date": "date", "moment": "moment", "whole": "whole", "number": "number", "flag": "flag"}
"""Property kind by cell type; every other cell type gives text."""

FITS: dict[Kind, set[Kind]] = {
    "date": {"date", "moment"},
    "moment": {"date", "moment"},
    "texts": {"text", "texts"},
    "number": {"whole", "number"},
}
"""Which kinds of column a property kind takes; the others take their own only."""


def mapping_path(name: str) -> Path:
    """A mapping by name (shipped, or in the person's own folder) or by path.

    Raises:
        CsgraphError: there is no such mapping; names the nearest.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        if Path(name).is_file():
            return Path(name)
        raise CsgraphError(f"There is no mapping file {Path(name).name}.", "Check the path.")
    known = every("importers", "*.toml")
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    raise CsgraphError(f"There is no mapping named {name}.", hint)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping and check it against the model.

    Raises:
        MappingError: lists every fault with its place in the file.
    """
    if path.stat().st_size > LARGEST:
        raise MappingError(path.name, [f"it is larger than {LARGEST // 1024} KiB"])
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise MappingError(path.name, [f"it is not TOML in UTF-8: {fault}"]) from None
    try:
        mapping = Mapping.model_validate(read)
    except ValidationError as fault:
        raise MappingError(path.name, [_said(error["loc"], error["msg"], read) for error in fault.errors()]) from None
    faults = list(_faults(mapping, path.stem))
    if faults:
        raise MappingError(path.name, faults)
    return mapping


def _said(place: tuple[int | str, ...], message: str, read: object) -> str:
    """One pydantic fault in words; a table is named rather than counted."""
    words: list[str] = []
    for step in place:
        read = _part(read, step)
        name = read.get("name") if isinstance(step, int) and isinstance(read, dict) else None
        words.append(f"“{name}”" if name else str(step + 1) if isinstance(step, int) else str(step))
    return f"{' › '.join(words)}: {message.removeprefix('Value error, ')}"


def _part(read: object, step: int | str) -> object:
    if isinstance(read, dict):
        return read.get(step)
    return read[step] if isinstance(read, list) and isinstance(step, int) and step < len(read) else None


def _faults(mapping: Mapping, stem: str) -> Iterator[str]:
    if mapping.extract.name != stem:
        yield f"extract › name: is “{mapping.extract.name}” but the file is named {stem}.toml; make them the same"
    yield from _unknown_codes("extract › agency", "agency", [mapping.extract.agency])
    yield from _unknown_codes("covers › roles", "role", mapping.covers.roles)
    schemes = {scheme for node in model.NODES for scheme in node.schemes}
    yield from (
        f"covers › schemes: {s} is not an identifier scheme of the model"
        for s in mapping.covers.schemes
        if s not in schemes
    )
    names = [table.name for table in mapping.table]
    yield from (f"table: two are named {name}" for name in sorted({n for n in names if names.count(n) > 1}))
    for table in mapping.table:
        yield from (f"table {table.name} › {fault}" for fault in _table_faults(table))
    yield from (
        f"example {n}: there is no table {e.table}" for n, e in enumerate(mapping.example, 1) if e.table not in names
    )


def _table_faults(table: Table) -> Iterator[str]:
    if (table.file is None) == (table.sheet is None):
        yield "give either file or sheet"
    for name, column in table.columns.items():
        yield from (f"columns › {name}: {fault}" for fault in _column_faults(column, table))
    said = (table.recorded_on, table.recorded_by, table.reliability)
    used = [*table.record, *(c for c in said if c), *(c for either in table.require for c in either)]
    yield from (f"there is no column {c}" for c in used if c not in table.columns)
    national = [c for c in table.record if c in table.columns and table.columns[c].type in ("nhs", "upn")]
    yield from (
        f"record: {c} is a national identifier, and would stand in every citation; leave it out" for c in national
    )
    nodes = {node.name: node for node in table.node}
    for node in table.node:
        yield from (f"node {node.name}: {fault}" for fault in _node_faults(node, table))
    rules: list[LinkRule | PairRule] = [*table.link, *table.pair]
    for rule in rules:
        yield from (f"{rule.type}: {fault}" for fault in _link_faults(rule, nodes, table))


def _column_faults(column: Column, table: Table) -> Iterator[str]:
    for pattern in (*column.headers, *column.values):
        if pattern.startswith("/"):
            yield from _pattern_faults(pattern)
    if column.derived_from is not None and column.derived_from not in table.columns:
        yield f"there is no column {column.derived_from}"
    if column.codes is not None:
        yield from _unknown_codes("values", column.codes, list(column.values.values()))


def _pattern_faults(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern.strip("/"))
    except re.error as fault:
        yield f"{pattern} is not a pattern: {fault}"


def _unknown_codes(where: str, name: str, codes: Iterable[str]) -> Iterator[str]:
    try:
        known = code_list(name).codes
    except CsgraphError as fault:
        yield f"{where}: {fault}"
        return
    yield from (f"{where}: {code} is not in the code list {name}" for code in codes if code not in known)


def _node_faults(node: NodeRule, table: Table) -> Iterator[str]:
    labels = node.labels or [node.label or ""]
    for label in labels:
        if label not in model.NODE or label in model.INTERNAL:
            yield _unknown(label, "node label", [n for n in model.NODE if n not in model.INTERNAL])
            return
    for key in node.keys:
        yield from _key_faults(key, labels, table)
    if node.each is not None and not (node.each in table.columns and table.columns[node.each].listed):
        yield f"each: {node.each} is not a column that holds a list"
    if len(labels) > 1 and (node.set or node.fixed):
        yield "a node that may have several labels cannot carry properties"
    elif node.set or node.fixed or node.when:
        yield from _written_faults(node, {p.name: p for p in model.NODE[labels[0]].properties}, table)


def _key_faults(key: str, labels: list[str], table: Table) -> Iterator[str]:
    scheme, _, rest = key.partition(":")
    allowed = {s for label in labels for s in model.NODE[label].schemes}
    named = _schemes(scheme, table)
    if not rest or not named:
        yield f"key {key}: write it as scheme:{{column}}, or {{column}}:{{column}} with the schemes as codes"
    elif allowed and not named <= allowed:
        yield f"key {key}: {scheme} cannot name a {labels[0]}; use one of {', '.join(sorted(allowed))}"
    if not allowed:
        plain = re.findall(r"{(\w+)}", rest)
        national = [c for c in plain if c in table.columns and table.columns[c].type in ("nhs", "upn")]
        yield from (f"key {key}: {c} is a national identifier; write {{#{c}}}, its hash" for c in national)
    if "{" not in rest:
        yield f"key {key}: it names no column, so every row would be one node"
    yield from (f"key {key}: there is no column {c}" for c in re.findall(r"{#?(\w+)}", rest) if c not in table.columns)


def _schemes(scheme: str, table: Table) -> set[str]:
    """The schemes that a key may begin with: the one written, or the codes of the column that says it."""
    if not scheme.startswith("{"):
        return {scheme} - {""}
    column = table.columns.get(scheme.strip("{}"))
    return set(code_list(column.codes).codes) if column is not None and column.codes else set()


def _link_faults(rule: LinkRule | PairRule, nodes: dict[str, NodeRule], table: Table) -> Iterator[str]:
    if rule.type not in model.LINK or not model.LINK[rule.type].provenance:
        yield _unknown(rule.type, "relationship type", [t for t, link in model.LINK.items() if link.provenance])
        return
    missing = [end for end in (rule.start, rule.end) if end not in nodes]
    if missing:
        yield f"there is no node {missing[0]} in this table"
        return
    ends = [nodes[end].labels or [nodes[end].label or ""] for end in (rule.start, rule.end)]
    if not any((a, b) in model.LINK[rule.type].pairs for a in ends[0] for b in ends[1]):
        yield f"it cannot join {'/'.join(ends[0])} to {'/'.join(ends[1])}"
    if isinstance(rule, PairRule) and rule.group not in table.columns:
        yield f"there is no column {rule.group}"
    settable = {p.name: p for p in model.PROVENANCE if p.name in ("start", "end", "recorded_on", "review_by")}
    yield from _written_faults(rule, settable | {p.name: p for p in model.LINK[rule.type].properties}, table)


def _written_faults(
    rule: NodeRule | LinkRule | PairRule, properties: dict[str, Property], table: Table
) -> Iterator[str]:
    for name in (*rule.set, *rule.fixed):
        if name not in properties:
            yield _unknown(name, "property", list(properties))
    for name, source in rule.set.items():
        for column in [source] if isinstance(source, str) else source:
            yield from _source_faults(name, column, properties, table)
    yield from (f"when: there is no column {c}" for c in rule.when if c not in table.columns)
    for name, value in rule.fixed.items():
        codes = properties[name].codes if name in properties else None
        if codes:
            yield from _unknown_codes(name, codes, [value] if isinstance(value, str) else [])


def _source_faults(name: str, column: str, properties: dict[str, Property], table: Table) -> Iterator[str]:
    if "{" in column:
        yield from (
            f"{name}: there is no column {c}" for c in re.findall(r"{#?(\w+)}", column) if c not in table.columns
        )
    elif column not in table.columns:
        yield f"{name}: there is no column {column}"
    elif name in properties:
        yield from _fit_faults(name, properties[name], table.columns[column])


def _fit_faults(name: str, wanted: Property, column: Column) -> Iterator[str]:
    kind: Kind = "texts" if column.listed else KIND_OF.get(column.type, "text")
    if kind not in FITS.get(wanted.kind, {wanted.kind}):
        yield f"{name}: is a {wanted.kind}, its column a {kind}"
    if wanted.codes is not None and column.codes != wanted.codes:
        yield f"{name}: takes codes of {wanted.codes}, its column gives {column.codes or 'free text'}"


def _unknown(name: str, what: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"{name} is not a {what} of the model" + (f"; did you mean {near[0]}?" if near else "")
