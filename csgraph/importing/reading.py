"""Reads a CSV file or an XLSX sheet exactly as it stands: every cell is kept, or the file is refused with its row.

Not `pandas.read_csv`: it guesses types, drops leading zeros and takes ISO dates for American ones without a word.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csgraph.errors import ExtractError

Cell = str | int | float | bool | object | None
LONGEST_CELL = 131_072
"""Characters; the csv module's own limit."""
MOST_COLUMNS = 1_000
MOST_ROWS = 2_000_000
MOST_UNPACKED = 100
"""How many times larger than its file a workbook may be; real ones were measured at about 10."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """One file or sheet.

    Attributes:
        file: the file's name.
        name: the sheet's name; empty for CSV.
        rows: (row number as a spreadsheet counts, cells) of every row that is not blank.
    """

    file: str
    name: str
    rows: list[tuple[int, list[Cell]]]

    @property
    def where(self) -> str:
        """File and sheet, for messages."""
        return f"{self.file} › {self.name}" if self.name else self.file


def read_csv(path: Path, *, encoding: str, delimiter: str) -> Sheet:
    """The rows of a CSV file.

    Raises:
        ExtractError: wrong encoding, NUL bytes, an open quote, a cell that is too long.
    """
    text = _decoded(path, encoding)
    if "\0" in text:
        raise ExtractError(f"{path.name} holds NUL bytes, so it is not a text file.", "Export it again as CSV UTF-8.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[Cell]]] = []
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, list(cells)))
    except csv.Error as fault:
        raise ExtractError(
            f"{path.name}, row {len(rows) + 1} or after: {fault}.", "Look for a quotation mark that is never closed."
        ) from None
    return Sheet(path.name, "", rows)


def _decoded(path: Path, encoding: str) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExtractError(f"{path.name} is UTF-16 text.", "Save it as “CSV UTF-8” and import it again.")
    if raw.startswith((b"PK\x03\x04", OLD_WORKBOOK)):
        raise ExtractError(f"{path.name} is a workbook named as CSV.", "Name it .xlsx, or save it as CSV.")
    # A byte order mark is the file's own word for UTF-8, whatever the mapping declares.
    try:
        return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else encoding)
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        other = "cp1252" if encoding.startswith("utf") else "utf-8-sig"
        raise ExtractError(
            f"{path.name}, line {line}: a byte that is not {encoding}.",
            f"The mapping declares encoding = “{encoding}”; council systems often write {other}: try that.",
        ) from None


def read_workbook(path: Path) -> Iterator[Sheet]:
    """The visible sheets of an XLSX workbook.

    Raises:
        ExtractError: an old or password-protected workbook, a damaged one, or one too large to be a real extract.
    """
    _refuse_unreadable(path)
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, OSError, SyntaxError):
        raise ExtractError(
            f"{path.name} is damaged, or no workbook.", "Open it in Excel, save it anew, or ask for it again."
        ) from None
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield Sheet(path.name, sheet.title, _filled(path, sheet.title, sheet.iter_rows(values_only=True)))
    finally:
        book.close()


def _refuse_unreadable(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLD_WORKBOOK:
        raise ExtractError(
            f"{path.name} is an old or password-protected workbook.", "Save it as .xlsx without a password."
        )
    if not zipfile.is_zipfile(path):
        raise ExtractError(f"{path.name} is not a workbook, or only part of one.", "Ask for it again.")
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(item.file_size for item in packed.infolist())
    if unpacked > MOST_UNPACKED * max(path.stat().st_size, 10_000):
        raise ExtractError(
            f"{path.name} unpacks to more than {MOST_UNPACKED} times its size.",
            "It is not an ordinary extract; ask its sender.",
        )


def _filled(path: Path, sheet: str, rows: Iterator[tuple[Cell, ...]]) -> list[tuple[int, list[Cell]]]:
    kept: list[tuple[int, list[Cell]]] = []
    for number, cells in enumerate(rows, 1):
        if len(cells) > MOST_COLUMNS or len(kept) > MOST_ROWS:
            raise ExtractError(
                f"{path.name} › {sheet}, row {number}: larger than an extract can be.", "Ask its sender."
            )
        if any(cell is not None and str(cell).strip() for cell in cells):
            kept.append((number, list(cells)))
    return kept
