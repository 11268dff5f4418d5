"""What a printed pack or brief says, as the templates of visualisations/*.typ read it: text and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

from csgraph.governance.plain_text import plain
from csgraph.maps.charts import Chart
from csgraph.maps.key import KeyEntry, key_of
from csgraph.maps.material import Group, Material
from csgraph.maps.model import Facts, MapModel, MapNode, Table
from csgraph.maps.page import cleaned, page_ids
from csgraph.maps.parts import Part
from csgraph.maps.picture import picture_of
from csgraph.maps.site import head_of
from csgraph.maps.tables import full_label
from csgraph.maps.templates import environment
from csgraph.maps.theme import theme

FAMILY = "Libertinus Serif"
"""The font of the pictures: one of those that Typst brings along."""
LONG = 600
NARROWEST, WIDEST = 7.0, 42.0
"""Characters between which a column's share of the width is kept."""
MOST_JOINED = 10


def data_of(material: Material, audit: str) -> dict[str, Any]:
    """What every printed file has: its head, its sections, charts, maps and methods."""
    targets = _targets(material)
    return {
        "title": plain(material.title, LONG),
        "about": plain(material.about, LONG),
        "marking": material.marking,
        "facts": [("Marking", material.marking), *head_of(material)],
        "warnings": [plain(one, LONG) for one in material.warnings],
        "foot": f"{plain(material.title)}" + (f" · Audit: {audit}" if audit else ""),
        "groups": [_group(group, targets) for group in material.groups],
        "charts": [chart_data(chart) for chart in material.charts],
        "maps": [map_data(page, model, targets) for page, model in material.maps.items()],
        "methods": {
            "tables": [{"title": table.title, **table_data(table)} for table in material.methods.tables],
            "limits": list(material.methods.limits),
            "caveats": list(material.methods.caveats),
        },
    }


def table_data(table: Table, at: str = "", targets: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A table with its rows' labels, links and the widths of its columns.

    Args:
        table: its cells are clean already.
        at: what the labels of its rows begin with; empty where nothing leads to them.
        targets: labels of this file by the links of the site; others lead nowhere here.
    """
    anchors = [f"{at}-{one}" for one in table.anchors] if at else [""] * len(table.rows)
    links = [_known(one, targets or {}) for one in table.links] or [[]] * len(table.rows)
    rows = [
        {"at": at, "cells": list(row), "links": some}
        for at, row, some in zip(anchors or [""] * len(table.rows), table.rows, links, strict=True)
    ]
    return {
        "columns": list(table.columns),
        "rows": rows,
        "widths": _widths(table),
        "empty": table.empty,
        "leads": "On the map",
        "inline": False,
    }


def chart_data(chart: Chart, *, rows: bool = True) -> dict[str, Any]:
    """A chart as a picture, its words for who cannot see it, and its table."""
    svg = _drawn("charts.svg.jinja", "drawn", chart, "chart")
    table = chart.table if rows else Table(chart.title, (), ())
    return {"title": chart.title, "svg": svg, "alt": f"{chart.title}. {chart.told}", **table_data(table)}


def map_data(page: str, model: MapModel, targets: Mapping[str, str]) -> dict[str, Any]:
    """A map as a picture with its key, and what is on it as a table that leads back to the findings."""
    drawn = cleaned(model)
    summary = "; ".join(f"{name}: {value}" for name, value in drawn.meta.summary)
    svg = _drawn("picture.svg.jinja", "drawn", drawn, picture_of(drawn))
    return {
        "title": drawn.meta.title,
        "at": _label(page),
        "left_out": drawn.meta.left_out,
        "svg": svg,
        "alt": f"{drawn.meta.title}. {drawn.meta.about} {summary} The tables at the end say everything that is drawn.",
        "key": [_key(entry) for entry in key_of(drawn)],
        "records": {**table_data(_records(drawn), _label(page), targets), "leads": "Findings", "inline": True},
    }


def _drawn(template: str, macro: str, *drawn: Any) -> str:
    """What a macro of a template draws, in the theme's colours and the file's own font."""
    draw = getattr(environment().get_template(template).module, macro)
    return str(draw(*drawn, theme().colours, FAMILY))


def _records(model: MapModel) -> Table:
    """Everything on a map: what it is, and what it is joined with in which way."""
    labels = {node.id: full_label(node) for node in model.nodes}
    short = {node.id: node.label for node in model.nodes}
    joined: dict[str, list[str]] = {}
    for edge in model.edges:
        line = theme().lines[edge.line].words.partition(":")[0].lower()
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            joined.setdefault(one, []).append(f"{short[other]} ({edge.words}; {line})")
    rows = tuple((labels[node.id], _what(node), _some(joined.get(node.id, []))) for node in model.nodes)
    anchors = tuple(page_ids(model).values())
    links = tuple(_shortened(node.links) for node in model.nodes)
    return Table(model.meta.title, ("Record", "What it is", "Joined with"), rows, anchors=anchors, links=links)


def _what(node: MapNode) -> str:
    """The kind of a record, with its state where that is more than that it is recorded."""
    kind, state = theme().kinds[node.kind].words, theme().states[node.state].words
    return kind if node.state == "recorded" else f"{kind}. {state}"


def _shortened(links: Facts) -> Facts:
    """Links back to findings: of several rows of one section the section is named once."""
    told = [(words.rpartition(", "), href) for words, href in links]
    before = ["", *(title for (title, _, _), _ in told)]
    return tuple(
        (row if title and title == last else f"{title}, {row}" if title else row, href)
        for ((title, _, row), href), last in zip(told, before, strict=False)
    )


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - MOST_JOINED
    return "; ".join([*texts[:MOST_JOINED], *([f"and {more} more, which the page has"] if more > 0 else [])])


def _key(entry: KeyEntry) -> dict[str, str]:
    svg = _drawn("key.html.jinja", "sample", entry)
    return {"words": entry.words, "svg": svg, "alt": f"Sample: {entry.words}"}


def _group(group: Group, targets: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": group.title,
        "at": _label(group.page),
        "parts": [{**_part(part, _label(group.page), targets), "charts": _charts(part, group)} for part in group.parts],
    }


def _charts(part: Part, group: Group) -> list[dict[str, Any]]:
    """The chart of a section's own table, which stands above it."""
    return [chart_data(chart, rows=False) for chart in group.charts if chart.title == part.title]


def _part(part: Part, at: str, targets: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": plain(part.title, LONG),
        "note": plain(part.note, LONG),
        "line": part.line,
        "more": part.more,
        **table_data(part.table, at, targets),
    }


def _targets(material: Material) -> dict[str, str]:
    """What the site's links are called in the file: every row of its sections, every record of its maps."""
    rows = [(group.page, anchor) for group in material.groups for part in group.parts for anchor in part.table.anchors]
    records = [(page, number) for page, model in material.maps.items() for number in page_ids(model).values()]
    return {f"{page}#{anchor}": f"{_label(page)}-{anchor}" for page, anchor in [*rows, *records]}


def _known(links: Facts, targets: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(words, targets[href]) for words, href in links if href in targets]


def _label(page: str) -> str:
    return f"at-{page.removesuffix('.html')}"


def _widths(table: Table) -> list[float]:
    """A column's share of the width: its usual text, and no less than its longest word."""
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    return [_width(head, cells) for head, cells in zip(table.columns, columns, strict=True)]


def _width(head: str, cells: Sequence[str]) -> float:
    words = max((len(word) for text in (head, *cells) for word in text.split()), default=1)
    return round(min(max(NARROWEST, words, mean(map(len, cells or ("",)))), WIDEST), 1)
