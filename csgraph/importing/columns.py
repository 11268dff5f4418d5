"""Reads a whole column: every different cell once, so that a long file costs what its different cells cost."""

import re
from dataclasses import dataclass, field

import pandas as pd

from csgraph.codes import folded
from csgraph.importing.cells import (
    DROPPED,
    READ,
    MonthFirst,
    Placeholder,
    UnknownCode,
    Unreadable,
    Value,
    clean,
    coded,
    json_codes,
    read_text,
)
from csgraph.importing.mapping import Column
from csgraph.importing.placeholders import names_nobody, stands_for_nothing
from csgraph.importing.sheet import Broken, Cell
from csgraph.importing.uses import Use

EMPTY = {"", "null", "n/k"}
"""Cells that mean nothing was written; a mapping's `empty` adds its own."""

SHOWN_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)", re.IGNORECASE)
"""What a spreadsheet shows where a formula fails, or #### where a column is too narrow for its number."""

TWICE_ENCODED = re.compile("\u00c3[\u00a0-\u00bf\u201a-\u2122]|\u00e2\u20ac|\u00c2[\u00a0-\u00bf]")
"""Pairs that UTF-8 gives where it is read as cp1252, and that no name holds."""

Remarked = str
"""A key of `csgraph.importing.notices.REMARKS`: what is to be told of a cell though it is read."""


@dataclass
class ReadColumn:
    """One column as read.

    Attributes:
        values: value by row position; None where empty or unreadable.
        faults: why, by position of each unreadable cell.
        unknown: the code, by position of each unknown one.
        remarks: by position of each cell of which something is to be told.
        month_first: positions of days that can only be meant month first.
    """

    values: pd.Series
    faults: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    remarks: dict[int, Remarked] = field(default_factory=dict)
    month_first: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Reading:
    value: Value = None
    fault: str = ""
    unknown: str = ""
    remark: Remarked = ""
    month_first: bool = False


def read_column(cells: list[Cell], column: Column, use: Use = Use()) -> ReadColumn:  # noqa: B008  # it is frozen
    """Read the cells of one column; see `ReadColumn`."""
    none = EMPTY | {text.casefold() for text in column.empty}
    known: dict[tuple[type, Cell], _Reading] = {}
    read = ReadColumn(pd.Series([None] * len(cells), dtype=object))
    values: list[Value] = []
    for position, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            known[key] = _read(cell, column, none, use)
        one = known[key]
        values.append(one.value)
        if one.fault:
            read.faults[position] = one.fault
        if one.unknown:
            read.unknown[position] = one.unknown
        if one.remark:
            read.remarks[position] = one.remark
        if one.month_first:
            read.month_first.add(position)
    read.values = pd.Series(values, dtype=object)
    return read


def _read(cell: Cell, column: Column, none: set[str], use: Use) -> _Reading:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return _Reading()
    try:
        remark = _remark(cell)
        if remark == "error":
            return _Reading(remark=remark) if _is_free_text(column) else _Reading(None, _error_fault())
        text = clean(cell) if isinstance(cell, str) else str(cell)
        if text.casefold() in none and not (use.name and text.casefold() == "null"):
            return _Reading(remark=remark)
        if _is_placeholder(cell, text, column, use):
            return _Reading(remark="placeholder")
        value, unknown, left_out = _typed(cell, column, use)
        return _Reading(value, "", unknown, remark or left_out)
    except Placeholder:
        return _Reading(remark="placeholder")
    except MonthFirst as fault:
        return _Reading(None, str(fault), month_first=True)
    except Unreadable as fault:
        return _Reading(None, str(fault))


def _typed(cell: Cell, column: Column, use: Use) -> tuple[Value, str, Remarked]:
    """(value, unknown code, remark) of one cell."""
    if column.codes or column.values:
        # A spreadsheet's own truth value is the yes or no that was chosen.
        cell = {True: "Y", False: "N"}[cell] if isinstance(cell, bool) else cell
    elif use.name and not isinstance(cell, str):
        return None, "", "not_a_name"
    if column.listed:
        return _read_list(cell, column, use)
    value = READ[column.type](cell)
    if column.width is not None and len(str(value)) != column.width:
        raise Unreadable(
            f"does not have {column.width} characters, as every identifier of this column has: leading zeros may be"
            " lost; export the column as text"
        )
    if not (column.codes or column.values):
        return value, "", ""
    try:
        return coded(str(value), column), "", ""
    except UnknownCode as fault:
        return None, str(fault), ""


def _remark(cell: Cell) -> Remarked:
    if isinstance(cell, Broken):
        return "error"
    if not isinstance(cell, str):
        return ""
    if SHOWN_ERROR.fullmatch(cell.strip()):
        return "error"
    if cell.isascii():
        return ""
    if "\ufffd" in cell:
        return "lost_letter"
    if DROPPED.search(cell):
        return "invisible"
    return "wrong_letters" if TWICE_ENCODED.search(cell) else ""


def _error_fault() -> str:
    return "shows an error of the spreadsheet; correct the formula, or put the value in its place"


def _is_free_text(column: Column) -> bool:
    return column.type == "text" and not (column.codes or column.values or column.listed)


def _is_placeholder(cell: Cell, text: str, column: Column, use: Use) -> bool:
    """Code lists decide on their own words, and what is written at length is kept as it stands."""
    if column.codes or column.values or column.listed or isinstance(cell, bool):
        return False
    if use.person and names_nobody(text):
        return True
    return (use.name or not _is_free_text(column)) and stands_for_nothing(text, name=use.name)


def _read_list(cell: Cell, column: Column, use: Use) -> tuple[Value, str, Remarked]:
    text = read_text(cell)
    parts = (
        json_codes(text)
        if column.type == "codes_json"
        else [p.strip() for p in text.split(column.split or ";") if p.strip()]
    )
    if column.codes or column.values:
        values, unknown = _coded_parts(parts, column)
        return list(dict.fromkeys(values)) or None, "; ".join(sorted(set(unknown), key=folded)), ""
    named = [part for part in parts if not _stands_for_nobody(part, use)]
    read = [str(READ[column.type](part)) for part in named]
    return list(dict.fromkeys(read)) or None, "", "" if len(named) == len(parts) else "placeholder"


def _stands_for_nobody(part: str, use: Use) -> bool:
    return stands_for_nothing(part, name=False) or (use.person and names_nobody(part))


def _coded_parts(parts: list[str], column: Column) -> tuple[list[str], list[str]]:
    values: list[str] = []
    unknown: list[str] = []
    for part in parts:
        try:
            values.append(coded(part, column))
        except UnknownCode:
            unknown.append(part)
    return values, unknown
