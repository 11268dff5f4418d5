"""The map of all peer groups at once: each group one record that opens, so that a large borough can be entered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.maps.group_facts import Overview, overview_of, size_words
from csgraph.maps.group_lines import group_lines, untangled
from csgraph.maps.group_places import Placed, placed_groups
from csgraph.maps.group_schools import gathered
from csgraph.maps.model import Drawing, Map, MapEdge, MapMeta, MapModel, MapNode, Table
from csgraph.maps.records import Describer, describer
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table, without_blanks
from csgraph.maps.ties import current, pairs_of
from csgraph.maps.words import known

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store

NAME = "group-overview"
LINKING = "linking"
"""Id of the record that holds children of no group who are tied to several of two groups or more."""
OF_GROUPS = 0.6
"""Share of a file's records that may be groups, so that some open to their children however many there are."""


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The peer groups of the store, or those of the drawing's children."""
    from csgraph.network.peer_grouping import peer_grouping
    from csgraph.network.peers import peer_network
    from csgraph.questions.peer_groups import within

    everything = peer_grouping(store, as_of=drawing.as_of)
    graph = peer_network(store, as_of=drawing.as_of, groups=everything)
    view = describer(graph, settings(NAME), drawing, store.read("child_names"))
    return overview_map(overview_of(store, within(everything, drawing.children), view), view)


def overview_map(overview: Overview, view: Describer) -> MapModel:
    """The map of groups: what gathers them, where there are many; the groups; the children of as many as fit."""
    groups = [_group_node(row, overview, view) for row in overview.groups]
    members = dict(overview.members)
    alone = _linking(view.graph, set(members))
    linking = [_linking_node(alone, view)] if alone else []
    members |= {node.id: alone for node in linking}
    gathering = gathered(groups, overview, view)
    most = view.drawing.records or view.settings.records
    kept = [*groups[: max(int(most * OF_GROUPS) - len(gathering.nodes) - len(linking), 1)], *linking]
    carried = _carried([*linking, *kept[: len(kept) - len(linking)]], members, most - len(gathering.nodes) - len(kept))
    nodes = [_here(node, node.id in carried, gathering.under.get(node.id, "")) for node in kept]
    children = [
        _child_node(view, child, group.label, group.id) for group in nodes for child in carried.get(group.id, ())
    ]
    pairs = current(pairs_of(view.graph))
    lines = group_lines(pairs, _standing(members, gathering.under, nodes, children), {n.id for n in children}, view)
    every, lines = lines, untangled(lines, {node.id for node in gathering.nodes})
    schools = [_school_here(node, gathering.under, {group.id for group in nodes}) for node in gathering.nodes]
    at = placed_groups(schools, nodes, children, members, lines)
    return MapModel(
        NAME,
        _meta(overview, view, nodes, children, len(every) - len(lines)),
        at.nodes,
        lines,
        regions=at.regions,
        tables=_tables(overview, view, gathering.under, at, every),
    )


def _group_node(row: Mapping[str, object], overview: Overview, view: Describer) -> MapNode:
    id_ = str(row["group"])
    lines = (view.report(size_words(len(overview.members[id_]))), str(row["state"]))
    return MapNode(id_, str(row["name"]), "peer_group", lines=lines, facts=_reported(overview.facts[id_], view))


def _linking_node(children: Sequence[str], view: Describer) -> MapNode:
    about = "Each is tied to several members of at least two groups and belongs to none."
    label = str(view.settings.rest["linking"])
    return MapNode(LINKING, label, "peer_group", lines=(view.report(size_words(len(children))),), reasons=(about,))


def _reported(facts: Sequence[tuple[str, str]], view: Describer) -> tuple[tuple[str, str], ...]:
    return tuple((name, view.report(value)) for name, value in facts)


def _linking(graph: "nx.MultiGraph[str]", groups: set[str]) -> tuple[str, ...]:
    """Children of no group who link two of the groups."""
    nodes = sorted(graph.nodes(data=True))
    return tuple(
        child
        for child, found in nodes
        if not known(found.get("group")) and len(groups.intersection(found.get("bridges", ()))) > 1
    )


def _carried(groups: Sequence[MapNode], members: Mapping[str, Sequence[str]], room: int) -> dict[str, Sequence[str]]:
    """Children by group, of those groups, in order, of which all children still fit."""
    carried: dict[str, Sequence[str]] = {}
    for group in groups:
        if len(members[group.id]) <= room:
            carried[group.id] = members[group.id]
            room -= len(members[group.id])
    return carried


