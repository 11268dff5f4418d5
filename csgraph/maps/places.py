"""The map of places: places and the children of whom something was recorded there, online places apart."""

from typing import TYPE_CHECKING, Any

from csgraph.findings import Asking, Findings
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.model import Drawing, Map, MapMeta, MapModel, MapNode, Table
from csgraph.maps.most_records import most_records
from csgraph.maps.packing import packed
from csgraph.maps.records import Describer, describer
from csgraph.maps.settings import settings
from csgraph.maps.tables import links_table, records_table
from csgraph.maps.ties import among, certain_line, current, pairs_of
from csgraph.maps.words import known

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from csgraph.store import Store

NAME = "places"
NARROWER = (
    "To draw fewer: --place with a place's name or id for the places of the children recorded there, --child, --group, "
    "--team or --boundary. Every record as a table: csgraph ask risky-places --figure Records."
)


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The places of the store, or those of the drawing's children."""
    from csgraph.network.places import place_network
    from csgraph.questions.risky_places import answer

    findings = answer(store, Asking(drawing.as_of, drawing.children))
    places = findings.table["subject"].tolist()
    network = place_network(store, as_of=drawing.as_of, places=places)
    return place_map(network, findings, drawing, store.read("child_names"))


def place_map(
    graph: "nx.MultiGraph[str]", findings: Findings, drawing: Drawing, children: "pd.DataFrame | None" = None
) -> MapModel:
    """The map of a place network, the places in the order of their rank."""
    import networkx as nx

    view = describer(graph, settings(NAME), drawing, children)
    pairs = current(pairs_of(graph))
    most = most_records(view, len({id_ for pair in pairs for id_ in pair}), NARROWER)
    shown = _readable(graph, pairs, most)
    lines = among(pairs, shown)
    joins: nx.Graph[str] = nx.Graph()
    joins.add_nodes_from(sorted(shown))
    joins.add_edges_from(lines)
    groups = sorted((sorted(part) for part in nx.connected_components(joins)), key=lambda part: (-len(part), part))
    nodes = [_node(view, id_) for group in groups for id_ in group]
    spots, _ = packed(groups, joins, boxes_of(nodes))
    edges = tuple(certain_line(pair, ties) for pair, ties in lines.items())
    return MapModel(
        NAME,
        _meta(view, findings, shown),
        placed(nodes, spots),
        edges,
        tables=(
            _places_table(findings, view),
            records_table(nodes, "Everything on the map"),
            links_table(nodes, edges),
        ),
    )


def _readable(graph: "nx.MultiGraph[str]", pairs: dict[tuple[str, str], Any], most: int) -> set[str]:
    """Places in the order of their rank, each with its children, as long as the page can be read.

    Places of one child or one family are no pattern: they are drawn only where there are no others.
    Places where a child drawn feels safe are always drawn: strengths must be as easy to see as harm.
    """
    children: dict[str, set[str]] = {}
    for one, other in pairs:
        place, child = (one, other) if graph.nodes[one]["label"] == "Location" else (other, one)
        children.setdefault(place, set()).add(child)
    shown: set[str] = set()
    order = sorted(children, key=lambda id_: _order(graph.nodes[id_], id_))
    told = [id_ for id_ in order if graph.nodes[id_].get("state") != "too_few"] or order
    for place in told:
        more = {place} | children[place]
        if shown and len(shown | more) > most:
            break
        shown |= more
    safe = [id_ for id_ in told if graph.nodes[id_].get("state") == "protective" and children[id_] & shown]
    return shown.union(safe)


def _order(place: dict[str, Any], id_: str) -> tuple[int, float, str]:
    """Ranked places first, then protective ones, then those with too few children to rank."""
    state = {"ranked": 0, "protective": 1}.get(str(place.get("state")), 2)
    return state, float(place["rank"]) if known(place.get("rank")) else 0.0, id_


def _node(view: Describer, id_: str) -> MapNode:
    """A place with its rank under its name, or a child."""
    found = view.graph.nodes[id_]
    if found["label"] != "Location":
        return view.node(id_)
    kind = tuple(view.node(id_).lines)
    ranked = known(found.get("rank"))
    said = f"rank {int(found['rank'])}: {int(found['unrelated'])} unrelated children" if ranked else ""
    safe = "safe place" if found.get("protective") is True else ""
    lines = (*kind, view.report(said), safe)
    return view.node(id_, lines=tuple(line for line in lines if line), size=17.0)


def _places_table(findings: Findings, view: Describer) -> Table:
    """Every place found, drawn or not."""
    columns = ("Place", "State", "Finding", "Reasons", "Next step", "What would change it", "Sources")
    rows = tuple(
        (
            view.names.get(str(row["subject"]), "Not drawn"),
            str(row["state"]).replace("_", " "),
            str(row["finding"]),
            "; ".join(row["reasons"]),
            str(row["next_step"]),
            str(row["would_change"]),
            "; ".join(row["sources"][:12]),
        )
        for row in findings.table.to_dict("records")
    )
    return Table("Places in order", columns, rows, empty="Nothing was recorded at any place.")


def _meta(view: Describer, findings: Findings, shown: set[str]) -> MapMeta:
    """What the reader must know."""
    used, drawing, nodes = view.settings, view.drawing, view.graph.nodes
    places = {id_ for id_, found in nodes(data=True) if found["label"] == "Location"}
    left = len(places - shown)
    return used.head(
        drawing,
        boundary="places with a record in the last 13 windows of four weeks",
        summary=(
            ("Places with records", str(len(places))),
            ("Places drawn", str(len(places & shown))),
            ("Online places drawn", str(sum(nodes[id_].get("online") is True for id_ in places & shown))),
            ("Children drawn", str(len(shown - places))),
        ),
        caveats=findings.caveats,
        left_out=f"{left} places ranked lower or not at all, so that names can be read; the tables have them. "
        + NARROWER
        if left
        else "",
    )


MAP = Map(NAME, "Places", "Places, physical and online, and the children of whom something was recorded there.", draw)
