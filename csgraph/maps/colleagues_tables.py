"""The tables under the map of professionals: all of them, who should ring whom, and what hangs on one person."""

from collections.abc import Sequence

from csgraph.maps.colleagues_drawn import Team, agency_of, role_of
from csgraph.maps.model import MapEdge, MapNode, Table
from csgraph.maps.records import distinct
from csgraph.maps.tables import links_table, without_blanks
from csgraph.maps.words import known, short_day

NAMED = 6
"""Names of a cell, at most."""


def tables_of(team: Team, nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> tuple[Table, ...]:
    """Every table of the map, what somebody can act on first."""
    return (
        never_met(team),
        single_points_table(team),
        everybody(team),
        links_table(nodes, edges, "Lines of the map"),
    )


def never_met(team: Team) -> Table:
    """Two who share children and were at no meeting together on record: who could ring whom, about which children."""
    pairs = team.found.pairs
    rows = pairs[pairs["state"].isin(["apart", "untold"])]
    shown = rows.head(int(team.view.settings.rest["rows"])).to_dict("records")
    names = team.view.names
    cells = []
    for row in shown:
        caller, called = _callers(team, str(row["one"]), str(row["other"]))
        cells.append(
            (
                names[caller],
                role_of(team, caller),
                names[called],
                role_of(team, called),
                _reach(team, called),
                ", ".join(names[child] for child in row["children"]),
                "Never at one meeting on record" if row["state"] == "apart" else "Cannot tell: no extract would show",
            )
        )
    columns = ("Who could ring", "Role", "Whom", "Their role", "How", "About", "Meetings of both")
    empty = "Of all who share a child, each two were at one meeting on record, or nobody shares a child."
    title = _first("Share children and have never met: who could ring whom", len(shown), len(rows))
    return without_blanks(Table(title, columns, tuple(cells), empty))


def _callers(team: Team, one: str, other: str) -> tuple[str, str]:
    """Of two the one who could ring, and the other: by role, then by with how many others children are shared.

    A team of which nobody is named is rung, and rings nobody.
    """
    first = list(team.view.settings.rest["ring"]["first"])

    def order(who: str) -> tuple[bool, int, int, str]:
        unnamed = team.view.graph.nodes[who]["label"] != "Professional"
        place = min((first.index(role) for role in team.roles.get(who, ()) if role in first), default=len(first))
        return unnamed, place, -len(team.partners.get(who, ())), who

    caller, called = sorted((one, other), key=order)
    return caller, called


def _reach(team: Team, who: str) -> str:
    """The telephone and the e-mail on record; none on a page for a shared screen."""
    if team.view.drawing.roll:
        return ""
    found = team.view.graph.nodes[who]
    return ", ".join(str(found[name]) for name in ("phone", "email") if known(found.get(name))) or "no number on record"


def single_points_table(team: Team) -> Table:
    """On whom children or others hang: those marked first, then everybody without whom a child loses an agency."""
    names = team.view.names
    order = sorted(team.hanging, key=lambda who: (who not in team.singles, -len(team.hanging[who].alone), who))
    shown = order[: int(team.view.settings.rest["rows"])]
    cells = tuple(
        (
            names[who],
            role_of(team, who),
            agency_of(team, who),
            "yes" if who in team.singles else "no",
            " ".join(team.hanging[who].said()),
            ", ".join(names[child] for child in team.hanging[who].alone),
            "Their manager names a second person who knows these children, before leave or sickness makes it urgent.",
        )
        for who in shown
    )
    columns = ("Who", "Role", "Agency", "Marked", "What would be lost", "Children", "Next step")
    title = _first("Single points of failure", len(shown), len(order))
    return Table(title, columns, cells, empty="Nobody on record is the only one of an agency for a child here.")


def everybody(team: Team) -> Table:
    """Every professional and team, drawn or not: caseload, with whom children are shared, whom they never met."""
    names = team.view.names
    order = sorted(team.here, key=lambda who: (-len(team.partners.get(who, ())), names[who], who))
    shown = order[: int(team.view.settings.rest["rows"])]
    first, met = team.view.graph.nodes, _last_met(team)
    cells = tuple(
        (
            names[who],
            role_of(team, who),
            str(first[who]["team"]) if known(first[who].get("team")) else "",
            agency_of(team, who),
            str(int(team.found.caseload[who])),
            ", ".join(names[child] for child in team.here[who]),
            str(len(team.partners.get(who, ()))),
            str(len(distinct(agency_of(team, other) for other in team.partners.get(who, ())))),
            _some([f"{names[other]} ({role_of(team, other)})" for other in team.apart.get(who, ())]),
            met.get(who, ""),
        )
        for who in shown
    )
    columns = (
        *("Who", "Role", "Team", "Agency", "Caseload", "Children of this map", "Share children with"),
        *("Agencies reached", "Never at one meeting on record with", "Last meeting with one of them"),
    )
    title = _first("Professionals and teams", len(shown), len(order))
    return without_blanks(Table(title, columns, cells, empty="Nobody is on record as working with these children."))


def _last_met(team: Team) -> dict[str, str]:
    """Day of the latest meeting with one of those with whom children are shared, by professional."""
    met = team.found.pairs.dropna(subset="last_met").sort_values("last_met")
    days: dict[str, str] = {}
    for one, other, day in zip(met["one"], met["other"], met["last_met"], strict=True):
        days[one] = days[other] = short_day(day)
    return days


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are. With roles: two names side by side may read as a third."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _first(title: str, shown: int, every: int) -> str:
    return title if shown == every else f"{title} (the first {shown} of {every})"
