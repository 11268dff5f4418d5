"""Tries a mapping's [[example]] rows: each must give just the nodes and links that it names."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

import pandas as pd

from csgraph.errors import ExtractError
from csgraph.importing.assemble import Assembled, assemble
from csgraph.importing.headers import fits
from csgraph.importing.mapping import Example, Mapping, Table
from csgraph.importing.mapping_faults import Fault, nearest
from csgraph.importing.reading import Sheet
from csgraph.importing.report import Report
from csgraph.importing.table import read_table
from csgraph.importing.toml_lines import Path

ON = date(2026, 10, 31)
"""The day on which examples are read."""


def example_faults(mapping: Mapping, example: Example, place: int) -> Iterator[Fault]:
    """What an example should have given and did not, and what it gave beside.

    Args:
        place: which of the mapping's examples it is, from 0.
    """
    path = ("example", place)
    table = next(t for t in mapping.table if t.name == example.table)
    header, cells = list(example.row), list(example.row.values())
    yield from _header_faults(table, header, path)
    # An example need only give the cells that matter to it.
    columns = {
        name: c if _given(c.headers, header) else c.model_copy(update={"optional": True})
        for name, c in table.columns.items()
    }
    lenient = table.model_copy(update={"expect_rows": "1..", "columns": columns})
    report = Report(mapping.extract.name)
    sheet = Sheet(f"example {place + 1}", "", [(1, [*header]), (2, [*cells])])
    try:
        made = assemble(mapping, [read_table(sheet, lenient, report, on=ON)], report, pd.Timestamp(ON))
    except ExtractError as fault:
        yield Fault((*path, "row"), fault.what, fault.advice)
        return
    for rejected in report.rejections:
        at = (*path, "row", rejected.column) if rejected.column in example.row else (*path, "row")
        yield Fault(at, f"{rejected.column or 'the row'} {rejected.reason}.", "Mend the cell, or the column's type.")
    for notice in report.notices:
        if notice.kind == "unknown_code":
            what = f"{notice.column}: “{notice.value}” is not a known code."
            yield Fault((*path, "row", notice.column), what, "Add it to the column's values, or mend the cell.")
    if not report.rejections:
        yield from _given_faults("nodes", example.nodes, _nodes(made), path)
        yield from _given_faults("links", example.links, _links(made), path)


def _header_faults(table: Table, header: list[str], path: Path) -> Iterator[Fault]:
    """Cells that no column of the table reads or leaves out on purpose."""
    known = [pattern for column in table.columns.values() for pattern in column.headers]
    for one in header:
        if not _given([*known, *table.ignore], [one]):
            plain = [text for text in known if not text.startswith("/")]
            yield Fault((*path, "row", one), f"no column of {table.name} reads the header {one}.", nearest(one, plain))


def _given_faults(what: str, wanted: list[str], given: set[str], path: Path) -> Iterator[Fault]:
    beside = sorted(given - set(wanted))
    for place, one in enumerate(wanted):
        if one not in given:
            near = get_close_matches(one, beside or sorted(given), 1, cutoff=0.4)
            instead = f"It gives {near[0]}." if near else f"It gives no {what}."
            yield Fault((*path, what, place), f"the row does not give {one}.", instead)
            beside = [other for other in beside if other not in near]
    if wanted:
        yield from (
            Fault((*path, what), f"the row also gives {one}.", "Add it here, or mend the rule that makes it.")
            for one in beside
        )


def _given(patterns: list[str], headers: list[str]) -> bool:
    return any(fits(pattern, header) for pattern in patterns for header in headers)


def _nodes(made: Assembled) -> set[str]:
    return {f"{label} {key}" for label, rows in made.nodes.items() for key in rows["key"]}


def _links(made: Assembled) -> set[str]:
    return {
        f"{start} {a} {type_} {end} {b}"
        for (type_, start, end), rows in made.links.items()
        for a, b in zip(rows["from_key"], rows["to_key"], strict=True)
    }
