"""The map of one child's professional network: rings round the child, and who is missing drawn as empty shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings
from csgraph.maps.expected import Expected, empty_places, expected_roles, expected_table, summary, told_table
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.meetings_told import LEFT_OUT, MeetingsTold, meetings_table, meetings_told
from csgraph.maps.model import Caption, Drawing, Map, MapEdge, MapMeta, MapModel, MapNode, Ring
from csgraph.maps.records import Describer, describer, distinct, joined, sources_of, surest
from csgraph.maps.rings import WIDER, RingPlaces, on_rings
from csgraph.maps.sectors import ring_captions, sector_captions
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.words import Attributes, citation, known, tie_words
from csgraph.maps.workers import WORK, sector_of, worker_node
from csgraph.model import PEOPLE

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from csgraph.store import Store

NAME = "professional-network"
RECENT = timedelta(days=365)
"""What ended longer ago is told in a table and not drawn."""
HOME = ("FAMILY_OF", "PLACED_AT")
PROTECTIVE = ("protective_tie", "protective", "feels_safe_at")
HARM = ("harmed_at", "feels_unsafe_at")
STRAINED = ("in_conflict_with", *HARM)


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The professional network of the drawing's child.

    Raises:
        CsgraphError: no child was named, or the store holds no such child.
    """
    from csgraph.network.professional import professional_network
    from csgraph.questions.missing_links import missing_links
    from csgraph.questions.network import answer

    if drawing.child is None:
        raise CsgraphError("This map is about one child.", "Name the child, such as ssd:123456.")
    graph = professional_network(store, drawing.child, as_of=drawing.as_of)
    asking = Asking(drawing.as_of, frozenset({drawing.child}))
    return professional_map(
        graph, missing_links(store, asking), drawing, answer(store, asking), store.read("child_names")
    )


def professional_map(
    graph: "nx.MultiGraph[str]",
    findings: Findings,
    drawing: Drawing,
    meetings: Findings,
    children: "pd.DataFrame | None" = None,
) -> MapModel:
    """The map of a network.

    Args:
        graph: the network of one child.
        findings: the answer of `missing-links`: the child's expected roles, and whom to ring.
        drawing: what was asked.
        meetings: the answer of `network`: who was left out of meetings, who did not come.
        children: id, forename and surname of every child of the store; see `describer`.
    """
    child = str(drawing.child)
    told = meetings_told(meetings)
    view = describer(graph, settings(NAME), drawing, children)
    around = _around(graph, child, drawing.as_of)
    expected = expected_roles(findings)
    found = {role.worker: role for role in reversed(expected) if role.worker}
    schools = {id_: view.names[id_] for id_, node in graph.nodes(data=True) if node["label"] == "School"}
    rings = _rings(around, view, found, drawing.as_of)
    workers = [told[node.id].on(node) if node.id in told else node for node in rings[-1]]
    rings[-1] = _by_sector([*workers, *empty_places(expected, schools, findings)], around, view)
    subject = view.node(child, subject=True, size=20.0)
    rings, left_out = _limited(rings, view)
    spots, nodes, captions = _laid_out(subject, rings, around, view)
    drawn = {node.id: node for node in nodes}
    edges = tuple(
        _line(child, other, ties, drawn[other].state, told.get(other))
        for other, ties in sorted(around.items())
        if other in drawn
    )
    undrawn = {other: ties for other, ties in sorted(around.items()) if other not in drawn}
    earlier = [view.node(other) for other in undrawn]
    lines = [_line(child, other, ties) for other, ties in undrawn.items()]
    return MapModel(
        NAME,
        replace(_meta(view, findings, expected, child), left_out=left_out),
        nodes,
        edges,
        rings=tuple(Ring(round(WIDER * height, 1), round(height, 1)) for height in spots.heights),
        captions=tuple(captions),
        tables=(
            expected_table(expected, schools),
            records_table(nodes, "Everybody and every place on the map"),
            links_table(nodes, edges),
            links_table(
                [subject, *earlier], lines, "Recorded, and not drawn: ended long ago, or succeeded by somebody"
            ),
            meetings_table(meetings),
            told_table(findings, "asymmetric", "Known to one agency only"),
            told_table(findings, "suggested", "People to ring"),
        ),
        listed=tuple(other for other in undrawn if graph.nodes[other]["label"] in PEOPLE),
    )


def _around(graph: "nx.MultiGraph[str]", child: str, as_of: date) -> dict[str, list[Attributes]]:
    """The ties of everybody who is tied to the child, newest first."""
    around: dict[str, list[Attributes]] = {}
    for one, other, tie in graph.edges(child, data=True):
        around.setdefault(other if one == child else one, []).append(_timed(tie, as_of))
    around.pop(child, None)
    return {other: sorted(ties, key=lambda tie: (tie["state"], str(citation(tie)))) for other, ties in around.items()}


def _timed(tie: Attributes, as_of: date) -> Attributes:
    """An event is over as soon as it happened: for a year it still counts as a tie with its place."""
    if tie.get("type") != "OCCURRED_AT":
        return tie
    recent = known(tie.get("start")) and _day(tie["start"]) >= as_of - RECENT
    return {**tie, "state": "current" if recent else "ended"}


def _day(value: Any) -> date:
    """The day of a date or a moment."""
    return date(value.year, value.month, value.day)


