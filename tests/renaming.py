"""Sample extracts as another authority might send them: the same rows, other headers, another order of columns."""

import csv
import random
import re
from pathlib import Path
from typing import Any

OTHER_WORDS = {
    r"(?i)\b(legal )?(forenames?|first name)\b": "Given Name",
    r"(?i)\b(legal )?(surname|second name)\b": "Family Name",
    r"\bDOB\b|(?i:date of birth)": "Birth Date",
    r"(?i)\btelephone\b": "Tel",
    r"(?i)\be-?mail\b": "E-mail address",
    r"(?i)\b(number|no)\b": "Num",
    r"(?i)\bid\b": "Identifier",
    r"(?i)\bref\b": "Reference",
    r"(?i)\bsex\b": "Gender",
    r"(?i)\bpostcode\b": "Post Code",
    r"(?i)\bstart date\b": "Date started",
    r"(?i)\bend date\b": "Date ended",
}


def renamed(header: str) -> str:
    """A header in other words."""
    for pattern, other in OTHER_WORDS.items():
        header = re.sub(pattern, other, header)
    return header.upper() if len(header) % 2 else header


def disguised_csv(source: Path, target: Path, seed: int) -> dict[str, str]:
    """A CSV file with its columns shuffled and renamed; the old header by the new one."""
    raw = source.read_bytes()
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "cp1252"
    rows: list[list[Any]] = list(csv.reader(raw.decode(encoding).splitlines()))
    made, names = _disguised(rows, seed)
    with target.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(made)
    return names


def disguised_workbook(source: Path, target: Path, seed: int) -> dict[str, str]:
    """A workbook likewise, each visible sheet of it."""
    import openpyxl
    import xlsxwriter

    names: dict[str, str] = {}
    book = xlsxwriter.Workbook(str(target), {"default_date_format": "dd/mm/yyyy", "remove_timezone": True})
    for sheet in openpyxl.load_workbook(source, data_only=True).worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows: list[list[Any]] = [list(row) for row in sheet.iter_rows(values_only=True)]
        made, new = _disguised(rows, seed)
        names |= new
        written = book.add_worksheet(sheet.title)
        for at, row in enumerate(made):
            for place, cell in enumerate(row):
                if cell is not None:
                    written.write(at, place, cell)
    book.close()
    return names


def _disguised(rows: list[list[Any]], seed: int) -> tuple[list[list[Any]], dict[str, str]]:
    filled = [sum(cell not in (None, "") for cell in row) for row in rows]
    header = next(place for place, count in enumerate(filled) if count > max(filled[:10]) / 2)
    width = len(rows[header])
    order = list(range(width))
    random.Random(seed).shuffle(order)
    names: dict[str, str] = {}
    new = []
    for cell in rows[header]:
        other = renamed(str(cell)) if cell else ""
        new.append(other if other not in names else str(cell))
        names[new[-1]] = str(cell or "")
    rows[header] = new
    moved = [[row[at] if at < len(row) else None for at in order] if len(row) > 1 else row for row in rows]
    return moved, names


def disguised_extract(source: Path, target: Path, seed: int) -> dict[str, str]:
    """A whole sample extract in a folder; the old header by the new one."""
    target.mkdir()
    names: dict[str, str] = {}
    for path in sorted(source.iterdir()):
        if path.suffix == ".csv":
            names |= disguised_csv(path, target / path.name, seed)
        elif path.suffix == ".xlsx":
            names |= disguised_workbook(path, target / path.name, seed)
        else:
            (target / path.name).write_bytes(path.read_bytes())
    return names
