"""Links both ways: from a row of findings to its record on a map, and from the record to the rows that are about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csgraph.governance.plain_text import plain
from csgraph.maps.model import Facts, MapModel, Table
from csgraph.maps.page import page_ids

MOST = 3
"""Links of one row: more of them would hide the row."""


@dataclass(frozen=True)
class Listing:
    """A table of findings on a page.

    Attributes:
        page: the page that it stands on, as links beside it call it.
        table: its rows, in words.
        subjects: of each row the node ids of whom and what it is about, the foremost first. They stay behind.
    """

    page: str
    table: Table
    subjects: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Linked:
    """The same maps and tables, linked.

    Attributes:
        maps: by page.
        tables: in the order of their listings.
    """

    maps: dict[str, MapModel]
    tables: tuple[Table, ...]


def linked(maps: Mapping[str, MapModel], listings: Sequence[Listing]) -> Linked:
    """Maps and tables of pages that lie beside each other, linked both ways.

    Each row gets an anchor (f1, f2 … on its page) and links to the records that it is about, on a map of the record
    itself first; each record gets, on every map, links back to the rows that are about it.

    Args:
        maps: the maps by page.
        listings: the tables; a page may have several.
    """
    places, called = _places(maps), {node.id: plain(node.label) for model in maps.values() for node in model.nodes}
    back: dict[str, list[tuple[str, str]]] = {}
    tables = []
    for listing, anchors in zip(listings, _anchors(listings), strict=True):
        links = tuple(_links(row, places, called) for row in listing.subjects)
        tables.append(replace(listing.table, anchors=anchors, links=links if any(links) else ()))
        for number, (anchor, row) in enumerate(zip(anchors, listing.subjects, strict=True), 1):
            for one in dict.fromkeys(row):
                words = f"{plain(listing.table.title)}, row {number}"
                back.setdefault(one, []).append((words, f"{listing.page}#{anchor}"))
    return Linked({page: _linked_back(model, back) for page, model in maps.items()}, tuple(tables))


def _anchors(listings: Sequence[Listing]) -> Iterator[tuple[str, ...]]:
    """The anchors of each table's rows, counted on through the tables of a page."""
    counted: dict[str, int] = {}
    for listing in listings:
        before = counted.get(listing.page, 0)
        counted[listing.page] = before + len(listing.table.rows)
        yield tuple(f"f{number}" for number in range(before + 1, counted[listing.page] + 1))


def _places(maps: Mapping[str, MapModel]) -> dict[str, Facts]:
    """Of each record on a map the words and links to it: first those maps that are about it."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for page, model in maps.items():
        numbers, title = page_ids(model), plain(model.meta.title)
        about_another = any(node.subject for node in model.nodes)
        for node in model.nodes:
            rank = 0 if node.subject else 2 if about_another else 1
            found.setdefault(node.id, []).append((rank, title, f"{page}#{numbers[node.id]}"))
    return {one: _nearest(links) for one, links in found.items()}


def _nearest(links: list[tuple[int, str, str]]) -> Facts:
    """The maps of the record itself and those of everybody; a map of somebody else only where there is no other."""
    ordered = sorted(links, key=lambda link: link[0])
    kept = [link for link in ordered if link[0] < 2] or ordered[:1]
    return tuple((title, href) for _, title, href in kept)


def _links(row: Sequence[str], places: Mapping[str, Facts], called: Mapping[str, str]) -> Facts:
    """The links of one row: what it is about foremost on several maps, each other record on one, by its own name."""
    drawn = [one for one in dict.fromkeys(row) if one in places]
    first = [link for one in drawn[:1] for link in places[one]]
    others = [(f"{title}, {called[one]}", href) for one in drawn[1:] for title, href in places[one][:1]]
    kept = [*first[: max(1, MOST - len(others))], *others][:MOST]
    return tuple(kept)


def _linked_back(model: MapModel, back: Mapping[str, Sequence[tuple[str, str]]]) -> MapModel:
    nodes = tuple(replace(node, links=(*node.links, *back.get(node.id, ()))) for node in model.nodes)
    return replace(model, nodes=nodes)