def _rings(
    around: Mapping[str, Sequence[Attributes]], view: Describer, found: Mapping[str, Expected], as_of: date
) -> list[list[MapNode]]:
    """Records of each ring: home and family; friends, places and school; professionals."""
    rings: list[list[MapNode]] = [[], [], []]
    for other, ties in sorted(around.items()):
        types = {tie["type"] for tie in ties}
        if WORK in types:
            worker = worker_node(other, ties, view, found.get(other))
            if worker.state != "ended" or other in found:
                rings[2].append(worker)
        elif _recent(ties, as_of):
            words = tuple(distinct(tie_words(tie) for tie in ties)) if types.intersection(HOME) else ()
            extra: dict[str, Any] = {"lines": words[:1]} if words else {}
            rings[0 if types.intersection(HOME) else 1].append(view.node(other, **extra, sources=sources_of(ties)))
    return [sorted(ring, key=lambda node: (node.kind, node.label, node.id)) for ring in rings]


def _recent(ties: Sequence[Attributes], as_of: date) -> bool:
    """Whether a tie holds, or ended within a year."""
    ends = [tie["end"] for tie in ties if known(tie.get("end"))]
    return any(tie.get("state") != "ended" for tie in ties) or any(_day(end) >= as_of - RECENT for end in ends)


def _by_sector(
    workers: Sequence[MapNode], around: Mapping[str, Sequence[Attributes]], view: Describer
) -> list[MapNode]:
    """Professionals and empty places in the order of their sectors."""
    sector = sector_of(around, view)
    return sorted(workers, key=lambda node: (sector(node), node.label, node.id))


def _limited(rings: Sequence[Sequence[MapNode]], view: Describer) -> tuple[list[list[MapNode]], str]:
    """No more of each ring than can be read, and a sentence on what that leaves out."""
    words, most = view.settings.rest["rings"], view.settings.rest["rings"]["most"]
    names = ("home", "around", "professionals")
    over = [(words[name], len(ring) - most[name]) for name, ring in zip(names, rings, strict=True)]
    said = [f"{number} of “{name}”" for name, number in over if number > 0]
    kept = [list(ring)[: most[name]] for name, ring in zip(names, rings, strict=True)]
    return kept, f"{' and '.join(said)}, to keep the map readable; the tables have them." if said else ""


def _laid_out(
    subject: MapNode, rings: Sequence[Sequence[MapNode]], around: Mapping[str, Sequence[Attributes]], view: Describer
) -> tuple[RingPlaces, tuple[MapNode, ...], list[Caption]]:
    """Records at their places, with the captions of rings and sectors."""
    nodes = [subject, *(node for ring in rings for node in ring)]
    boxes = boxes_of(nodes)
    spots = on_rings(subject.id, [[node.id for node in ring] for ring in rings], boxes)
    sector = sector_of(around, view)
    words = [part["words"] for part in view.settings.rest["sector"]]
    members = {name: [node.id for node in rings[-1] if sector(node) == number] for number, name in enumerate(words)}
    outside = sector_captions(members, spots.places, spots.boxes)
    names = [view.settings.rest["rings"][name] for name in ("home", "around", "professionals")]
    inside = ring_captions(names, spots.heights, spots.places, spots.boxes, outside)
    return spots, placed(nodes, spots.places, spots.above), [*inside, *outside]


def _line(
    child: str, other: str, ties: Sequence[Attributes], state: str = "", told: MeetingsTold | None = None
) -> MapEdge:
    """The line between the child and another: its pattern tells the tie's quality, its mark what else to know.

    Only what somebody recorded makes a tie strong or strained; how often records are made says nothing of it.
    """
    kinds = {str(tie.get("kind")) for tie in ties}
    return replace(joined(child, other, ties, _quality(kinds, ties, state), _mark(kinds, ties, told)), count=1)


def _quality(kinds: set[str], ties: Sequence[Attributes], state: str) -> str:
    """A line of the theme: ended, under strain, strong, weak, or current."""
    if all(tie.get("state") == "ended" for tie in ties):
        return "ended"
    if kinds.intersection(STRAINED):
        return "strained"
    if kinds.intersection(PROTECTIVE):
        return "strong"
    return "weak" if state == "stale" else "current"


def _mark(kinds: set[str], ties: Sequence[Attributes], told: MeetingsTold | None) -> str:
    """A mark of the theme: what must not be missed comes first."""
    if "in_conflict_with" in kinds:
        return "conflict"
    if kinds.intersection(HARM):
        return "harm"
    if kinds.intersection(PROTECTIVE):
        return "protective"
    if told and LEFT_OUT in told.states:
        return "left_out"
    return "unsure" if surest(ties) == "unverified" else ""


def _meta(view: Describer, findings: Findings, expected: Sequence[Expected], child: str) -> MapMeta:
    """What the reader must know."""
    used, drawing = view.settings, view.drawing
    return used.head(
        drawing,
        title=f"{used.title}: {view.names[child]}",
        boundary="one child, and everybody whom a record joins with the child",
        summary=summary(expected),
        caveats=findings.caveats,
    )


MAP = Map(
    NAME,
    "Professional network of one child",
    "Who is in the child's network, who is missing from it, and what cannot be told.",
    draw,
    about_one=("child",),
)
