"""The map of one child's professional network: rings round the child, and who is missing drawn as empty shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings
from csgraph.maps.expected import STATES, Expected, empty_places, expected_roles, expected_table, summary, told_table
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.model import Drawing, Map, MapEdge, MapMeta, MapModel, MapNode, Ring
from csgraph.maps.records import Describer, day_of, describer, distinct, joined, some
from csgraph.maps.rings import WIDER, RingPlaces, on_rings
from csgraph.maps.sectors import ring_captions, sector_by_role, sector_captions
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.words import Attributes, citation, coded, known, tie_words

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

NAME = "professional-network"
RECENT = timedelta(days=365)
"""What ended longer ago is told in a table and not drawn."""
WORK = ("INVOLVED_WITH",)
HOME = ("FAMILY_OF", "PLACED_AT")
PROTECTIVE = ("protective_tie", "protective", "feels_safe_at")
HARM = ("harmed_at", "feels_unsafe_at")


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The professional network of the drawing's child.

    Raises:
        CsgraphError: no child was named, or the store holds no such child.
    """
    from csgraph.network.professional import professional_network
    from csgraph.questions.missing_links import missing_links

    if drawing.child is None:
        raise CsgraphError("This map is about one child.", "Name the child, such as ssd:123456.")
    graph = professional_network(store, drawing.child, as_of=drawing.as_of)
    return professional_map(graph, missing_links(store, Asking(drawing.as_of, frozenset({drawing.child}))), drawing)


def professional_map(graph: "nx.MultiGraph[str]", findings: Findings, drawing: Drawing) -> MapModel:
    """The map of a network with what was found of its expected roles."""
    child = str(drawing.child)
    view = describer(graph, settings(NAME), drawing)
    around = _around(graph, child, drawing.as_of)
    expected = expected_roles(findings)
    found = {role.worker: role for role in reversed(expected) if role.worker}
    schools = {id_: view.names[id_] for id_, node in graph.nodes(data=True) if node["label"] == "School"}
    rings = _rings(around, view, found, drawing.as_of)
    rings[-1] = _by_sector([*rings[-1], *empty_places(expected, schools)], around, view)
    subject = view.node(child, subject=True, size=20.0)
    rings, left_out = _limited(rings, view)
    spots, nodes, captions = _laid_out(subject, rings, around, view)
    drawn = {node.id for node in nodes}
    edges = tuple(_line(child, other, ties) for other, ties in sorted(around.items()) if other in drawn)
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
            links_table([subject, *earlier], lines, "Recorded, and not drawn: ended longer ago, or succeeded by somebody"),
            told_table(findings, "asymmetric", "Known to one agency only"),
            told_table(findings, "suggested", "People to ring"),
        ),
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
        if types.intersection(WORK):
            worker = _worker(other, ties, view, found.get(other))
            if worker.state != "ended" or other in found:
                rings[2].append(worker)
        elif _recent(ties, as_of):
            words = tuple(distinct(tie_words(tie) for tie in ties)) if types.intersection(HOME) else ()
            extra: dict[str, Any] = {"lines": words[:2]} if words else {}
            rings[0 if types.intersection(HOME) else 1].append(view.node(other, **extra, sources=_sources(ties)))
    return [sorted(ring, key=lambda node: (node.kind, node.label, node.id)) for ring in rings]


def _recent(ties: Sequence[Attributes], as_of: date) -> bool:
    """Whether a tie holds, or ended within a year."""
    ends = [tie["end"] for tie in ties if known(tie.get("end"))]
    return any(tie.get("state") != "ended" for tie in ties) or any(_day(end) >= as_of - RECENT for end in ends)


