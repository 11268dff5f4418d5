"""The rows of one sheet, as it is parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from csgraph.importing.xlsx.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_BLANKS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGED,
    Refused,
)
from csgraph.importing.xlsx.text import Reader
from csgraph.importing.xlsx.values import PLACE, Cell, column_number, moment, unescaped, within


@dataclass(frozen=True)
class Meaning:
    """What cells of a workbook refer to.

    Attributes:
        strings: the shared strings.
        days, spans: numbers of the styles that show a day or time, and of those that show a span of time.
        from_1904: whether days are counted from 1904, not from 1900.
    """

    strings: list[str]
    days: set[int]
    spans: set[int]
    from_1904: bool


class SheetReader(Reader):
    """The rows of one sheet."""

    def __init__(self, meaning: Meaning, name: str) -> None:
        super().__init__()
        self.meaning, self.name = meaning, name
        self.row = self.column = self.hidden_rows = self.cells_made = self.blanks_made = 0
        self.cells: list[Cell] = []
        self.hidden_columns: list[int] = []
        self.merged: list[list[int]] = []
        self.kind, self.style = "n", 0
        self.value: str | None = None
        self.parts: list[str] | None = None
        self.formula = self.aside = self.hidden = False
        self.opens: dict[str, Callable[[Any], None]] = {
            "row": self._row,
            "c": self._cell,
            "v": lambda _: self.begin(),
            "t": lambda _: None if self.aside else self.begin(),
            "f": self._formula,
            "is": self._inline,
            "rPh": self._aside,
            "col": self._hidden_column,
            "mergeCell": self._merge,
        }
        self.closes: dict[str, Callable[[], None]] = {
            "v": self._value,
            "t": self._part,
            "rPh": self._no_aside,
            "c": self._end_cell,
            "row": self._end_row,
        }

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        """A tag opens."""
        opens = self.opens.get(self.local(name))
        if opens is not None:
            opens(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """A tag closes."""
        closes = self.closes.get(self.local(name))
        if closes is not None:
            closes()

    def end(self) -> object:
        """What is said after the sheet's last row."""
        return {
            "end": self.name,
            "merged": self.merged,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
        }

    def _row(self, attrs: Any) -> None:
        number = int(attrs.get("r", self.row + 1))
        if number <= self.row or number > LAST_ROW:
            raise Refused("damaged", sheet=self.name, row=self.row + 1)
        self.row, self.column, self.cells = number, 0, []
        self.hidden = attrs.get("hidden") in ("1", "true")

    def _cell(self, attrs: Any) -> None:
        place = PLACE.fullmatch(attrs.get("r", ""))
        column = column_number(place[1]) if place else self.column + 1
        if column <= self.column or column > LAST_COLUMN or (place and int(place[2]) != self.row):
            raise Refused("damaged", sheet=self.name, row=self.row)
        self.column = column
        self.kind, self.style = attrs.get("t", "n"), int(attrs.get("s", 0))
        self.value, self.parts, self.formula = None, None, False

    def _formula(self, _: Any) -> None:
        self.formula = True

    def _inline(self, _: Any) -> None:
        self.parts = []

    def _aside(self, _: Any) -> None:
        self.aside = True

    def _no_aside(self) -> None:
        self.aside = False

    def _value(self) -> None:
        self.value = self.ended()

    def _part(self) -> None:
        if self.parts is not None and not self.aside:
            self.parts.append(self.ended())

    def _end_cell(self) -> None:
        cell = self._read()
        if cell is None or cell == "":
            return
        if self.column > MOST_COLUMNS:
            raise Refused("columns", sheet=self.name, row=self.row)
        blanks = self.column - 1 - len(self.cells)
        self.blanks_made += blanks
        self.cells_made += 1
        if self.cells_made > MOST_CELLS or self.blanks_made > MOST_BLANKS:
            raise Refused("rows", sheet=self.name, row=self.row)
        self.cells += [None] * blanks
        self.cells.append(cell)

    def _read(self) -> Cell:
        """The cell as typed; a formula counts by its last result."""
        if self.kind == "inlineStr":
            return within(unescaped("".join(self.parts or ())))
        if self.value is None or self.value == "":
            return {"e": "#FORMULA"} if self.formula and self.kind != "str" else None
        text = self.value
        if self.kind == "n":
            return self._read_number(text)
        if self.kind == "s":
            return self.meaning.strings[int(text)]
        if self.kind == "b":
            return text.strip() in ("1", "true")
        if self.kind == "e":
            return {"e": text[:16]}
        if self.kind == "d":
            return {"d": datetime.fromisoformat(text).replace(tzinfo=None).isoformat()}
        return within(unescaped(text))

    def _read_number(self, text: str) -> Cell:
        number = int(text) if re.fullmatch(r"-?\d{1,18}", text) else float(text)
        if self.style in self.meaning.spans:
            return str(timedelta(days=number))
        if self.style in self.meaning.days:
            return moment(number, from_1904=self.meaning.from_1904)
        if number != number or number in (float("inf"), float("-inf")):
            return {"e": "#NUM!"}
        return number

    def _end_row(self) -> None:
        if not any(not isinstance(cell, str) or cell.strip() for cell in self.cells if cell is not None):
            return
        self.hidden_rows += self.hidden
        self.put_by.append([self.row, self.cells])

    def _hidden_column(self, attrs: Any) -> None:
        if attrs.get("hidden") in ("1", "true"):
            first, last = int(attrs.get("min", 1)), int(attrs.get("max", 1))
            self.hidden_columns += range(first, min(last, MOST_COLUMNS) + 1)

    def _merge(self, attrs: Any) -> None:
        ends = [PLACE.fullmatch(place) for place in attrs.get("ref", "").replace("$", "").split(":")]
        found = [(int(end[2]), column_number(end[1])) for end in (ends[0], ends[-1]) if end]
        if len(found) != 2 or len(self.merged) >= MOST_MERGED:
            raise Refused("damaged", sheet=self.name, row=self.row)
        self.merged.append([*found[0], *found[1]])
