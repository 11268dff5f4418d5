"""A brief as one HTML page that needs nothing else, and as tables for a workbook or a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.maps.brief import Brief
from csgraph.maps.closing_list import sources_of
from csgraph.maps.parts import Part
from csgraph.maps.sealed import sealed
from csgraph.maps.templates import render

LONG = 600
SHEET = 28
"""Characters of a sheet's name with its number: a workbook takes 31."""


def write_brief(
    brief: Brief,
    path: Path,
    *,
    drawn_on: date,
    purpose: str,
    identifiable: bool,
    withheld: Sequence[str] = (),
    audit: str = "",
    password: str | None = None,
) -> Path:
    """Writes a brief.

    Args:
        brief: as `csgraph.maps.brief.brief_of`.
        path: the file to write.
        drawn_on: today.
        purpose: why it is needed.
        identifiable: whether people are named.
        withheld: what was left out of it, in sentences.
        audit: head of the audit log after its entry.
        password: seals the page, so that only this opens it.
    """
    page = brief_html(
        brief, drawn_on=drawn_on, purpose=purpose, identifiable=identifiable, withheld=withheld, audit=audit
    )
    return write_whole(path, sealed(page, password) if password else page)


def brief_html(
    brief: Brief,
    *,
    drawn_on: date,
    purpose: str,
    identifiable: bool,
    withheld: Sequence[str] = (),
    audit: str = "",
    contents: str = "",
) -> str:
    """The page that `write_brief` writes; `contents` is the page that lists it, where it is one of several."""
    items = tuple(one.item for one in brief.closing)
    sources = sources_of(items)
    return render(
        "brief.html.jinja",
        brief=clean(brief),
        drawn_on=drawn_on,
        purpose=plain(purpose, LONG),
        identifiable=identifiable,
        withheld=[plain(one, LONG) for one in withheld],
        sources=sources,
        numbers={item.ask: sources.index(sources_of((item,))[0]) + 1 for item in items},
        audit=audit,
        contents=contents,
    )


def clean(brief: Brief) -> Brief:
    """The brief with every text made safe to draw; the cells of its tables are already."""
    return replace(
        brief,
        title=plain(brief.title),
        who=tuple((name, plain(value, LONG)) for name, value in brief.who),
        cautions=tuple((plain(title), plain(told, LONG)) for title, told in brief.cautions),
        caveats=tuple(plain(one, LONG) for one in brief.caveats),
    )


def tables(brief: Brief) -> dict[str, pd.DataFrame]:
    """The brief as frames of text by title: who, each section, and what must be answered before closing."""
    who = pd.DataFrame(brief.who, columns=["what", "value"], dtype=object)
    closing = [(one.words, one.item.ask, one.found, one.item.basis, one.item.told) for one in brief.closing]
    names = ["by the records", "what must be answered", "found", "basis", "source"]
    return {
        "Who": who,
        **{part.title: frame_of(part) for part in brief.parts},
        "What must be answered before closing": pd.DataFrame(closing, columns=names, dtype=object),
    }


def sheets(brief: Brief, *, purpose: str, audit: str) -> dict[str, pd.DataFrame]:
    """The brief as sheets by name: as `tables`, and a last one on the file itself."""
    about = [("About", brief.title), ("Position on", brief.as_of.isoformat()), ("Purpose", purpose), ("Audit", audit)]
    notes = [(f"Note {number}", one) for number, one in enumerate(brief.caveats, 1)]
    told = pd.DataFrame([*about, *notes], columns=["what", "value"], dtype=object)
    named = {sheet_name(number, title): rows for number, (title, rows) in enumerate(tables(brief).items(), 1)}
    return {**named, "About this file": told}


def sheet_name(number: int, title: str) -> str:
    """A name that a workbook takes: no two alike, and none of the signs that it refuses."""
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)
    return f"{number} {kept}"[:SHEET].strip()


def frame_of(part: Part) -> pd.DataFrame:
    """A section as a frame of text; its line, or why it is empty, where it has no rows."""
    if not part.table.rows:
        return pd.DataFrame({"told": [part.line or part.table.empty]}, dtype=object)
    rows = pd.DataFrame(part.table.rows, columns=list(part.table.columns), dtype=object)
    if not part.more:
        return rows
    told = {name: [f"… and {part.more} more" if place == 0 else ""] for place, name in enumerate(rows.columns)}
    return pd.concat([rows, pd.DataFrame(told, dtype=object)], ignore_index=True)
