"""The first page of a folder of maps and findings: what there is, which concern it answers, and a link to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.maps.model import Facts
from csgraph.maps.templates import render
from csgraph.maps.theme import theme
from csgraph.maps.words import written_day

LONG = 600


@dataclass(frozen=True)
class IndexEntry:
    """One file of the folder.

    Attributes:
        section: heading under which it stands, such as Maps or Questions; entries of one section follow each other.
        title: what it is called.
        about: what it shows.
        href: the file, relative to the index.
        concern: the concern that it answers, if any.
        figure: the figure worth saying first, such as "37 findings".
    """

    section: str
    title: str
    about: str
    href: str
    concern: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Index:
    """What the page is about.

    Attributes:
        title: its heading.
        as_of: the day that everything is about.
        drawn_on: today.
        about: what it lists.
        audit: the head of the audit log that it is printed with.
        facts: what stands at its head, in place of the two days.
        warnings: what a reader must know before anything else.
        marking: its protective marking; empty for that of the theme.
        published: whether it is made to be handed out.
        site: whether it lists a folder of pages that `csgraph.maps.site_folder` may replace.
    """

    title: str
    as_of: date
    drawn_on: date
    about: str = ""
    audit: str = ""
    facts: Facts = ()
    warnings: tuple[str, ...] = ()
    marking: str = ""
    published: bool = False
    site: bool = False


def write_index(out: Path, entries: Sequence[IndexEntry], index: Index) -> Path:
    """Writes index.html into the folder `out`; links are relative, so that the folder can be moved.

    Raises:
        CsgraphError: an entry links out of the folder.
    """
    return write_whole(out / "index.html", index_html(entries, index))


def index_html(entries: Sequence[IndexEntry], index: Index) -> str:
    """The page that `write_index` writes."""
    shown = [_checked(entry) for entry in entries]
    sections = [(heading, list(found)) for heading, found in groupby(shown, key=lambda entry: entry.section)]
    head = replace(
        index,
        title=plain(index.title, LONG),
        about=plain(index.about, LONG),
        facts=tuple((plain(name), plain(value, LONG)) for name, value in index.facts)
        or (("Position on", written_day(index.as_of)), ("Drawn on", written_day(index.drawn_on))),
        warnings=tuple(plain(one, LONG) for one in index.warnings),
        marking=index.marking or theme().marking,
    )
    return render("index.html.jinja", index=head, sections=sections, marking=head.marking)


def _checked(entry: IndexEntry) -> IndexEntry:
    """The entry with clean text, linking to a file in the folder and nowhere else."""
    if ":" in entry.href or "\\" in entry.href or entry.href.startswith("/") or ".." in Path(entry.href).parts:
        raise CsgraphError(f"The index can only link to files beside it, and {plain(entry.title)} is not.")
    return IndexEntry(
        plain(entry.section),
        plain(entry.title),
        plain(entry.about, LONG),
        entry.href,
        plain(entry.concern, LONG),
        plain(entry.figure),
    )
