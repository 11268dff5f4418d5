"""One file or sheet as it was read: its rows, and what could not be read of it."""

from dataclasses import dataclass, field
from datetime import datetime, time

HIDDEN_SHEET = "hidden_sheet"
"""The one kind of remark that is of the workbook, and not of the sheet that carries it."""


@dataclass(frozen=True)
class Broken:
    """A cell of a workbook that shows an error, or a formula without a result.

    Attributes:
        shown: what the spreadsheet shows, such as #REF!.
    """

    shown: str

    def __str__(self) -> str:
        return self.shown


Cell = str | int | float | bool | datetime | time | Broken | None


@dataclass(frozen=True)
class Unread:
    """A row of a file that could not be read.

    Attributes:
        row: as a spreadsheet counts.
        reason: why, in words that follow "row 7".
        cells: what stood there, for the file of rejects only.
    """

    row: int
    reason: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something to be told of a file or sheet, though its rows are read.

    Attributes:
        kind: as in `csgraph.importing.report.Notice`.
        text: one sentence that follows the file's name.
        row: where it was met; 0 where it is the file as a whole.
    """

    kind: str
    text: str
    row: int = 0


@dataclass(frozen=True)
class Sheet:
    """One file or sheet.

    Attributes:
        file: the file's name.
        name: the sheet's name; empty for CSV.
        rows: (row number as a spreadsheet counts, cells) of every row that is not blank.
        unread: rows that could not be read.
        remarks: what is to be told of it.
        merged: merged ranges as (first row, first column, last row, last column), counted from 1.
        hidden_columns: places of the columns that are hidden, from 0.
        delimiter: what separates the cells of a text file.
    """

    file: str
    name: str
    rows: list[tuple[int, list[Cell]]]
    unread: list[Unread] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    delimiter: str = ","

    @property
    def where(self) -> str:
        """File and sheet, for messages."""
        return f"{self.file} › {self.name}" if self.name else self.file
