"""Which file or sheet is which table of a mapping."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

from csgraph.errors import ExtractError
from csgraph.importing.coverage import NAME
from csgraph.importing.headers import find_header, fits
from csgraph.importing.mapping import Mapping, Table
from csgraph.importing.reading import read_csv, read_workbook
from csgraph.importing.report import Notice, Report
from csgraph.importing.sheet import HIDDEN_SHEET, Sheet

WORKBOOKS = (".xlsx", ".xlsm")
SUFFIXES = (".csv", ".txt", ".tsv", *WORKBOOKS)
EXTRACTS_TOO = (
    ".xls",
    ".xlsb",
    ".ods",
    ".numbers",
    ".zip",
    ".gz",
    ".7z",
    ".json",
    ".xml",
    ".pdf",
    ".dat",
    ".tab",
    ".bak",
)
"""What an extract may come as, and csgraph does not read."""


def extract_files(paths: Sequence[Path]) -> list[Path]:
    """The extract's files: those named, and those in the folders named.

    Raises:
        ExtractError: a path does not exist, two files have one name, or there is no CSV or XLSX file.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ExtractError(f"There is no file or folder {path.name}.", "Check the path.")
        found += [p for p in sorted(path.iterdir()) if p.suffix.lower() in SUFFIXES] if path.is_dir() else [path]
    found = [
        path
        for path in found
        if path.name != NAME and not path.name.startswith(("~$", ".")) and not path.name.endswith(".rejects.csv")
    ]
    unread = [path.name for path in found if path.suffix.lower() not in SUFFIXES]
    if unread:
        raise ExtractError(f"{unread[0]} is neither CSV nor XLSX.", "Save it as one of these.")
    # By name, so that the order in which they are given changes nothing.
    found = sorted(set(found), key=lambda path: (path.name, str(path)))
    doubled = sorted({one.name for one, other in pairwise(found) if one.name == other.name})
    if doubled:
        raise ExtractError(
            f"Two files are named {doubled[0]}.", "Give them different names, or import them one by one."
        )
    if not found:
        raise ExtractError("There is no CSV or XLSX file there.", "Give the extract's file or folder.")
    return found


def left_lying(paths: Sequence[Path]) -> list[Notice]:
    """A notice for everything in an extract's folders that may be part of it, and is not read."""
    beside = {other for folder in paths if folder.is_dir() for other in folder.iterdir()}
    told = sorted(other.name for other in beside if other.suffix.lower() in EXTRACTS_TOO and other.is_file())
    text = "lies in the extract's folder and was not read. If it belongs to it, save it as CSV or XLSX."
    return [Notice("unread_file", name, 0, "", "", text) for name in told]


def tables_of(mapping: Mapping, files: Sequence[Path], report: Report) -> Iterator[tuple[Table, Sheet]]:
    """Each sheet that a table of the mapping describes; adds to the report what was not read.

    Raises:
        ExtractError: a file or workbook cannot be read.
    """
    for path in files:
        if path.suffix.lower() in WORKBOOKS:
            yield from _workbook_tables(mapping, path, report)
        else:
            for table in mapping.table:
                if _named(table, path):
                    yield table, read_csv(path, encoding=mapping.extract.encoding, delimiter=mapping.extract.delimiter)


def _workbook_tables(mapping: Mapping, path: Path, report: Report) -> Iterator[tuple[Table, Sheet]]:
    """Sheets by name; where a table is a file, the first sheet that its columns fit."""
    sheets = list(read_workbook(path))
    hidden = [remark for sheet in sheets for remark in sheet.remarks if remark.kind == HIDDEN_SHEET]
    report.notices += [Notice(one.kind, path.name, 0, "", "", one.text) for one in hidden]
    for sheet in sheets:
        for table in mapping.table:
            if table.sheet is not None and fits(table.sheet, sheet.name):
                yield table, sheet
    for table in mapping.table:
        if _named(table, path):
            fitting = [sheet for sheet in sheets if _columns_fit(sheet, table)]
            yield table, fitting[0] if fitting else sheets[0]
            report.notices += [_not_read(sheet, table) for sheet in fitting[1:]]


def _columns_fit(sheet: Sheet, table: Table) -> bool:
    try:
        find_header(sheet, table)
    except ExtractError:
        return False
    return True


def _not_read(sheet: Sheet, table: Table) -> Notice:
    text = f"also has the columns of table {table.name}, and was not read. Save it as a file of its own to import it."
    return Notice("second_sheet", sheet.where, 0, "", "", text)


def _named(table: Table, path: Path) -> bool:
    return table.file is not None and fnmatch(path.stem.casefold(), table.file.casefold())


def missing_tables(mapping: Mapping, seen: set[str]) -> list[Notice]:
    """A notice for each table of the mapping that no file or sheet fitted.

    Raises:
        ExtractError: none of them was there, or one that is not optional was not.
    """
    absent = [table for table in mapping.table if table.name not in seen]
    needed = [table for table in absent if not table.optional or not seen]
    if needed:
        wanted = "; ".join(_described(table) for table in needed)
        raise ExtractError(
            f"Nothing here fits {mapping.extract.name}: it expects {wanted}.",
            "Check the mapping's name and the file names; a hidden sheet is not read.",
        )
    text = "is not in this extract; what it would show stays as it was."
    return [Notice("missing_table", table.name, 0, "", table.name, f"{_described(table)} {text}") for table in absent]


def _described(table: Table) -> str:
    return f"a sheet {table.sheet}" if table.sheet is not None else f"a file named like {table.file}"
