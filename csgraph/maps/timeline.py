"""The timeline of a child or a group: what is on record by day, in lanes, beside whom and what the records join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.maps.happening import Happening, in_order
from csgraph.maps.happenings import happenings
from csgraph.maps.layout import placed
from csgraph.maps.model import Drawing, Map, MapMeta, MapModel
from csgraph.maps.records import Describer, describer
from csgraph.maps.settings import MapSettings, settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.timeline_drawn import Drawer, drawn
from csgraph.maps.timeline_frame import captions_of, laid_out, regions_of
from csgraph.maps.timeline_lanes import lanes_of, not_covered
from csgraph.maps.timeline_layout import Scale
from csgraph.maps.timeline_sorted import lasting, points_of
from csgraph.maps.timeline_subject import Subject, happened_to_group, names_graph, subject_of
from csgraph.maps.timeline_tables import chronology_table, uncovered_table
from csgraph.maps.words import short_day, written_day

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from csgraph.network.silences import Span
    from csgraph.store import Store

NAME = "timeline"


@dataclass(frozen=True)
class Found:
    """What a timeline is made of.

    Attributes:
        happened: everything on record, in order.
        gaps: by lane the days that no loaded extract covers.
        subject: whom it is about.
        graph: every child, place and worker named in it.
    """

    happened: tuple[Happening, ...]
    gaps: Mapping[str, Sequence[Span]]
    subject: Subject
    graph: nx.MultiGraph[str]


def draw(store: Store, drawing: Drawing) -> MapModel:
    """The timeline of the drawing's child or group.

    Raises:
        CsgraphError: none was named, the store holds no such child or group, or the first day is not before the last.
    """
    used = settings(NAME)
    first = first_day(drawing, used)
    subject = subject_of(store, drawing)
    happened = happenings(store, subject.children, drawing.as_of, used.rest["short"])
    if subject.group:
        happened = in_order([*happened, *happened_to_group(store, subject.group, drawing.as_of, used.rest["short"])])
    gaps = not_covered(store, lanes_of(used.rest["lane"]), subject.children, (first, drawing.as_of))
    found = Found(tuple(happened), gaps, subject, names_graph(store, subject, happened))
    return timeline_map(found, drawing, store.read("child_names"))


def first_day(drawing: Drawing, used: MapSettings) -> date:
    """The first day that is drawn.

    Raises:
        CsgraphError: it was named, and is not before the day asked about.
    """
    if drawing.since is None:
        months = drawing.as_of.year * 12 + drawing.as_of.month - int(used.rest["months"])
        return date(months // 12, months % 12 + 1, 1)
    if drawing.since >= drawing.as_of:
        raise CsgraphError(
            f"The first day of the timeline, {drawing.since}, is not before its last, {drawing.as_of}.",
            "Name an earlier --since.",
        )
    return drawing.since


def timeline_map(found: Found, drawing: Drawing, children: pd.DataFrame | None = None) -> MapModel:
    """The map of what happened.

    Args:
        found: what happened, to whom.
        drawing: what was asked.
        children: id, forename and surname of every child of the store; see `describer`.
    """
    view = describer(found.graph, settings(NAME), drawing, children)
    lanes = lanes_of(view.settings.rest["lane"])
    first = first_day(drawing, view.settings)
    width = float(view.settings.rest["month"]) * min(max((drawing.as_of - first).days / 30.4, 6.0), 18.0)
    drawer = Drawer(view, Scale(first, drawing.as_of, round(width, 1)), bool(found.subject.group))
    within = [one for one in found.happened if _within(one, first)]
    spans, more = lasting(within, lanes, drawer)
    points = points_of(within, lanes, spans, drawer)
    made = drawn(drawer, lanes, points, spans, int(view.settings.rest["others"]))
    laid = laid_out(made, lanes)
    nodes = placed(
        made.nodes(),
        {id_: place for lane in laid for id_, place in lane.places.items()},
        {node.id for node in made.nodes() if node.above},
    )
    earlier = [one for one in found.happened if not _within(one, first)]
    return MapModel(
        NAME,
        _meta(view, found, within, earlier, more),
        nodes,
        tuple(made.edges),
        captions=tuple(captions_of(drawer.scale, laid, lanes)),
        regions=tuple(regions_of(drawer.scale, laid, lanes, made, found.gaps)),
        tables=(
            chronology_table(drawer, within, "Every record of this time"),
            uncovered_table(lanes, found.gaps),
            records_table(nodes, "Everything on the picture"),
            links_table(nodes, made.edges),
            chronology_table(drawer, earlier, f"Earlier than {short_day(first)}, not drawn"),
        ),
        listed=tuple(sorted(_people(found) - {node.id for node in nodes})),
    )


def _within(one: Happening, first: date) -> bool:
    """Whether a happening reaches into the days drawn."""
    return one.day >= first or (one.lasts and (one.until is None or one.until >= first))


def _people(found: Found) -> set[str]:
    return {id_ for id_, node in found.graph.nodes(data=True) if node["label"] in ("Child", "Adult")}


def _meta(
    view: Describer, found: Found, within: Sequence[Happening], earlier: Sequence[Happening], more: int
) -> MapMeta:
    """What the reader must know."""
    used, drawing, subject = view.settings, view.drawing, found.subject
    first = first_day(drawing, used)
    called = subject.name or view.names[next(iter(subject.children))]
    known_of = sum(len(part) for part in found.gaps.values())
    left = f"{more} plans, schools, placements or times of work; the tables have them." if more else ""
    if earlier:
        left = f"{left} {len(earlier)} records from before {short_day(first)}; the last table has them.".strip()
    meta = used.head(
        drawing,
        title=f"{used.title}: {called}",
        boundary=f"{subject.told}, from {written_day(first)}",
        summary=(
            ("Records in this time", str(len(within))),
            *((("Children", view.report(f"{len(subject.children)} children")),) if subject.group else ()),
            ("Stretches that no loaded extract covers", str(known_of)),
        ),
        left_out=left,
    )
    if not known_of:
        return meta
    return replace(meta, caveats=(f"{used.rest['uncovered']}: nothing could be on record there.", *meta.caveats))


MAP = Map(
    NAME,
    "Timeline of a child or a group",
    "What is on record by day, in lanes, beside whom and what the records join; what no extract covers is grey.",
    draw,
    about_one=("child", "group"),
)
