"""The file of rejected rows: what to mend, row by row, for the eyes of its owner only."""

import csv
import io
from pathlib import Path

from csgraph.files import write_whole
from csgraph.importing.report import Report
from csgraph.spreadsheets import safe_cell


def rejects_path(folder: Path, source: str, batch: str) -> Path:
    """Where the rejected rows of a batch are listed: each batch has its own file, so that none stands for another's."""
    return folder / f"{source}.{batch.removeprefix('batch:')[:8]}.rejects.csv"


def write_rejects(folder: Path, report: Report, batch: str) -> Path:
    """List the rejected rows with the reason of each.

    Raises:
        CsgraphError: something stands there that must not be replaced.
        OSError: the file cannot be written.
    """
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(["file", "row", "column", "reason", "the row as it stood …"])
    for one in report.rejections:
        told = (one.file, one.row, one.column, one.reason, *one.cells)
        writer.writerow([safe_cell("" if cell is None else str(cell)) for cell in told])
    # Bytes that could not be decoded are shown as \udc80 and the like; the list is there to be read.
    content = kept.getvalue().encode("utf-8", "backslashreplace")
    return write_whole(rejects_path(folder, report.source, batch), b"\xef\xbb\xbf" + content)
