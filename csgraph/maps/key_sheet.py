"""Who is who on a page made for a meeting: a file of its own, for those entitled to it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.governance.roll import Entry
from csgraph.maps.model import Meeting, Table
from csgraph.maps.sealed import sealed
from csgraph.maps.templates import render
from csgraph.spreadsheets import safe_cell

COLUMNS = ("On the page", "Name", "What", "Reference", "In other outputs")


def write_key_sheet(
    people: Sequence[Entry], meeting: Meeting, *, purpose: str, audit: str, path: Path, password: str | None = None
) -> Path:
    """Writes the sheet.

    Args:
        people: everybody on the page.
        meeting: the meeting of the page.
        purpose: why it is needed.
        audit: head of the audit log after its entry.
        path: the file to write.
        password: seals the sheet; never the one of the page.
    """
    # A table that is copied from a browser into a spreadsheet brings formulas to life as a CSV does.
    rows = tuple(
        tuple(safe_cell(plain(cell)) for cell in (one.short, one.name, one.label, one.id, one.pseudonym))
        for one in people
    )
    page = render(
        "key-sheet.html.jinja",
        sheet=Table("Who is who", COLUMNS, rows, empty="Nobody on the page can be named."),
        meeting=replace(meeting, panel=plain(meeting.panel), recipient=plain(meeting.recipient)),
        purpose=plain(purpose),
        audit=audit,
    )
    return write_whole(path, sealed(page, password) if password else page)
