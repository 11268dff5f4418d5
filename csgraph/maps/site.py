"""A pack or a brief as a folder of pages that lie beside each other: contents, findings, maps, charts, methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from csgraph.governance.plain_text import plain
from csgraph.maps.index import Index, IndexEntry, index_html
from csgraph.maps.material import CHARTS, INDEX, METHODS, Group, Material
from csgraph.maps.model import Facts, MapModel
from csgraph.maps.page import MapNetwork
from csgraph.maps.templates import render
from csgraph.maps.words import written_day
from csgraph.questions import all_questions

LONG = 600


def site_pages(material: Material, audit: str, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """The pages of a site by the name of their file, the index first.

    Args:
        material: linked, see `csgraph.maps.material.linked_up`.
        audit: the head of the audit log that every page is printed with.
        own: pages that were made another way, such as the brief's own, in place of those of their groups.
    """
    pages = {INDEX: _index(material, audit)}
    pages |= {page: MapNetwork(model).generate_html() for page, model in material.maps.items()}
    for number, group in enumerate(material.groups):
        made = (own or {}).get(group.page)
        pages[group.page] = made or _section(material, number, audit)
    if material.charts:
        pages[CHARTS] = _page("charts.html.jinja", "Charts", material, audit, charts=material.charts)
    pages[METHODS] = _page("methods.html.jinja", "How this was made", material, audit, methods=material.methods)
    return pages


def head_of(material: Material) -> Facts:
    """What stands at the head of every page of it."""
    own = tuple((plain(name), plain(value, LONG)) for name, value in material.facts)
    days = (("Position on", written_day(material.as_of)), ("Drawn on", written_day(material.drawn_on)))
    return (*days, ("Purpose", plain(material.purpose, LONG)), *own)


def _page(template: str, title: str, material: Material, audit: str, **more: Any) -> str:
    return render(
        template,
        title=title,
        facts=head_of(material),
        contents=INDEX,
        of=plain(material.title, LONG),
        published=material.published,
        marking=material.marking,
        audit=audit,
        **more,
    )


def _section(material: Material, number: int, audit: str) -> str:
    """The page of some sections, with the way to those before and after it."""
    group = material.groups[number]
    around = [
        (words, material.groups[at])
        for words, at in (("Before", number - 1), ("Next", number + 1))
        if _is(material, at)
    ]
    ways = tuple((words, other.title, other.page) for words, other in around)
    known = all_questions()
    asked = [known[name] for name in dict.fromkeys(part.question for part in group.parts) if name in known]
    return _page(
        "section.html.jinja", group.title, material, audit,
        group=group, ways=ways, cautions=_cautions(material, group), about=asked[0].about if len(asked) == 1 else "",
    )  # fmt: skip


def _is(material: Material, number: int) -> bool:
    return 0 <= number < len(material.groups)


def _cautions(material: Material, group: Group) -> tuple[str, ...]:
    """The caveats of the questions that the sections were made from."""
    titles = {all_questions()[part.question].title for part in group.parts if part.question in all_questions()}
    every = (*material.methods.limits, *material.methods.caveats)
    return tuple(one.partition(": ")[2] for one in every if one.partition(": ")[0] in titles)


def _index(material: Material, audit: str) -> str:
    titles = Counter(model.meta.about for model in material.maps.values())
    maps = [_map_entry(page, model, several=titles[model.meta.about] > 1) for page, model in material.maps.items()]
    found = [_entry(group) for group in material.groups]
    charts = [IndexEntry("Charts and methods", "Charts", _named([chart.title for chart in material.charts]), CHARTS)]
    methods = IndexEntry(
        "Charts and methods",
        "How this was made",
        "What was asked, of whom and of which days, by which rules, from which extracts, and how it can mislead.",
        METHODS,
    )
    head = Index(
        material.title, material.as_of, material.drawn_on, material.about, audit,
        facts=head_of(material), warnings=material.warnings, marking=material.marking, published=material.published,
        site=True,
    )  # fmt: skip
    return index_html([*found, *maps, *(charts if material.charts else []), methods], head)


def _map_entry(page: str, model: MapModel, *, several: bool) -> IndexEntry:
    """A map; those that differ only in whom they are about stand under a heading of their own, told apart by name."""
    heading = f"Maps: {model.meta.title.partition(': ')[0].lower()}" if several else "Maps"
    return IndexEntry(
        heading, model.meta.title, "" if several else model.meta.about, page, figure=f"{len(model.nodes)} records"
    )


def _entry(group: Group) -> IndexEntry:
    notes = [part.note for part in group.parts if part.note]
    about = notes[0] if notes else _named([part.title.partition(": ")[2] for part in group.parts if ": " in part.title])
    asked = {part.question for part in group.parts}
    concern = all_questions()[asked.pop()].concern if len(asked) == 1 and asked <= set(all_questions()) else ""
    return IndexEntry("Findings", group.title, about, group.page, concern, _figure(group))


def _named(titles: list[str]) -> str:
    return "; ".join(titles)


def _figure(group: Group) -> str:
    """How much there is, in words."""
    rows = sum(len(part.table.rows) + part.more for part in group.parts if not part.line)
    tables = len(group.parts)
    if tables > 1:
        return f"{tables} tables"
    return "nothing found" if not rows and not group.parts[0].line else f"{rows} {'row' if rows == 1 else 'rows'}"
