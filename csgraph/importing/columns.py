"""Reads a whole column: every different cell once, so that a long file costs what its different cells cost."""

from dataclasses import dataclass, field

import pandas as pd

from csgraph.codes import folded
from csgraph.importing.cells import READ, UnknownCode, Unreadable, Value, coded, json_codes, read_text
from csgraph.importing.mapping import Column
from csgraph.importing.reading import Cell

EMPTY = {"", "null", "n/k"}
"""Cells that mean nothing was written; a mapping's `empty` adds its own."""


@dataclass
class ReadColumn:
    """One column as read.

    Attributes:
        values: value by row position; None where empty or unreadable.
        faults: why, by position of each unreadable cell.
        unknown: the code, by position of each unknown one.
    """

    values: pd.Series
    faults: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)


def read_column(cells: list[Cell], column: Column) -> ReadColumn:
    """Read the cells of one column; see `ReadColumn`."""
    none = EMPTY | {text.casefold() for text in column.empty}
    known: dict[tuple[type, Cell], tuple[Value, str, str]] = {}
    read = ReadColumn(pd.Series([None] * len(cells), dtype=object))
    values: list[Value] = []
    for position, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            known[key] = _read(cell, column, none)
        value, fault, unknown = known[key]
        values.append(value)
        if fault:
            read.faults[position] = fault
        if unknown:
            read.unknown[position] = unknown
    read.values = pd.Series(values, dtype=object)
    return read


def _read(cell: Cell, column: Column, none: set[str]) -> tuple[Value, str, str]:
    """(value, fault, unknown code) of one cell."""
    if cell is None or str(cell).strip().casefold() in none:
        return None, "", ""
    try:
        if column.listed:
            return _read_list(cell, column)
        value = READ[column.type](cell)
        return (coded(str(value), column) if column.codes or column.values else value), "", ""
    except Unreadable as fault:
        return None, str(fault), ""
    except UnknownCode as fault:
        return None, "", str(fault)


def _read_list(cell: Cell, column: Column) -> tuple[Value, str, str]:
    text = read_text(cell)
    parts = (
        json_codes(text)
        if column.type == "codes_json"
        else [p.strip() for p in text.split(column.split or ";") if p.strip()]
    )
    values: list[str] = []
    unknown: list[str] = []
    for part in parts:
        try:
            if column.codes or column.values:
                values.append(coded(part, column))
            else:
                values.append(str(READ[column.type](part)))
        except UnknownCode:
            unknown.append(part)
    return list(dict.fromkeys(values)) or None, "", "; ".join(sorted(set(unknown), key=folded))
