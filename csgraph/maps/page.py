"""A map as one HTML file that needs nothing else: pyvis holds the network, our own template draws the page."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from pyvis.network import Network

from csgraph.files import write_whole
from csgraph.governance.plain_text import plain
from csgraph.maps.key import key_of
from csgraph.maps.layout import drawn_lines, first_line
from csgraph.maps.model import Facts, MapEdge, MapMeta, MapModel, MapNode, Table
from csgraph.maps.picture import Picture, picture_of
from csgraph.maps.templates import embedded, inline, render
from csgraph.maps.theme import LINE_LOOKS, SHAPES, theme

LIBRARY = "vendor/vis-network.min.js"
SCRIPTS = tuple(f"script/{name}.js" for name in ("shapes", "panel", "canvas", "search", "keyboard", "start"))
LONG = 600
"""Longest reason or source on a page; names are cut at `plain_text.LONGEST`."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},  # every place is worked out beforehand: the same picture at every opening
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "chosen": False},
    "nodes": {"chosen": False},
    "interaction": {"keyboard": False, "dragNodes": False, "selectConnectedEdges": False, "tooltipDelay": 100_000_000},
}


def write_page(model: MapModel, path: Path) -> Path:
    """Writes a map's page; the file is whole or not there, and readable by its owner only."""
    return write_whole(path, MapNetwork(model).generate_html())


class MapNetwork(Network):  # type: ignore[misc]  # pyvis carries no types
    """A pyvis network whose page is ours.

    pyvis' own page loads from content networks, prints agency text unescaped and draws a different picture at each
    opening. Its lists are filled directly: `add_edge` and `from_nx` drop parallel edges and change the caller's graph.
    """

    def __init__(self, model: MapModel) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.model = cleaned(model)
        numbers = {node.id: f"n{index}" for index, node in enumerate(self.model.nodes, 1)}
        self.nodes = [_node(node, numbers) for node in self.model.nodes]
        self.edges = [_edge(edge, index, numbers) for index, edge in enumerate(self.model.edges, 1)]
        self.options = OPTIONS

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002
        """The whole page. pyvis' arguments are taken and not used: there is one kind of page."""
        scripts = (inline(LIBRARY), f'(() => {{\n"use strict";\n{inline(*SCRIPTS)}\n}})();')
        picture = picture_of(self.model)
        data = embedded(self._data(picture))
        return render("map.html.jinja", scripts, map=self.model, picture=picture, key=key_of(self.model), data=data)

    def _data(self, picture: Picture) -> dict[str, Any]:
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "options": self.options,
            "rings": [vars(ring) for ring in self.model.rings],
            "regions": [vars(region) for region in self.model.regions],
            "captions": [vars(caption) for caption in self.model.captions],
            "bounds": picture.bounds,
            "theme": theme_data(),
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
    )


def _clean_node(node: MapNode) -> MapNode:
    return replace(
        node,
        label=plain(node.label),
        lines=_texts(node.lines),
        facts=_facts(node.facts),
        reasons=_texts(node.reasons),
        sources=_texts(node.sources),
    )


def _clean_edge(edge: MapEdge) -> MapEdge:
    return replace(edge, words=plain(edge.words, LONG), facts=_facts(edge.facts), sources=_texts(edge.sources))


def _clean_table(table: Table) -> Table:
    return replace(table, rows=tuple(tuple(plain(cell, LONG) for cell in row) for row in table.rows))


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(text, LONG) for text in texts)


def _facts(facts: Facts) -> Facts:
    return tuple((plain(name), plain(value, LONG)) for name, value in facts)


def _node(node: MapNode, numbers: dict[str, str]) -> dict[str, Any]:
    return {**vars(node), "id": numbers[node.id], "texts": drawn_lines(node), "first": first_line(node)}


def _edge(edge: MapEdge, index: int, numbers: dict[str, str]) -> dict[str, Any]:
    kept = {name: value for name, value in vars(edge).items() if name not in ("source", "target")}
    return {**kept, "id": f"e{index}", "from": numbers[edge.source], "to": numbers[edge.target]}
