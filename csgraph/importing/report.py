"""What an import has to say: rows read, loaded and rejected, what was not understood, what was missing."""

from dataclasses import dataclass, field

from csgraph.importing.sheet import Cell


@dataclass(frozen=True)
class Rejection:
    """One row that was not loaded.

    Attributes:
        file: file, and sheet where there is one.
        row: row as a spreadsheet counts.
        column: header of the column at fault; empty where it is the row as a whole.
        reason: why, without the cell's value.
        cells: the row as it stood, for the file of rejects only.
    """

    file: str
    row: int
    column: str
    reason: str
    cells: tuple[Cell, ...] = field(repr=False, default=())


@dataclass(frozen=True)
class Notice:
    """Something that a person should know, though the rows were loaded.

    Attributes:
        kind: a word for what it is about; docs/importing.md lists them.
        file: file, and sheet where there is one.
        row: first row it was met in; 0 where it is the file as a whole.
        column: header, or empty.
        value: the unknown code or header.
        text: one sentence.
        count: how many rows.
    """

    kind: str
    file: str
    row: int
    column: str
    value: str
    text: str
    count: int = 1


@dataclass
class Report:
    """The report of one import.

    Attributes:
        source: the mapping's name.
        rows: rows read, by file and sheet.
        used: rows that gave at least one node or relationship, by file and sheet.
        rejections: rows not loaded.
        notices: what a person should know.
        headers: header row by file, for the file of rejects.
    """

    source: str
    rows: dict[str, int] = field(default_factory=dict)
    used: dict[str, set[int]] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Rows read; a row that two tables of the mapping read counts once."""
        return sum(self.rows.values())

    @property
    def loaded(self) -> int:
        """Rows that gave at least one node or relationship."""
        return sum(map(len, self.used.values()))

    @property
    def rejected(self) -> int:
        """Rows not loaded; a row with several faults counts once."""
        return len({(r.file, r.row) for r in self.rejections})
