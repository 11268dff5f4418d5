"""The map of peer groups: each group in its own frame, every line with its certainty, and what was left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from csgraph.findings import Asking, Findings
from csgraph.maps.carried import Earlier, first_day, in_earlier_order
from csgraph.maps.group_workers import GroupWorker, group_workers
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.layout import text_width as width
from csgraph.maps.model import Drawing, Map, MapMeta, MapModel, MapNode, Region, Table
from csgraph.maps.most_records import most_records
from csgraph.maps.packing import earlier_map, packed
from csgraph.maps.records import Describer, describer
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.ties import among, certain_line, current, pairs_of
from csgraph.maps.words import known, short_day

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from csgraph.store import Store

NAME = "peer-groups"
NARROWER = (
    "To see every group at once, each as one record that opens: csgraph map group-overview. To draw fewer: --group "
    "with a group's name or id, --child, --place, --team or --boundary. Every tie as a table: "
    "csgraph ask peer-groups --figure Ties."
)


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The peer groups of the store, or those of the drawing's children."""
    from csgraph.network.peers import peer_network
    from csgraph.questions.peer_groups import answer

    children = drawing.children if drawing.child is None else frozenset({drawing.child})
    findings = answer(store, Asking(drawing.as_of, children))
    graph = peer_network(store, as_of=drawing.as_of)
    return peer_map(graph, findings, drawing, store.read("child_names"), _first_of_year(store, findings))


def _first_of_year(store: "Store", findings: Findings) -> Earlier:
    """The map of the same children on the first day of the year, which the maps of the year resemble."""
    from csgraph.network.families import households
    from csgraph.network.peer_grouping import grouped
    from csgraph.network.peer_ties import peer_ties

    ties = peer_ties(store, as_of=first_day(findings.as_of))
    families = households(store.read("family_ties", as_of=findings.as_of))
    found = grouped(ties, families, resamplings=0).members
    shown = {child for children in findings.table["children"] for child in children}
    concerned = found[found["group"].isin(found.loc[found["child"].isin(shown), "group"])]
    groups = [sorted(part) for _, part in concerned.groupby("group")["child"]]
    held = ties[ties["state"] != "ended"]
    return earlier_map(groups, _simple(dict.fromkeys(zip(held["child_a"], held["child_b"], strict=True))))


def peer_map(
    graph: "nx.MultiGraph[str]",
    findings: Findings,
    drawing: Drawing,
    children: "pd.DataFrame | None" = None,
    earlier: Earlier | None = None,
) -> MapModel:
    """The map of a peer network and of the groups found in it, the groups in the order of the findings.

    Args:
        graph: the network.
        findings: the answer of `peer-groups`.
        drawing: what was asked.
        children: id, forename and surname of every child of the store; see `describer`.
        earlier: the map that this one should resemble, in which its groups then keep their order.
    """
    view = describer(graph, settings(NAME), drawing, children)
    rows = findings.table.to_dict("records")
    most = most_records(view, sum(len(row["children"]) for row in rows), NARROWER)
    shown = _readable(rows, most)
    if earlier:
        shown = [shown[number] for number in in_earlier_order([row["children"] for row in shown], earlier)]
    members = {str(row["subject"]): [str(child) for child in row["children"] if child in graph] for row in shown}
    workers = group_workers(findings, list(members), view, view.settings.rest["professionals"])
    beside = {group: [worker.node.id for worker in workers.get(group, ())] for group in members}
    alone = _linking(graph, set(members))
    groups = [part for part in (*([*children, *beside[id_]] for id_, children in members.items()), alone) if part]
    captions = [*(view.report(_caption(row)) for row in shown), view.settings.rest["alone"]][: len(groups)]
    people = [worker for found in workers.values() for worker in found]
    nodes = [_node(view, child) for part in (*members.values(), alone) for child in part]
    nodes += [worker.node for worker in people]
    drawn = {node.id for node in nodes}
    pairs = among(pairs_of(graph), drawn)
    lines = current(pairs)
    headings = [width(text, 14, bold=True) for text in captions]
    room = _room(len(nodes))
    spots, frames = packed(groups, _simple(lines, people), boxes_of(nodes), headings, room, earlier)
    edges = tuple(certain_line(pair, ties) for pair, ties in lines.items())
    over = [certain_line(pair, ties) for pair, ties in pairs.items() if pair not in lines]
    return MapModel(
        NAME,
        _meta(view, findings, len(shown), drawn.intersection(graph)),
        placed(nodes, spots),
        edges,
        regions=tuple(Region(text, *_rounded(frame)) for text, frame in zip(captions, frames, strict=True)),
        tables=(
            _groups_table(rows, view),
            records_table(nodes, "Everybody on the map"),
            links_table(nodes, edges),
            links_table(nodes, over, "Ended ties, not drawn"),
        ),
        listed=tuple(sorted({str(child) for row in rows for child in row["children"]} - drawn)),
    )


