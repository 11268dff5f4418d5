"""The map of professionals: who shares which children, who has never met, caseloads, and what hangs on one person."""

from typing import TYPE_CHECKING

from csgraph.maps.colleagues_drawn import Team, drawn_lines, drawn_nodes, team_of
from csgraph.maps.colleagues_tables import tables_of
from csgraph.maps.layout import boxes_of, placed
from csgraph.maps.model import Drawing, Map, MapMeta, MapModel, MapNode
from csgraph.maps.sector_arcs import on_arcs
from csgraph.maps.sectors import sector_by_role
from csgraph.maps.settings import settings
from csgraph.network.as_of import days_before

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.network.colleagues import Colleagues
    from csgraph.store import Store

NAME = "professionals"
ASKED = "the children asked about"
PANEL = "children whom the panel was told of in the year before the day"
PLANS = "children with an open plan on the day"


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The professionals of the drawing's children, else of those under the panel's consideration."""
    from csgraph.network.colleagues import colleagues

    children, boundary = _children(store, drawing)
    found = colleagues(store, children, as_of=drawing.as_of)
    return colleagues_map(found, drawing, boundary, store.read("child_names"))


def _children(store: "Store", drawing: Drawing) -> tuple[frozenset[str], str]:
    """The children asked about, and in words which those are. Of a whole store no map could be read."""
    if drawing.child is not None:
        return frozenset({drawing.child}), ASKED
    if drawing.children is not None:
        return drawing.children, ASKED
    since = days_before(drawing.as_of)
    told = frozenset(store.read("panel_children", since=since, as_of=drawing.as_of)["child"])
    if told:
        return told, PANEL
    return frozenset(store.read("child_plans", as_of=drawing.as_of)["child"]), PLANS


def colleagues_map(
    found: "Colleagues", drawing: Drawing, boundary: str, children: "pd.DataFrame | None" = None
) -> MapModel:
    """The map of some professionals.

    Args:
        found: who works with the children, and who shares them.
        drawing: what was asked.
        boundary: which children these are, in words.
        children: id, forename and surname of every child of the store; see `describer`.
    """
    team = team_of(found, settings(NAME), drawing, children)
    shown, least = readable(team)
    nodes = drawn_nodes(team, shown)
    edges = drawn_lines(team, shown, least)
    arcs = on_arcs(_sectors(team, nodes), boxes_of(nodes))
    return MapModel(
        NAME,
        _meta(team, boundary, len(nodes), len(edges), least),
        placed(nodes, arcs.places, arcs.above),
        edges,
        captions=arcs.captions,
        outlines=arcs.outlines,
        tables=tables_of(team, nodes, edges),
        listed=tuple(sorted(set(found.work["child"]))),
    )


def readable(team: Team) -> tuple[set[str], int]:
    """Who is drawn, and from how many children shared on lines are drawn.

    Lines of two who share few children are left out first, for all alike, and with them whoever has no other line.
    Single points of failure stay.
    """
    pairs, used = team.found.pairs, team.view.settings
    everybody = set(team.found.work["who"])
    most, lines = team.view.drawing.records or used.records, int(used.rest["lines"])
    if team.view.drawing.whole or (len(pairs) <= lines and len(everybody) <= most):
        return everybody, 1
    for least in range(1, int(pairs["shared"].max() if len(pairs) else 0) + 1):
        kept = pairs[pairs["shared"] >= least]
        ends = {*kept["one"], *kept["other"]}
        if len(kept) <= lines and len(ends) <= most:
            return ends | set(sorted(team.singles)[: most - len(ends)]), least
    first = pairs.head(lines)  # many share as many: the first of them, by id
    ends = set(first["one"].head(most // 2)) | set(first["other"].head(most // 2))
    return ends or set(sorted(everybody)[:most]), 1 if pairs.empty else int(pairs["shared"].max())


def _sectors(team: Team, nodes: tuple[MapNode, ...]) -> dict[str, list[str]]:
    """Members of each sector, under its caption, those of one role side by side.

    The order hangs on roles and names alone, so that next month's map has its people where this one has them.
    """
    sectors = team.view.settings.rest["sector"]
    numbers, last = sector_by_role(sectors), len(sectors) - 1
    members: list[list[str]] = [[] for _ in sectors]
    for node in sorted(nodes, key=lambda node: (node.lines[:1], node.label, node.id)):
        roles = team.roles.get(node.id, [])
        members[min((numbers.get(role, last) for role in roles), default=last)].append(node.id)
    return {f"{part['words']}: {len(ids)} drawn": ids for part, ids in zip(sectors, members, strict=True) if ids}


def _meta(team: Team, boundary: str, nodes: int, lines: int, least: int) -> MapMeta:
    """What the reader must know."""
    used, drawing, found = team.view.settings, team.view.drawing, team.found
    states = found.pairs["state"].value_counts()
    people, children = found.work["who"].nunique(), found.work["child"].nunique()
    left, left_lines = people - nodes, len(found.pairs) - lines
    few = f"{left_lines} lines of two who share fewer than {least} children" if least > 1 else f"{left_lines} lines"
    return used.head(
        drawing,
        boundary=boundary,
        summary=(
            ("Children", str(children)),
            ("Professionals and teams who work with them", str(people)),
            ("Two who share a child", str(len(found.pairs))),
            ("Of these, never at one meeting on record", str(states.get("apart", 0))),
            ("Of these, cannot tell", str(states.get("untold", 0))),
            ("Single points of failure", str(len(team.singles))),
        ),
        left_out=f"{left} professionals and {few}, so that names can be read; the tables have them. "
        "Whoever has no line here shares fewer children. Narrow it with --child, --group or --place."
        if left or left_lines
        else "",
    )


MAP = Map(
    NAME,
    "Professionals",
    "Who shares which children, who has never been at one meeting, caseloads, and what hangs on one person.",
    draw,
)