def _here(node: MapNode, carried: bool, under: str) -> MapNode:
    """A group as it stands on the map: one whose children are not in the file says how to draw them."""
    if carried or node.id == LINKING:
        return replace(node, inside=under, state="recorded" if carried else "elsewhere")
    how = f"Its children are not in this file. To draw them: {_command(node.id)}"
    return replace(node, inside=under, state="elsewhere", reasons=(*node.reasons, how))


def _school_here(school: MapNode, under: Mapping[str, str], here: set[str]) -> MapNode:
    """What gathers groups, with how many of them only the table has."""
    absent = sum(where == school.id and group not in here for group, where in under.items())
    told = f"{absent} of these groups are in the table of groups alone, each with the command that draws it."
    return replace(school, reasons=(told,)) if absent else school


def _command(group: str) -> str:
    return f"csgraph map peer-groups --group {group.rpartition(':')[2]}"


def _child_node(view: Describer, child: str, name: str, group: str) -> MapNode:
    found = view.graph.nodes[child]
    names = {row["group"]: row["name"] for row in view.graph.graph.get("groups", ())}
    links = tuple(f"Tied to several members of {names.get(one, one)} too." for one in found.get("bridges", ()))
    facts = view.facts(child) if group == LINKING else (*view.facts(child), ("Peer group", name))
    return view.node(child, facts=facts, reasons=links, inside=group)


def _standing(
    members: Mapping[str, Sequence[str]],
    under: Mapping[str, str],
    groups: Sequence[MapNode],
    children: Sequence[MapNode],
) -> dict[str, tuple[str, ...]]:
    """What may stand for each child on the map, the nearest first."""
    shown = {node.id for node in (*groups, *children)} | set(under.values())
    return {
        child: tuple(one for one in (child, group, under.get(group, "")) if one in shown)
        for group, some in members.items()
        for child in some
    }


def _tables(
    overview: Overview, view: Describer, under: Mapping[str, str], at: Placed, lines: Sequence[MapEdge]
) -> tuple[Table, ...]:
    labels = {node.id: node.label for node in at.nodes}
    names = tuple(dict.fromkeys(name for facts in overview.facts.values() for name, _ in facts))
    rows = []
    for row in overview.groups:
        told = dict(_reported(overview.facts[str(row["group"])], view))
        where = labels.get(under.get(str(row["group"]), ""), "")
        rows.append((str(row["name"]), where, *(told.get(name, "") for name in names), _command(str(row["group"]))))
    columns = ("Group", "Gathered under", *names, "To draw it alone")
    groups = without_blanks(Table("Groups", columns, tuple(rows), empty="No peer group was found."))
    children = [node for node in at.nodes if node.kind == "child"]
    level = {node.id: node.kind for node in at.nodes}
    told_lines = [line for line in lines if level[line.source] == level[line.target] != "peer_groups"]
    return (
        groups,
        records_table(children, "Children whose records are in this file"),
        links_table(at.nodes, told_lines, "Ties between children, and between groups"),
    )


def _meta(
    overview: Overview, view: Describer, groups: Sequence[MapNode], children: Sequence[MapNode], thinned: int
) -> MapMeta:
    """What the reader must know."""
    used, drawing = view.settings, view.drawing
    everybody = sum(map(len, overview.members.values()))
    inside = sum(child.inside != LINKING for child in children)
    closed = len(overview.groups) - sum(node.state == "recorded" and node.id != LINKING for node in groups)
    figures = (
        ("Groups", str(len(overview.groups))),
        ("Children in them", str(everybody)),
        ("Children in this file", str(len(children))),
        ("Groups that open", str(len(overview.groups) - closed)),
    )
    left = (
        f"{everybody - inside} children of {closed} groups, so that the page stays quick. To see them, draw one group "
        f"(csgraph map peer-groups --group with the id that the table of groups gives) or the groups of some children "
        f"(csgraph map {NAME} with --child, --place, --team or --boundary)."
    )
    weaker = f"{thinned} lines between schools with fewer ties than those drawn; opening one shows its groups' lines."
    return used.head(
        drawing,
        boundary="children with dated ties" if drawing.children is None else "groups of the children asked about",
        summary=figures,
        caveats=_method(),
        left_out=" ".join([*([left] if closed else []), *([weaker] if thinned else [])]),
    )


def _method() -> tuple[str, ...]:
    """What holds of the grouping itself, in the words of its question."""
    from csgraph.questions.peer_group_words import CAVEATS

    return tuple(CAVEATS[1:5])


MAP = Map(
    NAME,
    "Peer groups at a glance",
    "Every peer group as one record that opens to its children; for boroughs too large to draw child by child.",
    draw,
)
