"""A map as one HTML file that needs nothing else: pyvis holds the network, our own template draws the page."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyvis.network import Network

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.governance.pseudonyms import pseudonyms
from csgraph.maps.key import key_of
from csgraph.maps.layout import drawn_lines, first_line, text_width
from csgraph.maps.model import Facts, MapEdge, MapMeta, MapModel, MapNode, MapTie, Table
from csgraph.maps.picture import Picture, picture_of
from csgraph.maps.sealed import sealed
from csgraph.maps.table_rows import rows_of
from csgraph.maps.templates import embedded, inline, render
from csgraph.maps.theme import LINE_LOOKS, SHAPES, theme
from csgraph.maps.words import written_day

LIBRARY = "vendor/vis-network.min.js"
PARTS = (
    *("shapes", "shown", "labels", "panel", "canvas", "search", "filters", "dates", "undo", "records", "paths"),
    *("outlines", "picture", "keyboard", "groups"),
)
KEEPING = ("notes", "moving", "layout_file", "graphml", "exports")
"""What is written on a page, moved, or leaves it; a page for a shared screen is made without these."""
BESIDE = re.compile(r"(?=.)(?:[\w-][\w.-]*\.html)?(?:#[\w-]+)?")
LONG = 600
"""Longest reason or source on a page; names are cut at `plain_text.LONGEST`."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},  # every place is worked out beforehand: the same picture at every opening
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "chosen": False},
    "nodes": {"chosen": False},
    "interaction": {"keyboard": False, "dragNodes": True, "selectConnectedEdges": False, "tooltipDelay": 100_000_000},
}

ON_SCREENS = {**OPTIONS, "interaction": {**OPTIONS["interaction"], "dragNodes": False}}
"""On a page for a shared screen, pressing a record asks who it is."""


def write_page(model: MapModel, path: Path, password: str | None = None) -> Path:
    """Writes a map's page; the file is whole or not there, and readable by its owner only.

    Args:
        password: seals the page, so that only this opens it.

    Raises:
        CsgraphError: a page for a shared screen would hold names that anybody could read in its bytes.
    """
    if model.meta.meeting and model.meta.identifiable and not password:
        raise CsgraphError(
            "A page for a meeting that holds names must be sealed: whoever has the file could read all of them.",
            "Add --encrypt, or leave --identifiable away; then holding a record down shows initials.",
        )
    page = MapNetwork(model).generate_html()
    return write_whole(path, sealed(page, password) if password else page)


def page_ids(model: MapModel) -> dict[str, str]:
    """What a map's page calls each record, by node id: `page.html#n3` opens the page on it. The ids stay behind."""
    return {node.id: f"n{index}" for index, node in enumerate(model.nodes, 1)}


def beside(href: str) -> str:
    """A link that leads to this page or to one that lies beside it.

    Raises:
        ValueError: it leads anywhere else.
    """
    if not BESIDE.fullmatch(href):
        raise ValueError(f"A link of a page leads elsewhere than to a page beside it: {href!r}")
    return href


@dataclass(frozen=True)
class Watermark:
    """Lines of words, and how far apart they are repeated."""

    lines: tuple[str, ...]
    width: int


def watermark_of(meta: MapMeta) -> Watermark | None:
    """The words that lie over every part of a page made for a meeting; None on other pages."""
    if meta.meeting is None:
        return None
    made = meta.meeting
    words = (f"{theme().marking} · copy {made.copy}", made.recipient, f"{made.panel} · {written_day(made.on)}")
    return Watermark(words, round(max(text_width(line, 16, bold=True) for line in words)) + 70)


