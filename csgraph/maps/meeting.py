"""A map made for a shared screen: nobody named, no record cited, and every sentence searched for names once more.

A virtual meeting's screen is seen by households, recorded and photographed. What is not on the page cannot leak from
it, so references, dates of birth, telephone numbers and addresses are left out rather than hidden; the ordinary map
has them. Names are told one record at a time, while it is held down, and only from a page that was sealed.
"""

from dataclasses import replace

from csgraph.errors import CsgraphError
from csgraph.governance.roll import Entry, Roll
from csgraph.maps.model import Drawing, Facts, MapEdge, MapMeta, MapModel, MapNode, Meeting, Table, record_of
from csgraph.maps.tables import without_blanks

SOURCES = "Sources"
SHORTEST_WORD = 3


def for_meeting(model: MapModel, roll: Roll, meeting: Meeting) -> MapModel:
    """The map as a shared screen may show it; `model` must have been drawn with the same roll."""
    return replace(
        model,
        meta=_meta(model.meta, roll, meeting),
        nodes=tuple(_node(node, roll) for node in model.nodes),
        edges=tuple(_edge(edge, roll) for edge in model.edges),
        captions=tuple(replace(one, words=roll.without_names(one.words)) for one in model.captions),
        regions=tuple(replace(one, words=roll.without_names(one.words)) for one in model.regions),
        outlines=tuple(replace(one, words=roll.without_names(one.words)) for one in model.outlines),
        tables=tuple(_table(table, roll) for table in model.tables),
    )


def unnamed(drawing: Drawing, roll: Roll) -> Drawing:
    """The same asking for a shared screen: no names, whatever was asked; those are for the roll alone to tell."""
    return replace(drawing, identifiable=False, roll=roll)


def people_on(model: MapModel, roll: Roll) -> list[Entry]:
    """Everybody who stands on a map or in its tables."""
    texts = [model.meta.title, *(text for node in model.nodes for text in (node.label, *node.lines))]
    texts += [cell for table in model.tables for row in table.rows for cell in row]
    return roll.shown_in(texts)


def refuse_names_in(file_name: str, people: list[Entry]) -> None:
    """Refuse a file name that names somebody on the page: browsers keep file names, and so do shared screens.

    Raises:
        CsgraphError: it holds a word of a name, or a reference.
    """
    said = file_name.casefold()
    words = {word for one in people for word in (*one.name.split(), one.id.rpartition(":")[2])}
    if any(len(word) >= SHORTEST_WORD and word.casefold() in said for word in words):
        raise CsgraphError(
            "The file's name holds a word of a name, or a reference, that is on the page; browsers keep file names.",
            "Leave --out away, or choose a name that says nothing.",
        )


def _meta(meta: MapMeta, roll: Roll, meeting: Meeting) -> MapMeta:
    """The head; why the map was drawn is in the audit log, and on the screen only which panel it is for."""
    clean = roll.without_names
    return replace(
        meta,
        title=clean(meta.title),
        about=clean(meta.about),
        purpose=meeting.panel,
        boundary=clean(meta.boundary),
        summary=_facts(meta.summary, roll),
        caveats=tuple(map(clean, meta.caveats)),
        left_out=clean(meta.left_out),
        identifiable=roll.identifiable,
        meeting=meeting,
    )


def _node(node: MapNode, roll: Roll) -> MapNode:
    known = roll.entries.get(record_of(node.id))
    return replace(
        node,
        label=roll.without_names(node.label),
        lines=tuple(map(roll.without_names, node.lines)),
        facts=_facts(node.facts, roll),
        reasons=tuple(map(roll.without_names, node.reasons)),
        sources=(),
        held=known.held if known else "",
    )


def _edge(edge: MapEdge, roll: Roll) -> MapEdge:
    ties = tuple(replace(tie, words=roll.without_names(tie.words), source="") for tie in edge.ties)
    return replace(edge, words=roll.without_names(edge.words), facts=_facts(edge.facts, roll), sources=(), ties=ties)


def _facts(facts: Facts, roll: Roll) -> Facts:
    return tuple((name, roll.without_names(value)) for name, value in facts)


def _table(table: Table, roll: Roll) -> Table:
    """The table without the column of its sources."""
    rows = tuple(
        tuple(
            "" if name == SOURCES else roll.without_names(cell) for name, cell in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    )
    return without_blanks(replace(table, rows=rows))
