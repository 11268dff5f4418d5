"""Where else a child stands: rows of rejected files, and texts of other people's records."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from csgraph.batch import STATED, Batch, node_columns
from csgraph.files import write_whole
from csgraph.governance.chain import entries, log_path
from csgraph.spreadsheets import safe_cell

REJECTS = ".rejects.csv"
AS_IT_STOOD = 4
"""Columns of a file of rejected rows before the row itself."""


@dataclass(frozen=True)
class Traces:
    """What a child is found by.

    Attributes:
        values: identifiers without their scheme, in small letters and without blanks.
        names: pairs of forename and surname in small letters, as any record gave them.
    """

    values: frozenset[str]
    names: frozenset[tuple[str, str]]

    def in_row(self, cells: Iterable[str]) -> bool:
        """Whether a row has one of the identifiers in a cell, or both names, in two cells or in one."""
        texts = {_plain(cell) for cell in cells}
        whole = {_number(text) for text in texts}
        return bool(whole & self.values) or any(
            {forename, surname} <= texts or any(self._named(text, forename, surname) for text in texts)
            for forename, surname in self.names
        )

    def in_texts(self, texts: pd.Series) -> pd.Series:
        """Which texts have an identifier or the whole name as words."""
        words = [*self.values, *(f"{forename} {surname}" for forename, surname in self.names)]
        pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words)) or r"(?!)"
        return texts.str.casefold().str.contains(pattern, regex=True, na=False)

    def _named(self, text: str, forename: str, surname: str) -> bool:
        return f"{forename} {surname}" in text or f"{surname}, {forename}" in text


def traces_of(batches: Iterable[Batch], identifiers: AbstractSet[str]) -> Traces:
    """What the batches say a child is called, by all identifiers of the child."""
    names: set[tuple[str, str]] = set()
    for batch in batches:
        for label in ("Child", "Adult"):
            if label in batch.nodes:
                rows = batch.nodes[label]
                own = rows[rows["key"].isin(identifiers)].dropna(subset=["forename", "surname"])
                names |= {(_plain(a), _plain(b)) for a, b in zip(own["forename"], own["surname"], strict=True)}
    written = {"".join(_plain(one.partition(":")[2]).split()) for one in identifiers}
    return Traces(frozenset(written | {_number(one) for one in written} - {""}), frozenset(names))


def mentions(batch: Batch, traces: Traces) -> Iterator[tuple[str, str, int]]:
    """Records of a batch in whose text a child is named: source, file and row of each."""
    for label, rows in batch.nodes.items():
        found = pd.Series(data=False, index=rows.index)
        for name, kind in node_columns(label).items():
            if kind == "text" and name not in STATED and rows[name].notna().any():
                found |= traces.in_texts(rows[name])
        for file, row in zip(rows.loc[found, "file"], rows.loc[found, "row"], strict=True):
            yield str(batch.ledger["source"]), "" if pd.isna(file) else str(file), 0 if pd.isna(row) else int(row)


def known_rejects() -> list[Path]:
    """The files of rejected rows that csgraph wrote, by this audit log, and that are still there."""
    written = {Path(output) for one in entries(log_path()) for output in one["outputs"] if output.endswith(REJECTS)}
    return sorted(path for path in written if path.is_file())


def rows_about(path: Path, traces: Traces) -> int:
    """How many rows of a file of rejected rows are about a child."""
    return sum(traces.in_row(row[AS_IT_STOOD:]) for row in _read(path)[1:])


def clear_rejects(path: Path, traces: Traces) -> None:
    """Write a file of rejected rows again without those about a child; without any row it is deleted."""
    head, *rows = _read(path)
    kept = [row for row in rows if not traces.in_row(row[AS_IT_STOOD:])]
    if not kept:
        path.unlink()
        return
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[safe_cell(cell) for cell in row] for row in (head, *kept)])
    write_whole(path, b"\xef\xbb\xbf" + text.getvalue().encode())


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return [[cell[1:] if cell[:1] == "'" else cell for cell in row] for row in rows] or [[]]


def _number(text: str) -> str:
    """An identifier without the blanks and hyphens that people write it with."""
    return "".join(text.split()).replace("-", "")


def _plain(text: object) -> str:
    return " ".join(str(text).casefold().split())