def _room(children: int) -> float:
    """Fewer children stand further apart, for there is room."""
    return min(max(1.6, 240.0 / max(children, 1)), 3.6)


def _readable(rows: Sequence[dict[Any, Any]], most: int) -> list[dict[Any, Any]]:
    """The first groups that fit on a page that can be read; always the first one."""
    kept: list[dict[Any, Any]] = []
    for row in rows:
        if kept and sum(len(found["children"]) for found in kept) + len(row["children"]) > most:
            break
        kept.append(row)
    return kept


def _linking(graph: "nx.MultiGraph[str]", groups: set[str]) -> list[str]:
    """Children of no group who link two of the groups drawn."""
    nodes = sorted(graph.nodes(data=True))
    return [
        child
        for child, found in nodes
        if not known(found.get("group")) and len(groups.intersection(found.get("bridges", ()))) > 1
    ]


def _caption(row: dict[Any, Any]) -> str:
    return f"{row['group_name']}: {row['size']} children, {row['state']}"


def _node(view: Describer, child: str) -> MapNode:
    """A child with the group, how firmly they belong to it, and the groups that they link it with."""
    found = view.graph.nodes[child]
    names = {group["group"]: group["name"] for group in view.graph.graph.get("groups", ())}
    facts = list(view.facts(child))
    if known(found.get("group_name")):
        facts.append(("Peer group", str(found["group_name"])))
    if known(found.get("stability")):
        facts.append(("Stays with the others of the group", f"in {found['stability']:.0%} of resamplings"))
    others = [names.get(group, group) for group in found.get("bridges", ())]
    links = tuple(f"Tied to several members of {name} too." for name in others)
    return view.node(child, facts=tuple(facts), reasons=links, state="bridge" if others else "recorded")


def _simple(lines: dict[tuple[str, str], Any], workers: Sequence[GroupWorker] = ()) -> "nx.Graph[str]":
    """What joins whom, without the ties themselves; professionals stand near whom they know, and no line is drawn."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(lines)
    graph.add_edges_from((worker.node.id, child) for worker in workers for child in worker.children if child in graph)
    return graph


def _rounded(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, width_, height = (round(side, 1) for side in frame)
    return (left, top, width_, height)


def _groups_table(rows: Sequence[dict[Any, Any]], view: Describer) -> Table:
    """Every group found, drawn or not."""
    columns = ("Group", "Children", "How stable", "Finding", "Reasons", "Next step", "What would change it", "Sources")
    cells = (
        (
            str(row["group_name"]),
            ", ".join(view.names.get(child, "Not known") for child in row["children"]),
            f"{row['state']} ({row['stability']:.0%})" if known(row["stability"]) else str(row["state"]),
            str(row["finding"]),
            "; ".join(row["reasons"]),
            str(row["next_step"]),
            str(row["would_change"]),
            "; ".join(row["sources"][:12]),
        )
        for row in rows
    )
    return Table("Groups", columns, tuple(cells), empty="No peer group was found.")


def _meta(view: Describer, findings: Findings, shown: int, drawn: set[str]) -> MapMeta:
    """What the reader must know."""
    used, drawing, table = view.settings, view.drawing, findings.table
    left = len(table) - shown
    others = view.graph.number_of_nodes() - len(drawn)
    latest = table["latest"].max() if len(table) else None
    figures = [("Groups found", str(len(table))), ("Groups drawn", str(shown)), ("Children drawn", str(len(drawn)))]
    if latest is not None and known(latest):
        figures.append(("Latest tie", short_day(latest)))
    figures.append(("Children with ties and in no group drawn", str(others)))
    return used.head(
        drawing,
        boundary="children with dated ties" if drawing.children is None else "groups of the children asked about",
        summary=tuple(figures),
        caveats=findings.caveats,
        left_out=f"{left} groups with fewer ties, so that names can be read; the tables have them. {NARROWER}"
        if left
        else "",
    )


MAP = Map(
    NAME, "Peer groups", "Children tied by dated, sourced records, in groups, with the certainty of every tie.", draw
)