def _worker(id_: str, ties: Sequence[Attributes], view: Describer, found: Expected | None) -> MapNode:
    """A professional or a service: the role first, then the name, then what is wrong if anything is."""
    work = [tie for tie in ties if tie["type"] in WORK]
    roles = distinct(coded("role", tie["role"]) if known(tie.get("role")) else "" for tie in work)
    said = distinct(str(tie.get("role_recorded", "")) for tie in work)
    ended = all(tie["state"] == "ended" for tie in work)
    state = STATES[found.state] if found else "ended" if ended else "current"
    trouble = {"stale": ("last contact", day_of(work, "last_contact", max)), "ended": ("ended", day_of(work, "end", max))}
    lines = (view.names[id_], " ".join(trouble[state]).strip()) if state in trouble else (view.names[id_],)
    next_step = (("Next step", found.next_step),) if found and found.next_step else ()
    teams = tuple(("Team", team) for team in distinct(str(tie.get("team", "")) for tie in work))
    return view.node(
        id_,
        label=" and ".join(roles or said or ["Role not recorded"]),
        lines=lines,
        state=state,
        facts=(*view.facts(id_), *teams[: 0 if dict(view.facts(id_)).get("Team") else None], *next_step),
        reasons=(found.finding, *found.reasons) if found else (),
        sources=_sources(work),
    )


def _sources(ties: Sequence[Attributes]) -> tuple[str, ...]:
    return some(distinct(citation(tie) for tie in ties))


def _by_sector(workers: Sequence[MapNode], around: Mapping[str, Sequence[Attributes]], view: Describer) -> list[MapNode]:
    """Professionals and empty places in the order of their sectors."""
    sector = _sector(around, view)
    return sorted(workers, key=lambda node: (sector(node), node.label, node.id))


def _sector(around: Mapping[str, Sequence[Attributes]], view: Describer) -> Any:
    """A function that gives the number of a record's sector."""
    numbers = sector_by_role(view.settings.rest["sector"])
    last = len(view.settings.rest["sector"]) - 1

    def sector(node: MapNode) -> int:
        roles = [tie.get("role") for tie in around.get(node.id, ())] or [node.id.split(":")[1]]
        return min((numbers.get(str(role), last) for role in roles), default=last)

    return sector


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
) -> tuple[RingPlaces, tuple[MapNode, ...], list[Any]]:
    """Records at their places, with the captions of rings and sectors."""
    nodes = [subject, *(node for ring in rings for node in ring)]
    boxes = boxes_of(nodes)
    spots = on_rings(subject.id, [[node.id for node in ring] for ring in rings], boxes)
    sector = _sector(around, view)
    words = [part["words"] for part in view.settings.rest["sector"]]
    members = {name: [node.id for node in rings[-1] if sector(node) == number] for number, name in enumerate(words)}
    outside = sector_captions(members, spots.places, spots.boxes)
    names = [view.settings.rest["rings"][name] for name in ("home", "around", "professionals")]
    return spots, placed(nodes, spots.places, spots.above), [*ring_captions(names, spots.heights, spots.places, spots.boxes), *outside]


def _line(child: str, other: str, ties: Sequence[Attributes]) -> MapEdge:
    """The line between the child and another: current while any tie is."""
    kinds = {tie.get("kind") for tie in ties}
    mark = "protective" if kinds.intersection(PROTECTIVE) else "harm" if kinds.intersection(HARM) else ""
    mark = "conflict" if "in_conflict_with" in kinds else mark
    ended = all(tie.get("state") == "ended" for tie in ties)
    return replace(joined(child, other, ties, "ended" if ended else "current", mark), count=1)


def _meta(view: Describer, findings: Findings, expected: Sequence[Expected], child: str) -> MapMeta:
    """What the reader must know."""
    used, drawing = view.settings, view.drawing
    return MapMeta(
        title=f"{used.title}: {view.names[child]}",
        about=used.about,
        purpose=drawing.purpose,
        as_of=drawing.as_of,
        drawn_on=drawing.drawn_on,
        boundary="one child, and everybody whom a record joins with the child",
        identifiable=drawing.identifiable,
        summary=summary(expected),
        caveats=(*used.caveats, *findings.caveats),
    )


MAP = Map(
    NAME,
    "Professional network of one child",
    "Who is in the child's network, who is missing from it, and what cannot be told.",
    draw,
    needs_child=True,
)
