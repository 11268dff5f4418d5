"""The map of one place or one group: its children, what several of them share, who works with them, what was done."""

from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.maps.concentric import on_concentric
from csgraph.maps.context_counts import by_month, by_part
from csgraph.maps.context_drawn import Told, around_of, kind_of_group, node_of, rings_of
from csgraph.maps.context_meetings_told import Considered, considered, figures
from csgraph.maps.context_meetings_told import tables_of as meeting_tables
from csgraph.maps.context_tables import (
    about_table,
    children_table,
    guardians_table,
    protective_table,
    shared_table,
    workers_table,
)
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.model import Caption, Drawing, Facts, Map, MapEdge, MapMeta, MapModel, MapNode, Ring, Table
from csgraph.maps.records import describer
from csgraph.maps.rings import WIDER, RingPlaces
from csgraph.maps.sectors import ring_captions
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.ties import among, certain_line, current, pairs_of
from csgraph.maps.words import known
from csgraph.model import PEOPLE

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.network.context_profile import Context
    from csgraph.store import Store

NAME = "context"


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The place or group of the drawing.

    Raises:
        CsgraphError: none was named, or there is no such place or group on the day.
    """
    import pandas as pd

    from csgraph.network.context_profile import context_profile

    if drawing.context is None:
        raise CsgraphError(
            "This map is about one place or one group.", 'Name it, such as --place "Northgate Station" or --group G1.'
        )
    context = context_profile(store, drawing.context, as_of=drawing.as_of)
    done = considered(store, context, pd.Timestamp(drawing.as_of))
    return context_map(context, done, drawing, store.read("child_names"))


def context_map(
    context: "Context", done: Considered, drawing: Drawing, children: "pd.DataFrame | None" = None
) -> MapModel:
    """The map of a place or a group.

    Args:
        context: the place or group, with everything tied to its children.
        done: what was done about it.
        drawing: what was asked.
        children: id, forename and surname of every child of the store; see `describer`.
    """
    view = describer(context.graph, settings(NAME), drawing, children)
    pairs = current(pairs_of(context.graph))
    told = Told(context, view, around_of(pairs))
    rings = rings_of(told)
    known_of = (*_own_figures(told), *figures(done))
    subject = _subject(told, known_of)
    drawn = [[node_of(told, id_) for id_ in ring] for ring in rings]
    bare = [subject, *(node for ring in drawn for node in ring)]
    shown = {node.id for node in bare}
    edges = tuple(certain_line(pair, ties) for pair, ties in among(pairs, shown).items())
    spots = on_concentric(subject.id, rings, boxes_of(bare), [(edge.source, edge.target) for edge in edges])
    nodes = placed(bare, spots.places, spots.above)
    return MapModel(
        NAME,
        _meta(told, known_of, done, rings),
        nodes,
        edges,
        rings=tuple(Ring(round(WIDER * h, 1), round(h, 1)) for h, r in zip(spots.heights, rings, strict=True) if r),
        captions=tuple(_captions(told, rings, spots)),
        tables=_tables(told, known_of, done, nodes, edges),
        listed=tuple(sorted(_people(context) - shown)),
    )


def _subject(told: Told, figures_: Facts) -> MapNode:
    """The place or group in the middle."""
    context, view = told.context, told.view
    more = {"kind": kind_of_group(told, context.subject)} if told.label(context.subject) == "Group" else {}
    number = len(context.children)
    said = view.report(f"{number} {'child' if number == 1 else 'children'}")
    node = view.node(context.subject, subject=True, size=20.0, **more)
    return replace(node, lines=(*node.lines, said), facts=(*node.facts, *figures_))


def _own_figures(told: Told) -> Facts:
    """What is known of the place or group itself: children, events, rank and trend."""
    context, view = told.context, told.view
    node = context.graph.nodes[context.subject]
    events = context.events["via"].nunique()
    what = "events of several members at once" if context.sort in ("group", "peers") else "events"
    found = [
        ("What it is", str(view.settings.rest["sorts"][context.sort])),
        ("On record here", view.report(f"{len(context.children)} children")),
        ("In the year before the day", view.report(f"{events} {what}")),
        ("Trend, newest twelve weeks beside the twelve before", _trend(told)),
    ]
    if known(node.get("rank")):
        found.append(("Rank among places", str(int(node["rank"]))))
    if node.get("unrelated"):
        found.append(("Of different families, with records that count", view.report(f"{node['unrelated']} children")))
    if node.get("protective") is True:
        found.append(("Recorded as a safe place", "yes: protective places are never ranked"))
    return tuple(found)


def _trend(told: Told) -> str:
    """Rising, falling, steady or too few to tell; the same test as for places."""
    from csgraph.network.place_rates import trends, windows

    events = told.context.events.dropna(subset="when").assign(place=told.context.subject)
    if events.empty:
        return "too few to tell"
    return str(trends(windows(events, told.view.drawing.as_of)).iloc[0])


def _captions(told: Told, rings: list[list[str]], spots: RingPlaces) -> list[Caption]:
    """The name of each ring that has somebody on it."""
    words = told.view.settings.rest["rings"]
    named = (words["children"][told.context.sort], words["around"], words["workers"])
    shown = [(str(text), height) for text, ring, height in zip(named, rings, spots.heights, strict=True) if ring]
    return ring_captions([w for w, _ in shown], [h for _, h in shown], spots.places, spots.boxes)


def _tables(
    told: Told, figures_: Facts, done: Considered, nodes: tuple[MapNode, ...], edges: tuple[MapEdge, ...]
) -> tuple[Table, ...]:
    """Everything on the map and beside it."""
    context, drawing = told.context, told.view.drawing
    closed = drawing.disguise is not None and not drawing.identifiable
    place = (guardians_table(told),) if context.sort in ("place", "school") else ()
    return (
        about_table(figures_),
        children_table(told),
        by_month(context.events, drawing.as_of, closed),
        by_part(context.events, told.view.settings.rest["part"], closed),
        shared_table(told),
        protective_table(told),
        workers_table(told),
        *place,
        *meeting_tables(told, done),
        records_table(nodes, "Everything on the map"),
        links_table(nodes, edges),
    )


def _people(context: "Context") -> set[str]:
    """Whoever stands in the tables."""
    ties = {end for one, other in context.graph.edges() for end in (one, other)}
    return {id_ for id_ in {*context.children, *ties} if context.graph.nodes[id_]["label"] in PEOPLE}


def _meta(told: Told, figures_: Facts, done: Considered, rings: list[list[str]]) -> MapMeta:
    """What the reader must know."""
    used, drawing, context = told.view.settings, told.view.drawing, told.context
    left = len(context.children) - len(rings[0])
    empty = "" if context.children else "Nothing was recorded of any child here in the time shown."
    return used.head(
        drawing,
        title=f"{used.title}: {told.view.names[context.subject]}",
        boundary=str(used.rest["boundary"][context.sort]),
        summary=figures_,
        first=(empty,) if empty else (),
        caveats=done.needed.caveats,
        left_out=told.view.report(f"{left} children with fewest records; the tables have them.") if left > 0 else "",
    )


MAP = Map(
    NAME,
    "One place or group",
    "A place or a group: its children, what several of them share, who works with them, meetings and actions about it.",
    draw,
    about_one=("place", "group"),
)
