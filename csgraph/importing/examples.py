"""Tries a mapping's [[example]] rows: each must give just the nodes and links that it names."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from csgraph.importing.assemble import Assembled, assemble
from csgraph.importing.mapping import Example, Mapping
from csgraph.importing.reading import Sheet
from csgraph.importing.report import Report
from csgraph.importing.table import read_table

ON = date(2026, 10, 31)
"""The day on which examples are read."""


def example_faults(mapping: Mapping, example: Example, number: int) -> Iterator[str]:
    """What an example should have given and did not, and what it gave beside."""
    report = Report(mapping.extract.name)
    table = next(t for t in mapping.table if t.name == example.table)
    header, cells = list(example.row), list(example.row.values())
    # An example need only give the cells that matter to it.
    columns = {
        name: c if _given(c.headers, header) else c.model_copy(update={"optional": True})
        for name, c in table.columns.items()
    }
    lenient = table.model_copy(update={"expect_rows": "1..", "columns": columns})
    sheet = Sheet(f"example {number}", "", [(1, [*header]), (2, [*cells])])
    made = assemble(mapping, [read_table(sheet, lenient, report, on=ON)], report, pd.Timestamp(ON))
    yield from (f"example {number}: {r.column or 'the row'} {r.reason}" for r in report.rejections)
    yield from (f"example {number}: {n.column}: {n.text}" for n in report.notices if n.kind == "unknown_code")
    for what, wanted, given in (("node", example.nodes, _nodes(made)), ("link", example.links, _links(made))):
        yield from (f"example {number}: gives no {what} {w}" for w in wanted if w not in given)
        yield from (f"example {number}: also gives the {what} {g}" for g in sorted(given - set(wanted)) if wanted)


def _given(patterns: list[str], headers: list[str]) -> bool:
    from csgraph.importing.headers import fits

    return any(fits(pattern, header) for pattern in patterns for header in headers)


def _nodes(made: Assembled) -> set[str]:
    return {f"{label} {key}" for label, rows in made.nodes.items() for key in rows["key"]}


def _links(made: Assembled) -> set[str]:
    return {
        f"{start} {a} {type_} {end} {b}"
        for (type_, start, end), rows in made.links.items()
        for a, b in zip(rows["from_key"], rows["to_key"], strict=True)
    }
