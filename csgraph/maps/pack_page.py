"""A pack as one HTML page that needs nothing else, and as the sheets of a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.maps.brief_page import frame_of, sheet_name
from csgraph.maps.pack import Pack
from csgraph.maps.templates import render

LONG = 600


def write_pack(pack: Pack, path: Path, *, drawn_on: date, purpose: str, audit: str = "") -> Path:
    """Writes a pack as a page.

    Args:
        pack: what it holds.
        path: the file to write.
        drawn_on: today.
        purpose: why it is needed.
        audit: head of the audit log after its entry.
    """
    return write_whole(path, pack_html(pack, drawn_on=drawn_on, purpose=purpose, audit=audit))


def pack_html(pack: Pack, *, drawn_on: date, purpose: str, audit: str = "") -> str:
    """The page that `write_pack` writes."""
    return render("pack.html.jinja", pack=clean(pack), drawn_on=drawn_on, purpose=plain(purpose, LONG), audit=audit)


def clean(pack: Pack) -> Pack:
    """The pack with every text made safe to draw; the cells of its tables are already."""
    return replace(
        pack,
        title=plain(pack.title, LONG),
        about=plain(pack.about, LONG),
        facts=tuple((plain(name), plain(value, LONG)) for name, value in pack.facts),
        caveats=tuple(plain(one, LONG) for one in pack.caveats),
    )


def sheets(pack: Pack, *, purpose: str, audit: str) -> dict[str, pd.DataFrame]:
    """The pack as sheets by name: a section each, and a last one on the file itself."""
    about = [("About", pack.title), ("Position on", pack.as_of.isoformat()), ("Purpose", purpose), ("Audit", audit)]
    notes = [(f"Note {number}", one) for number, one in enumerate(pack.caveats, 1)]
    told = pd.DataFrame([*about, *pack.facts, *notes], columns=["what", "value"], dtype=object)
    parts = {sheet_name(number, part.title): frame_of(part) for number, part in enumerate(pack.parts, 1)}
    return {**parts, "About this file": told}
