"""A map before it is drawn: what stands where, what joins what, the tables that say the same, who it is for.

Nothing here is cleaned or escaped yet; `csgraph.maps.page` does both, for every map alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csgraph.governance.disguise import Disguise
    from csgraph.governance.roll import Roll
    from csgraph.store import Store

Facts = tuple[tuple[str, str], ...]
"""Pairs of a question and its answer, as the panel and the tables show them."""


AGAIN = "\x1fagain"
"""Ends the id of a record that is drawn a second time, where a map shows two days side by side."""


def again(node_id: str) -> str:
    """The id of the same record drawn a second time."""
    return node_id + AGAIN


def record_of(node_id: str) -> str:
    """The node id in the graph of a record, whether it is drawn for the first or the second time."""
    return node_id.removesuffix(AGAIN)


@dataclass(frozen=True)
class MapNode:
    """One record on a map.

    Attributes:
        id: the node id in the graph; pages number their records afresh, so it never leaves with the file.
        label: first line under the shape.
        kind: one of the theme's kinds.
        state: one of the theme's states.
        lines: further lines under the label.
        x: where the middle of the shape lies, in map units to the right.
        y: the same, downwards.
        size: half the height of the shape.
        above: whether its words stand over the shape instead of under it.
        subject: whether the map is about this record.
        facts: what is recorded of it.
        reasons: why it is drawn as it is.
        sources: which records say so.
        held: what a page for a shared screen tells of it only while it is held down.
        links: words and where they lead: an anchor of this page, or a page that lies beside it.
        quiet: whether its words are left out of the picture; the panel and the tables have them.
        spot: where it truly lies, where it had to stand aside on a map of the ground; a thin line leads there.
        inside: id of the record that must be opened for this one to be drawn; empty where it always is.
        scale: how many times as large as usual its words and lines are drawn, for what is read from afar.
    """

    id: str
    label: str
    kind: str
    state: str = "recorded"
    lines: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0
    size: float = 14.0
    above: bool = False
    subject: bool = False
    facts: Facts = ()
    reasons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    held: str = ""
    links: Facts = ()
    quiet: bool = False
    spot: tuple[float, float] | None = None
    inside: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class MapTie:
    """One record behind a line, as the filters of a page and its exports know it.

    Attributes:
        words: what joins the two.
        relationship: the type of the relationship, in words.
        agency: who recorded it.
        source: the extract that it came from.
        reliability: how surely it is known, in words.
        start: first day in ISO form; empty where none is recorded.
        end: last day in ISO form; empty where it holds, or none is recorded.
    """

    words: str
    relationship: str
    agency: str = ""
    source: str = ""
    reliability: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class MapEdge:
    """One line of a map: everything recorded between two records, drawn once.

    Attributes:
        source: node id at one end.
        target: node id at the other.
        line: one of the theme's lines.
        words: what joins them.
        count: how many records say so; more makes the line wider.
        facts: certainty, dates and the like.
        sources: which records say so.
        mark: one of the theme's marks, drawn on the middle of the line; empty for none.
        ties: each record of it, for filters and exports; a line of which no tie is left by a filter is not drawn.
    """

    source: str
    target: str
    line: str
    words: str
    count: int = 1
    facts: Facts = ()
    sources: tuple[str, ...] = ()
    mark: str = ""
    ties: tuple[MapTie, ...] = ()


@dataclass(frozen=True)
class Ring:
    """A dashed ellipse round the middle of the map."""

    rx: float
    ry: float


@dataclass(frozen=True)
class Caption:
    """Words that name a part of the picture, centred on a point; quiet ones are set smaller."""

    words: str
    x: float
    y: float
    quiet: bool = False


@dataclass(frozen=True)
class Region:
    """A pale rectangle behind records that belong together, with a caption.

    Attributes:
        of: id of the record that must be opened for it to be drawn; empty where it always is.
        scale: how many times as large as usual its caption is.
    """

    words: str
    x: float
    y: float
    width: float
    height: float
    of: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class Outline:
    """A closed line behind the records: a boundary, or the hull of a group.

    Attributes:
        points: its corners.
        words: its name, at its middle; empty for none.
        filled: whether its inside is pale.
    """

    points: tuple[tuple[float, float], ...]
    words: str = ""
    filled: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box round it, where its words stand."""
        xs, ys = zip(*self.points, strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


@dataclass(frozen=True)
class Table:
    """A table of the page: everything on a map is also said in one.

    Attributes:
        anchors: of each row what a link to it says after the page's name, such as f3; none where nothing leads there.
        links: of each row words and where they lead: to records on the maps that lie beside the page.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "Nothing recorded."
    anchors: tuple[str, ...] = ()
    links: tuple[Facts, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """The meeting that a page is shown in, as its watermark and banner say it.

    Attributes:
        panel: the panel or meeting.
        recipient: who has this copy.
        copy: its number.
        on: the day of the copy.
    """

    panel: str
    recipient: str
    copy: int
    on: date


@dataclass(frozen=True)
class MapMeta:
    """What a reader must know before believing a map.

    Attributes:
        title: heading of the page.
        about: what it shows, in a sentence or two.
        purpose: why it was drawn; whoever draws it has to say.
        as_of: the day that it shows.
        drawn_on: the day that it was drawn.
        boundary: which children it is about, in words.
        identifiable: whether children are named.
        summary: the figures worth saying first.
        caveats: what it cannot show, and why.
        left_out: what was left out to keep it readable; empty when nothing was.
        audit: the head of the audit log that the page is printed with.
        meeting: the meeting, where the page is made for a shared screen.
        contents: the page beside it that lists all of them, where it is one of several.
    """

    title: str
    about: str
    purpose: str
    as_of: date
    drawn_on: date
    boundary: str
    identifiable: bool = False
    summary: Facts = ()
    caveats: tuple[str, ...] = ()
    left_out: str = ""
    audit: str = ""
    meeting: Meeting | None = None
    contents: str = ""


@dataclass(frozen=True)
class MapModel:
    """A map, ready to be written as a page.

    Attributes:
        listed: node ids of people who stand in its tables and are not drawn, for the audit log.
    """

    name: str
    meta: MapMeta
    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    rings: tuple[Ring, ...] = ()
    captions: tuple[Caption, ...] = ()
    regions: tuple[Region, ...] = ()
    outlines: tuple[Outline, ...] = ()
    tables: tuple[Table, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """What was asked of a map.

    Attributes:
        as_of: the day to show.
        drawn_on: today; passed in, so that the same asking gives the same file.
        purpose: why it is drawn.
        child: node id of the child that it is about, where a map is about one.
        context: node id of the place, or id of the group, that it is about, where a map is about one.
        since: the day to compare with, where a map compares two.
        boundaries: a GeoJSON file of the areas to draw places on.
        whole: draw everything, however little of it can be read.
        children: the children that it is about; None for the question's own boundary.
        identifiable: names instead of initials.
        records: how many records to draw at most; None for the map's own limit.
        labels: what to call people who are not named: `initials` or `pseudonyms`.
        include: restricted layers that were asked for.
        disguise: what to write for whoever may not be named; `csgraph.maps.sharing` sets it before the laying out.
        roll: for a shared screen: what to call people, of whom nothing else is told that leads to them.
    """

    as_of: date
    drawn_on: date
    purpose: str
    child: str | None = None
    context: str | None = None
    since: date | None = None
    boundaries: Path | None = None
    whole: bool = False
    children: frozenset[str] | None = None
    identifiable: bool = False
    records: int | None = None
    labels: str = "initials"
    include: frozenset[str] = frozenset()
    disguise: "Disguise | None" = None
    roll: "Roll | None" = None


@dataclass(frozen=True)
class Map:
    """A map that csgraph can draw; each module with a MAP constant adds one.

    Attributes:
        name: what the command line calls it.
        title: what a person calls it.
        about: what it shows.
        draw: makes it from a store.
        about_one: kinds of subject, of which it is about exactly one: child, place, group; none where it is about all.
    """

    name: str
    title: str
    about: str
    draw: "Callable[[Store, Drawing], MapModel]"
    about_one: tuple[str, ...] = ()