class MapNetwork(Network):  # type: ignore[misc]  # pyvis carries no types
    """A pyvis network whose page is ours.

    pyvis' own page loads from content networks, prints agency text unescaped and draws a different picture at each
    opening. Its lists are filled directly: `add_edge` and `from_nx` drop parallel edges and change the caller's graph.
    """

    def __init__(self, model: MapModel) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.model = cleaned(model)
        numbers = page_ids(self.model)
        keys = dict(zip(numbers, pseudonyms(list(numbers), "KY"), strict=True))
        self.nodes = [{**_node(node, numbers), "key": keys[node.id]} for node in self.model.nodes]
        self.held = {numbers[node.id]: node.held for node in self.model.nodes if node.held}
        self.edges = [_edge(edge, index, numbers) for index, edge in enumerate(self.model.edges, 1)]
        self.options = ON_SCREENS if self.model.meta.meeting else OPTIONS

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002
        """The whole page. pyvis' arguments are taken and not used: there is one kind of page."""
        parts = (*PARTS, *(("meeting",) if self.model.meta.meeting else KEEPING), "start")
        ours = inline(*(f"script/{part}.js" for part in parts))
        scripts = (inline(LIBRARY), f'(() => {{\n"use strict";\n{ours}\n}})();')
        picture = picture_of(self.model)
        return render(
            "map.html.jinja",
            scripts,
            map=self.model,
            picture=picture,
            key=key_of(self.model),
            rows=rows_of(self.model, page_ids(self.model)),
            data=embedded(self._data(picture)),
            watermark=watermark_of(self.model.meta),
        )

    def _data(self, picture: Picture) -> dict[str, Any]:
        numbers = page_ids(self.model)
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "options": self.options,
            "rings": [vars(ring) for ring in self.model.rings],
            "regions": [{**vars(region), "of": numbers.get(region.of, "")} for region in self.model.regions],
            "outlines": [vars(outline) for outline in self.model.outlines],
            "captions": [vars(caption) for caption in self.model.captions],
            "bounds": picture.bounds,
            "map": self.model.name,
            "as_of": self.model.meta.as_of.isoformat(),
            "theme": theme_data(),
            **({"held": self.held} if self.model.meta.meeting else {}),
        }


def theme_data() -> dict[str, Any]:
    """The theme as the page's script reads it."""
    used = theme()
    return {
        "colours": dict(used.colours),
        "kinds": {name: {**vars(kind), "points": SHAPES[kind.shape]} for name, kind in used.kinds.items()},
        "states": {name: vars(state) for name, state in used.states.items()},
        "lines": {name: {**vars(line), "dashes": LINE_LOOKS[line.look]} for name, line in used.lines.items()},
        "marks": {name: vars(mark) for name, mark in used.marks.items()},
    }


def cleaned(model: MapModel) -> MapModel:
    """The map with every text made safe to draw; ids are left alone, for they never reach the page."""
    return replace(
        model,
        meta=clean_meta(model.meta),
        nodes=tuple(_clean_node(node) for node in model.nodes),
        edges=tuple(_clean_edge(edge) for edge in model.edges),
        captions=tuple(replace(caption, words=plain(caption.words)) for caption in model.captions),
        regions=tuple(replace(region, words=plain(region.words)) for region in model.regions),
        outlines=tuple(replace(outline, words=plain(outline.words)) for outline in model.outlines),
        tables=tuple(_clean_table(table) for table in model.tables),
    )


def clean_meta(meta: MapMeta) -> MapMeta:
    """The head of a page with every text made safe."""
    return replace(
        meta,
        title=plain(meta.title),
        about=plain(meta.about, 2 * LONG),
        purpose=plain(meta.purpose, LONG),
        boundary=plain(meta.boundary, LONG),
        summary=_facts(meta.summary),
        caveats=_texts(meta.caveats),
        left_out=plain(meta.left_out, LONG),
        contents=beside(meta.contents) if meta.contents else "",
        meeting=meta.meeting
        and replace(meta.meeting, panel=plain(meta.meeting.panel), recipient=plain(meta.meeting.recipient)),
    )


def _clean_node(node: MapNode) -> MapNode:
    return replace(
        node,
        label=plain(node.label),
        lines=_texts(node.lines),
        facts=_facts(node.facts),
        reasons=_texts(node.reasons),
        sources=_texts(node.sources),
        held=plain(node.held),
        links=tuple((plain(words), beside(href)) for words, href in node.links),
    )


def _clean_edge(edge: MapEdge) -> MapEdge:
    return replace(
        edge,
        words=plain(edge.words, LONG),
        facts=_facts(edge.facts),
        sources=_texts(edge.sources),
        ties=tuple(_clean_tie(tie) for tie in edge.ties),
    )


def _clean_tie(tie: MapTie) -> MapTie:
    return MapTie(*(plain(value) for value in vars(tie).values()))


def _clean_table(table: Table) -> Table:
    return replace(table, rows=tuple(tuple(plain(cell, LONG) for cell in row) for row in table.rows))


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(text, LONG) for text in texts)


def _facts(facts: Facts) -> Facts:
    return tuple((plain(name), plain(value, LONG)) for name, value in facts)


def _node(node: MapNode, numbers: dict[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in vars(node).items() if name != "held"}
    kept["inside"] = numbers.get(node.inside, "")
    return {**kept, "id": numbers[node.id], "texts": drawn_lines(node), "first": first_line(node)}


def _edge(edge: MapEdge, index: int, numbers: dict[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in vars(edge).items() if name not in ("source", "target", "ties")}
    kept["ties"] = [vars(tie) for tie in edge.ties]
    return {**kept, "id": f"e{index}", "from": numbers[edge.source], "to": numbers[edge.target]}
