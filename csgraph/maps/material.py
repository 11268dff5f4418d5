"""What a site and a printed file are made of: sections grouped into pages, charts, maps, and how it was made."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from csgraph.governance.plain_text import plain
from csgraph.maps.charts import Chart
from csgraph.maps.linking import Listing, linked
from csgraph.maps.methods import Methods
from csgraph.maps.model import Facts, MapModel
from csgraph.maps.parts import Part

INDEX, CHARTS, METHODS = "index.html", "charts.html", "methods.html"
LONG = 600
LONGEST_NAME = 50


@dataclass(frozen=True)
class Group:
    """Sections that stand on one page.

    Attributes:
        title: the page's heading.
        page: its file.
        parts: the sections.
        charts: the charts of them.
    """

    title: str
    page: str
    parts: tuple[Part, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class Material:
    """All of a pack or a brief.

    Attributes:
        title: its heading.
        about: what it is.
        as_of: the day that it is about.
        drawn_on: today.
        purpose: why it is needed.
        facts: what else stands at its head.
        warnings: what a reader must know before anything else.
        groups: its sections by page.
        charts: the charts that are of no one section.
        maps: its maps by page.
        methods: how it was made.
        marking: its protective marking.
        published: whether it is made to be handed out.
    """

    title: str
    about: str
    as_of: date
    drawn_on: date
    purpose: str
    facts: Facts
    warnings: tuple[str, ...]
    groups: tuple[Group, ...]
    methods: Methods
    marking: str
    charts: tuple[Chart, ...] = ()
    maps: Mapping[str, MapModel] = field(default_factory=dict)
    published: bool = False

    def pages(self) -> list[str]:
        """The files of its site, the index first."""
        charts = [CHARTS] if self.charts else []
        return [INDEX, *self.maps, *(group.page for group in self.groups), *charts, METHODS]


def grouped(parts: Sequence[Part], charts: Mapping[str, Chart] | None = None) -> tuple[Group, ...]:
    """Sections by page: those whose titles begin alike, up to a colon, stand on one.

    Args:
        parts: the sections in order.
        charts: the chart of a section by its title.
    """
    drawn = charts or {}
    groups: list[Group] = []
    for title, some in groupby(parts, key=lambda part: part.title.partition(": ")[0]):
        every = tuple(some)
        page = _page(title, {group.page for group in groups})
        groups.append(Group(plain(title), page, every, tuple(drawn[p.title] for p in every if p.title in drawn)))
    return tuple(groups)


def linked_up(material: Material, audit: str) -> Material:
    """The same with its maps and its sections linked both ways, and its maps ready to be written.

    Args:
        material: not linked yet.
        audit: the head of the audit log that every page is printed with.
    """
    parts = [(group.page, part) for group in material.groups for part in group.parts]
    made = linked(material.maps, [Listing(page, part.table, _subjects(part)) for page, part in parts])
    tables = iter(made.tables)
    groups = tuple(
        replace(group, parts=tuple(replace(part, table=next(tables)) for part in group.parts))
        for group in material.groups
    )
    maps = {
        page: replace(model, meta=replace(model.meta, audit=audit, contents=INDEX)) for page, model in made.maps.items()
    }
    return replace(material, groups=groups, maps=maps)


def _subjects(part: Part) -> tuple[tuple[str, ...], ...]:
    return part.subjects or ((),) * len(part.table.rows)


def _page(title: str, taken: set[str]) -> str:
    """A file's name from a title: letters and digits that every system takes, and no two alike."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join("".join(sign if sign.isalnum() else " " for sign in folded).split())
    name = f"findings-{words[:LONGEST_NAME].strip('-') or 'section'}"
    number = next(n for n in range(1, len(taken) + 2) if _numbered(name, n) not in taken)
    return _numbered(name, number)


def _numbered(name: str, number: int) -> str:
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"
