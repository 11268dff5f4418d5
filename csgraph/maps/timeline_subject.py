"""Whom a timeline is about: one child, or the members of a group; and the names of all who stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from csgraph.errors import CsgraphError
from csgraph.maps.happening import Happening
from csgraph.maps.model import Drawing
from csgraph.maps.words import coded

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.store import Store


@dataclass(frozen=True)
class Subject:
    """Whom a timeline is about.

    Attributes:
        children: their node ids.
        told: whom, in words.
        group: id of the group; empty for a child.
        name: of the group; empty for a child.
    """

    children: frozenset[str]
    told: str
    group: str = ""
    name: str = ""


def subject_of(store: Store, drawing: Drawing) -> Subject:
    """The child or the group's members on the day.

    Raises:
        CsgraphError: none was named, or there is no such child or group.
    """
    if drawing.child is not None:
        if drawing.child not in set(store.read("children")["child"]):
            raise CsgraphError("The store holds no such child.", "Check the id, such as ssd:123456.")
        return Subject(frozenset({drawing.child}), "one child")
    if drawing.context is None:
        raise CsgraphError(
            "This map is about one child or one group.", "Name it, such as --child ssd:123456 or --group G1."
        )
    return _group(store, drawing.context, drawing.as_of)


def _group(store: Store, group: str, as_of: date) -> Subject:
    from csgraph.network.peer_grouping import peer_grouping

    named = store.read("group_members", as_of=as_of)
    named = named[named["named_group"] == group]
    if len(named):
        name = named["group_name"].fillna(group).iloc[0]
        return Subject(frozenset(named["child"]), "the members of a group that an agency named", group, str(name))
    found = peer_grouping(store, as_of=as_of, resamplings=0)
    members = found.members.loc[found.members["group"] == group, "child"]
    if members.empty:
        raise CsgraphError(
            "There is no such group on that day.", "csgraph ask peer-groups shows those there are, with their ids."
        )
    name = found.groups.loc[found.groups["group"] == group, "name"].iloc[0]
    return Subject(frozenset(members), "the members of a peer group that recorded ties make", group, str(name))


def happened_to_group(store: Store, group: str, as_of: date, words: Mapping[str, str]) -> list[Happening]:
    """Meetings and referrals that are about the group itself."""
    from csgraph.network.citations import citations
    from csgraph.network.meetings import subjects_of_meetings

    held = subjects_of_meetings(store, as_of)
    held = held[held["subject"] == group].rename(columns={"held_on": "day"}).assign(state="meeting")
    asked = store.read("panel_referrals", as_of=as_of)
    asked = asked[asked["subject"] == group].rename(columns={"referral": "meeting", "referred_on": "day"})
    found = []
    for rows in (held, asked.assign(state="referral", kind="panel")):
        dated = rows.assign(cited=citations(rows)).dropna(subset="day").sort_values(["day", "meeting", "cited"])
        found += [_of_group(row, words) for row in dated.drop_duplicates("meeting").to_dict("records")]
    return found


def _of_group(row: Mapping[Any, Any], words: Mapping[str, str]) -> Happening:
    key = f"{row['state']}.{row['kind']}"
    return Happening(
        key,
        str(row["meeting"]),
        words.get(key) or coded(str(row["state"]), row["kind"]),
        row["day"].date(),
        agency=(str(row["recorded_by"]),),
        told=(str(row["reliability"]),),
        sources=(str(row["cited"]),),
        facts=(("About", "the group itself"),),
    )


def names_graph(store: Store, subject: Subject, happened: Iterable[Happening]) -> nx.MultiGraph[str]:
    """Every child, place and worker of the happenings as a node, with what they are called; nothing joins them."""
    import networkx as nx

    wanted = set(subject.children)
    workers: set[str] = set()
    for one in happened:
        wanted |= {*one.children, *(id_ for id_, _ in one.others)}
        workers |= {one.node} if one.key.startswith("worker") else set()
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    homes = store.read("child_homes").set_index("child")
    for child in sorted(wanted & set(homes.index)):
        row = homes.loc[child]
        fixed = {"label": "Child", "kind": "child", "name": None}
        graph.add_node(child, **fixed, **{name: row[name] for name in ("forename", "surname", "dob")})
    places = store.read("places").set_index("place")
    for place in sorted(wanted & set(places.index)):
        row = places.loc[place]
        graph.add_node(place, label="Location", name=row["name"], kind=row["kind"], online=row["online"] is True)
    graph.add_nodes_from(_workers(store, workers))
    return graph


def _workers(store: Store, wanted: set[str]) -> list[tuple[str, dict[str, Any]]]:
    """Professionals by their name; whoever is only known as a team or service by its kind."""
    people = store.read("people_names")
    people = people[(people["label"] == "Professional") & people["id"].isin(wanted)]
    names = dict(zip(people["id"], people["surname"], strict=True))
    return [
        (id_, {"label": "Professional" if id_ in names else "Agency", "kind": "", "name": names.get(id_)})
        for id_ in sorted(wanted)
    ]
