"""Professionals and the lines between those who share children, as the map of professionals draws them."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from csgraph.maps.model import Drawing, Facts, MapEdge, MapNode, MapTie
from csgraph.maps.records import Describer, describer, distinct, joined, sources_of
from csgraph.maps.settings import MapSettings
from csgraph.maps.words import coded, in_words, known, short_day

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.network.colleagues import Colleagues

SHARE = "WORK_WITH_ONE_CHILD"
"""Type of a tie of two who work with one child; no relationship of the graph, but what two of them make."""
SIZE = 15.0


@dataclass(frozen=True)
class Single:
    """What hangs on one professional: whether that is drawn, and what would be lost."""

    agency: str
    alone: tuple[str, ...]
    reached: int
    cut_off: int

    def said(self) -> tuple[str, ...]:
        """What would be lost, in sentences."""
        of = f"{len(self.alone)} of the {self.reached} children here with whom {self.agency} works"
        without = f"Without them {of} would have nobody of {self.agency} on record." if self.alone else ""
        cut = f"Without them {self.cut_off} others would share no child with the rest of this network."
        return tuple(text for text in (without, cut if self.cut_off else "") if text)


@dataclass(frozen=True)
class Team:
    """Professionals and what a map says of them.

    Attributes:
        found: who works with the children.
        view: names and facts; its graph has professionals, teams and children as nodes.
        roles: canonical roles by professional.
        agencies: kind of agency by professional, as a code.
        here: by professional, the children of the map with whom they work.
        partners: by professional, the others with whom they share a child.
        apart: of these, whom they were never at one meeting with.
        hanging: by professional, what would be lost without them; only where something would.
        singles: of these, those that the settings call a single point of failure.
    """

    found: "Colleagues"
    view: Describer
    roles: dict[str, list[str]]
    agencies: dict[str, str]
    here: dict[str, list[str]]
    partners: dict[str, list[str]]
    apart: dict[str, list[str]]
    hanging: dict[str, Single]
    singles: frozenset[str]


def team_of(found: "Colleagues", used: MapSettings, drawing: Drawing, children: "pd.DataFrame | None" = None) -> Team:
    """What a map says of some professionals; `children` as `describer` takes it."""
    from csgraph.network.colleagues import single_points

    lost = {
        row["who"]: Single(coded("agency", row["agency"]), tuple(row["alone"]), row["reached"], row["cut_off"])
        for row in single_points(found.work, found.pairs).to_dict("records")
    }
    least, share = used.rest["single"]["least"], used.rest["single"]["share"]
    singles = {
        who
        for who, one in lost.items()
        if one.cut_off or (len(one.alone) >= least and len(one.alone) >= share * one.reached)
    }
    pairs, work = found.pairs, found.work
    return Team(
        found,
        describer(_graph(work, children), used, drawing, children),
        _lists(work.dropna(subset="role"), "role"),
        dict(zip(work["who"], work["agency"], strict=True)),
        _lists(work, "child"),
        _partners(pairs),
        _partners(pairs[pairs["state"] == "apart"]),
        lost,
        frozenset(singles),
    )


def _graph(work: "pd.DataFrame", children: "pd.DataFrame | None") -> Any:
    """Professionals and children as nodes, for their names; what joins them stands in `Colleagues`."""
    import networkx as nx

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    first = work.groupby("who")[["worker_label", "worker_name", "team", "phone", "email"]].first()
    for who, row in first.to_dict("index").items():
        found = {str(name): value for name, value in row.items()}
        graph.add_node(str(who), label=found.pop("worker_label"), name=found.pop("worker_name"), **found)
    names = {} if children is None else children.set_index("id")[["forename", "surname"]].to_dict("index")
    for child in sorted(set(work["child"])):
        graph.add_node(child, label="Child", name=None, **{str(k): v for k, v in names.get(child, {}).items()})
    return graph


def _lists(work: "pd.DataFrame", column: str) -> dict[str, list[str]]:
    return {str(who): distinct(values) for who, values in work.groupby("who")[column]}


def _partners(pairs: "pd.DataFrame") -> dict[str, list[str]]:
    """By professional the others of their pairs, most children shared first."""
    found: dict[str, list[str]] = {}
    for one, other in zip(pairs["one"], pairs["other"], strict=True):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def role_of(team: Team, who: str) -> str:
    """The roles of a professional in words."""
    return " and ".join(coded("role", role) for role in team.roles.get(who, ())) or "Role not recorded"


def agency_of(team: Team, who: str) -> str:
    """The kind of agency of a professional in words."""
    return coded("agency", team.agencies[who])


def drawn_nodes(team: Team, shown: set[str]) -> tuple[MapNode, ...]:
    """The records of some professionals, by name."""
    nodes = [_node(team, who) for who in sorted(shown)]
    return tuple(sorted(nodes, key=lambda node: (node.label, node.id)))


def _node(team: Team, who: str) -> MapNode:
    here, every = len(team.here[who]), int(team.found.caseload[who])
    rows = team.found.work[team.found.work["who"] == who]
    single = team.hanging.get(who)
    return team.view.node(
        who,
        lines=(role_of(team, who), f"{here} of {every} children"),
        state="single" if who in team.singles else "recorded",
        size=SIZE,
        facts=_facts(team, who),
        reasons=single.said() if single and who in team.singles else (),
        sources=sources_of(rows.to_dict("records")),  # type: ignore[arg-type]
    )


def _facts(team: Team, who: str) -> Facts:
    """Caseload, with whom children are shared, and how to reach them."""
    partners, apart = team.partners.get(who, []), team.apart.get(who, [])
    reached = distinct(agency_of(team, other) for other in partners)
    facts = (
        ("Agency", agency_of(team, who)),
        ("Caseload", f"{int(team.found.caseload[who])} children on record on the day"),
        ("Of the children of this map", str(len(team.here[who]))),
        ("Shares children with", f"{len(partners)} professionals and teams" if partners else "nobody on record"),
        ("Agencies among them", ", ".join(sorted(reached))),
        ("Never at one meeting on record with", f"{len(apart)} of them" if apart else ""),
    )
    return (*(pair for pair in facts if pair[1]), *team.view.facts(who))


def drawn_lines(team: Team, shown: set[str], least: int) -> tuple[MapEdge, ...]:
    """The lines between professionals drawn who share at least so many children."""
    pairs = team.found.pairs
    wanted = pairs[(pairs["shared"] >= least) & pairs["one"].isin(shown) & pairs["other"].isin(shown)]
    shared, met = _by_pair(team.found.shared), _by_pair(team.found.meetings)
    rows = wanted.sort_values(["one", "other"]).to_dict("records")
    return tuple(_line(row, shared[row["one"], row["other"]], met.get((row["one"], row["other"]), [])) for row in rows)


def _by_pair(rows: "pd.DataFrame") -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["one"], row["other"]), []).append({str(name): value for name, value in row.items()})
    return found


def _line(row: dict[Any, Any], shared: list[dict[str, Any]], met: list[dict[str, Any]]) -> MapEdge:
    """Two professionals: one record behind it for each child that both work with, one for each meeting of both."""
    ties = [{**child, "type": SHARE, "start": child["begun"]} for child in shared]
    made = joined(row["one"], row["other"], ties, row["state"])
    meetings = tuple(_meeting(one) for one in met)
    number = len(shared)
    said = "At no meeting together on record" if row["state"] == "apart" else "Cannot tell whether they met"
    last = f"{row['meetings']}, the last on {short_day(row['last_met'])}" if row["meetings"] else said
    return replace(
        made,
        words=f"Share {number} {'child' if number == 1 else 'children'}",
        facts=(("Children shared", str(number)), ("Meetings of both", last), *made.facts),
        ties=(*made.ties, *meetings),
    )


def _meeting(row: dict[str, Any]) -> MapTie:
    """A meeting at which both were; it says nothing of what they told each other."""
    day = f"{row['held_on']:%Y-%m-%d}" if known(row["held_on"]) else ""
    return MapTie(words=in_words(row["kind"], "meeting"), relationship="At one meeting", start=day, end=day)
