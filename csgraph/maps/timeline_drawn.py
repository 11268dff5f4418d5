"""The shapes and lines of a timeline: what happened as a shape on its day, what lasted as a line between two shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csgraph.maps.happening import Happening
from csgraph.maps.layout import box_of
from csgraph.maps.model import Facts, MapEdge, MapNode
from csgraph.maps.records import CERTAIN_FIRST, Describer, distinct, some
from csgraph.maps.timeline_lanes import OTHERS, WORK, Bundle, Lane, middle
from csgraph.maps.timeline_layout import Item, Scale, short_span
from csgraph.maps.timeline_words import UNKNOWN_START, certainty, day_month, days_of, id_of, recorded_by, since, tie_of
from csgraph.maps.words import short_day

POINT, MANY, END = 11.0, 15.0, 8.0
NAMED = 4
"""Children of a group up to whom those of one happening are named under it."""


@dataclass
class Drawn:
    """What is on a timeline so far.

    Attributes:
        items: by lane what stands in it.
        edges: lines.
    """

    items: dict[str, list[Item]] = field(default_factory=dict)
    edges: list[MapEdge] = field(default_factory=list)

    def nodes(self) -> list[MapNode]:
        """Every shape, in the order of lanes and rows."""
        return [node for part in self.items.values() for item in part for node in item.nodes]


@dataclass(frozen=True)
class Drawer:
    """Draws happenings.

    Attributes:
        view: what people, places and workers are called.
        scale: days as places.
        several: whether the timeline is of several children, who are then named under each shape.
    """

    view: Describer
    scale: Scale
    several: bool

    def point(self, part: Bundle, lane: Lane) -> MapNode:
        """The shape of one happening, or of several of one kind in a month."""
        first, last = part[0], part[-1]
        many = len(part) > 1
        return MapNode(
            id_of(first) if not many else f"{id_of(first)}+{id_of(last)}",
            self.called(part, lane),
            lane.kind,
            lines=self.named(part),
            size=MANY if many else POINT,
            above=lane.above,
            facts=self.facts(part),
            sources=some(distinct(text for one in part for text in one.sources)),
        )

    def called(self, part: Bundle, lane: Lane) -> str:
        """What stands under a shape: what it is; the day where all of a lane are alike; how many of what."""
        what = {one.what for one in part}
        if len(part) > 1:
            return f"{len(part)} × {part[0].what}" if len(what) == 1 else f"{len(part)} records"
        return day_month(part[0].day) if len(lane.entries) == 1 else part[0].what

    def named(self, part: Bundle) -> tuple[str, ...]:
        """Under a shape of several children whom it is of, or how many they are."""
        if not self.several:
            return ()
        children = sorted({self.view.names[child] for one in part for child in one.children})
        if not children:
            return ("the group",)
        return (", ".join(children) if len(children) <= NAMED else self.view.report(f"{len(children)} children"),)

    def facts(self, part: Bundle) -> Facts:
        """What the panel shows: of one happening its facts, of several a line for each."""
        if len(part) == 1:
            (one,) = part
            found = [("Day", days_of(one)), *one.facts, *self._told(one)]
            return tuple((name, value) for name, value in found if value)
        lines = []
        for one in part:
            said = "; ".join(f"{name.lower()}: {value}" for name, value in (*one.facts, *self._told(one)) if value)
            lines.append((days_of(one), said))
        return tuple(lines)

    def _told(self, one: Happening) -> list[tuple[str, str]]:
        return [
            ("Of", self.children(one) if self.several else ""),
            ("With", self.with_whom(one)),
            ("Recorded by", recorded_by(one)),
            ("Certainty", certainty(one)),
        ]

    def children(self, one: Happening) -> str:
        """Whom a happening is of."""
        return ", ".join(self.view.names[child] for child in one.children)

    def with_whom(self, one: Happening) -> str:
        """Others and places that the same records join with a happening; whoever did the work."""
        worker = [one.node] if one.key.startswith("worker") else []
        said = [self.view.names[id_] for id_ in (*worker, *(id_ for id_, _ in one.others)) if id_ in self.view.names]
        return ", ".join(dict.fromkeys(said))

    def lasting(self, one: Happening, lane: Lane) -> tuple[Item, MapEdge | None]:
        """What lasted: two shapes and the line between them, or one shape where it was too short for that."""
        start = self._start(one, lane)
        end = self._end(one)
        first, last = one.day, one.until or self.scale.last
        row = one.what if lane.name == WORK else ""
        if short_span(self.scale, first, last, (box_of(start), box_of(end))):
            days = f"{day_month(first)} to {day_month(last)}" if one.until else f"since {day_month(first)}"
            start = replace(start, lines=(*self.named((one,)), days))
            return Item((start,), (self.scale.x(first),), row), None
        return Item((start, end), (self.scale.x(first), self.scale.x(last)), row), self._span(one, start, end)

    def _start(self, one: Happening, lane: Lane) -> MapNode:
        before = one.day < self.scale.first
        began = since(one.day) if before and lane.name != WORK else ""
        worker = lane.name == WORK
        return MapNode(
            id_of(one),
            self.view.names[one.node] if worker else one.what,
            self.view.kind(one.node) if worker else lane.kind,
            lines=tuple(text for text in (*self.named((one,)), began) if text),
            size=POINT,
            facts=self.facts((one,)),
            sources=some(one.sources),
        )

    def _end(self, one: Happening) -> MapNode:
        label = f"to {day_month(one.until)}" if one.until else "now"
        said = self.view.names[one.node] if one.key.startswith("worker") else ""
        facts = tuple((n, v) for n, v in (("End of", one.what), ("Who", said), ("Day", days_of(one))) if v)
        kind = "until" if one.until else "still"
        return MapNode(f"{id_of(one)}+until", label, kind, size=END, facts=facts, sources=some(one.sources))

    def _span(self, one: Happening, start: MapNode, end: MapNode) -> MapEdge:
        """The line of what lasted."""
        days = (
            ("Since", "" if one.day == UNKNOWN_START else short_day(one.day)),
            ("Until", short_day(one.until) if one.until else ""),
            ("Recorded by", recorded_by(one)),
        )
        return MapEdge(
            start.id,
            end.id,
            "lasting",
            one.what,
            facts=tuple((name, value) for name, value in days if value),
            sources=some(one.sources),
            ties=(tie_of(one, one.what),),
        )

    def joining(self, part: Bundle, node: MapNode, other: str) -> MapEdge:
        """The line between a shape and a child or a place of the same records."""
        ties = [tie_of(one, how) for one in part for id_, how in one.others if id_ == other]
        told = [code for one in part if other in dict(one.others) for code in one.told]
        of = tuple(one for one in part if other in dict(one.others))
        return MapEdge(
            node.id,
            other,
            min(told, key=CERTAIN_FIRST.index, default="unverified"),
            "; ".join(distinct(tie.words for tie in ties)),
            count=len(of),
            facts=(("Recorded by", "; ".join(distinct(recorded_by(one) for one in of))),),
            sources=some(distinct(text for one in of for text in one.sources)),
            ties=tuple(ties),
        )


def drawn(
    drawer: Drawer,
    lanes: Sequence[Lane],
    points: Mapping[str, Sequence[Bundle]],
    spans: Mapping[str, Sequence[Happening]],
    most: int,
) -> Drawn:
    """Everything of a timeline, not yet at its place downwards.

    Args:
        drawer: how.
        lanes: the lanes in order.
        points: bundles by lane.
        spans: by lane what lasted.
        most: how many others and places are drawn.
    """
    found = Drawn({lane.name: [] for lane in lanes})
    shapes: list[tuple[Bundle, MapNode]] = []
    for lane in lanes:
        for one in spans.get(lane.name, ()):
            item, edge = drawer.lasting(one, lane)
            found.items[lane.name].append(item)
            found.edges += [edge] if edge else []
        for part in points.get(lane.name, ()):
            node = drawer.point(part, lane)
            found.items[lane.name].append(Item((node,), (drawer.scale.x(middle(part)),)))
            shapes.append((part, node))
    if OTHERS in found.items:
        _with_others(found, drawer, shapes, most)
    return found


def _with_others(found: Drawn, drawer: Drawer, shapes: Sequence[tuple[Bundle, MapNode]], most: int) -> None:
    """Adds those other children and places that most records join, near the days of these records."""
    at: dict[str, list[float]] = {}
    for part, _ in shapes:
        for one in part:
            for other in dict(one.others):
                at.setdefault(other, []).append(drawer.scale.x(one.day))
    kept = sorted(at, key=lambda other: (-len(at[other]), other))[:most]
    nodes = {other: drawer.view.node(other) for other in kept if other in drawer.view.graph}
    mean = {other: sum(at[other]) / len(at[other]) for other in nodes}
    order = sorted(nodes, key=lambda other: (mean[other], other))
    found.items[OTHERS] = [Item((nodes[other],), (mean[other],), moves=True) for other in order]
    for part, node in shapes:
        joined = {other for one in part for other in dict(one.others) if other in nodes}
        found.edges += [drawer.joining(part, node, other) for other in sorted(joined)]
