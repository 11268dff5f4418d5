"""Writing tables as agencies export them: CSV of several kinds and XLSX, the same rows give the same bytes."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

Cell = str | int | float | bool | date | datetime | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Bad:
    """A row with one fault on purpose: it names a person or record that exists nowhere else."""

    row: Row
    column: str
    why: str
    expect: str = "rejected"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a bad row was written. `row` counts as a spreadsheet does."""

    mapping: str
    file: str
    sheet: str
    row: int
    column: str
    why: str
    expect: str


@dataclass(slots=True)
class Table:
    """One table of an extract. Rows are read once, so that a large table need not be held in memory."""

    name: str
    header: Sequence[str]
    rows: Iterable[Row | Bad]
    titles: Sequence[str] = ()


@dataclass(slots=True)
class Extract:
    """A folder of one mapping's files, and the faults planted in them."""

    mapping: str
    folder: Path
    faults: list[Fault] = field(default_factory=list)

    def rows(self, table: Table, file: str, sheet: str = "") -> Iterator[Row]:
        """All rows as they are to be written, titles and header first; faults are noted on the way."""
        for title in table.titles:
            yield (title,)
        yield table.header
        number = len(table.titles) + 1
        for row in table.rows:
            number += 1
            if isinstance(row, Bad):
                self.faults.append(Fault(self.mapping, file, sheet, number, row.column, row.why, row.expect))
                yield row.row
            else:
                yield row

    def csv(self, table: Table, encoding: str = "utf-8-sig") -> None:
        """Write a CSV with the line ends of Windows."""
        file = f"{table.name}.csv"
        with (self.folder / file).open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows(self.rows(table, file))


def sprinkle(rows: Iterable[Row], bad: Sequence[Bad], every: int = 17) -> Iterator[Row | Bad]:
    """Bad rows among good ones, one after every so many, the rest at the end."""
    waiting = list(bad)
    for number, row in enumerate(rows, 1):
        yield row
        if waiting and number % every == 0:
            yield waiting.pop(0)
    yield from waiting


def iso(day: date | None) -> str:
    """2026-10-31, or nothing."""
    return day.isoformat() if day else ""


def british(day: date | None) -> str:
    """31/10/2026, or nothing."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def british_time(moment: datetime | None) -> str:
    """31/10/2026 17:05, or nothing."""
    return f"{british(moment.date())} {moment.hour:02d}:{moment.minute:02d}" if moment else ""


def dashed(day: date | None) -> str:
    """31-10-2026, or nothing."""
    return british(day).replace("/", "-")
