"""Reads an XLSX workbook through `csgraph.importing.xlsx`, a process of its own with limits of memory and time."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from threading import Timer
from typing import Any

import csgraph
from csgraph.errors import ExtractError
from csgraph.importing.sheet import HIDDEN_SHEET, Broken, Cell, Remark, Sheet
from csgraph.importing.xlsx import limits

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
PATIENCE = 300.0
"""Seconds; the only limit of time where the platform has no other."""
TIME_IS_UP = getattr(signal, "SIGXCPU", 0)
ANEW = "Open it in Excel, save it anew as .xlsx, or ask for it again."
SENDER = "It is not an ordinary extract; ask its sender, or have the rows exported as CSV."
REFUSED = {
    "memory": ("needs more memory than an extract may", SENDER),
    "time": ("takes longer to read than an extract may", SENDER),
    "entities": ("declares a document type, as no spreadsheet does", SENDER),
    "parts": (f"holds more than {limits.MOST_PARTS:,} parts", SENDER),
    "unpacked": ("unpacks to more than an extract can be", SENDER),
    "ratio": (f"unpacks to more than {limits.MOST_RATIO} times its size", SENDER),
    "rows": ("holds more cells than an extract can", SENDER),
    "columns": (f"has a filled cell beyond column {limits.MOST_COLUMNS:,}", "Delete what stands far right."),
    "cell": ("holds a text longer than a cell can be", SENDER),
    "damaged": ("is damaged, or only part of a workbook", ANEW),
    "password": ("is protected by a password", "Save it without one."),
    "binary": ("is a binary workbook (.xlsb)", "Save it as .xlsx."),
    "other": ("is no workbook, though it is named like one", ANEW),
}
"""Sentence and advice by the word that `xlsx.limits.Refused` carries."""


def read_workbook(path: Path) -> Iterator[Sheet]:
    """The visible sheets of an XLSX workbook; those that are hidden are told and not read.

    Raises:
        ExtractError: an old or password-protected workbook, a damaged one, or one too large to be a real extract.
    """
    _refuse_unreadable(path)
    sheets = list(_sheets(path, _answers(path)))
    if not sheets:
        raise ExtractError(f"{path.name} has no visible sheet.", "Unhide the sheet that holds the extract.")
    yield from sheets


def _refuse_unreadable(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as fault:
        raise unreadable(path, fault) from None
    if head == OLD_WORKBOOK:
        raise ExtractError(
            f"{path.name} is an old or password-protected workbook.", "Save it as .xlsx without a password."
        )
    if size == 0:
        raise ExtractError(f"{path.name} is empty.", "Ask for the extract again.")
    if head != b"PK\x03\x04":
        raise ExtractError(f"{path.name} is not a workbook, or only part of one.", "Ask for it again.")
    if size > limits.MOST_BYTES:
        raise ExtractError(f"{path.name} is larger than an extract can be.", SENDER)


def unreadable(path: Path, fault: OSError) -> ExtractError:
    """The error for a file that the system does not hand out."""
    return ExtractError(
        f"{path.name} cannot be read: {fault.strerror}.", "Close it in other programs, and check who may read it."
    )


def _answers(path: Path) -> Iterator[Any]:
    """What the child process says of a workbook, line by line."""
    # -P: nothing that lies in the current folder, such as beside the extract, is taken for a module.
    command = [sys.executable, "-P", "-m", "csgraph.importing.xlsx.child"]
    # The child finds csgraph where this process has it, installed or not; an empty entry would be the current folder.
    places = [str(Path(csgraph.__file__).parents[1]), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(place for place in places if place)}
    with (
        path.open("rb") as file,
        subprocess.Popen(  # noqa: S603  # our own program, and nothing of the file in the command
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            env=environment,
        ) as child,
    ):
        watchdog = Timer(PATIENCE, child.kill)
        watchdog.start()
        try:
            for line in child.stdout or ():
                yield json.loads(line)
            child.wait()
        finally:
            expired = watchdog.finished.is_set()
            watchdog.cancel()
            child.kill()
    if child.returncode:
        yield {"refused": "time" if expired or child.returncode == -TIME_IS_UP else "memory"}


def _sheets(path: Path, answers: Iterator[Any]) -> Iterator[Sheet]:
    name, rows, whole = "", [], False
    hidden: list[str] = []
    sheets: list[Sheet] = []
    for said in answers:
        if isinstance(said, list):
            rows.append((said[0], [_cell(cell) for cell in said[1]]))
        elif "sheet" in said and "refused" not in said:
            name, rows = said["sheet"], []
        elif "end" in said:
            sheets.append(_sheet(path, name, rows, said))
        elif "hidden" in said:
            hidden.append(said["hidden"])
        elif "refused" in said:
            raise _refusal(path, said)
        whole = "done" in said
    if not whole:
        raise _refusal(path, {"refused": "damaged"})
    for one in sheets[:1]:
        one.remarks.extend(Remark(HIDDEN_SHEET, f"has a hidden sheet “{n}”, which is not read.") for n in hidden)
    yield from sheets


def _refusal(path: Path, said: dict[str, Any]) -> ExtractError:
    what, advice = REFUSED[said["refused"]]
    sheet = f" › {said['sheet']}" if said.get("sheet") else ""
    row = f", row {said['row']}:" if said.get("row") else ""
    return ExtractError(f"{path.name}{sheet}{row} {what}.", advice)


def _sheet(path: Path, name: str, rows: list[tuple[int, list[Cell]]], said: dict[str, Any]) -> Sheet:
    remarks = []
    if said["hidden_rows"]:
        remarks.append(Remark("hidden_rows", f"has {said['hidden_rows']} hidden rows; they are read like the others."))
    return Sheet(
        path.name,
        name,
        rows,
        remarks=remarks,
        merged=[(a, b, c, d) for a, b, c, d in said["merged"]],
        hidden_columns=frozenset(column - 1 for column in said["hidden_columns"]),
    )


def _cell(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    if "d" in cell:
        return datetime.fromisoformat(cell["d"])
    if "t" in cell:
        return time.fromisoformat(cell["t"])
    return Broken(cell["e"])
