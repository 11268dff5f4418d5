"""Invented networks and findings, in the shapes that csgraph.network and csgraph.questions give."""

import itertools
import random
from datetime import date
from typing import Any

import networkx as nx
import pandas as pd

from csgraph.findings import Findings, findings_table
from csgraph.maps.model import Drawing

AS_OF = date(2026, 10, 31)
CHILD = "ssd:100"
ROLES: dict[str, Any] = {
    "worker": "text",
    "worker_name": "text",
    "role": "text",
    "setting": "text",
}
MEETING_COLUMNS: dict[str, Any] = {
    "worker": "text",
    "worker_name": "text",
    "days": "texts",
    "kinds": "texts",
    "held": "whole",
}
WORKERS = (
    ("ssdworker:1", "Professional", "Amina Khan", "social_worker", "current"),
    ("health:1", "Professional", "Clare Moore", "school_nurse", "current"),
    ("ods:1", "Agency", "Sankey Valley Family Practice", "gp", "current"),
    ("school:1", "Professional", "Deepa Shah", "dsl", "current"),
    ("yjs:1", "Professional", "Ewan Reid", "yjs_case_manager", "current"),
    ("health:2", "Professional", "Frances Ward", "camhs", "ended"),
    ("police:1", "Professional", "Gareth Hall", "police_missing", "current"),
    ("email:1", "Professional", "Helen Price", "family_support_worker", "current"),
    ("email:2", "Professional", "Ian Brook", "virtual_school", "current"),
)
EXPECTED = (
    ("social_worker", "present", "ssdworker:1", "S"),
    ("school_nurse", "present", "health:1", "S"),
    ("gp", "present", "ods:1", "L"),
    ("dsl", "present", "school:1", "S"),
    ("yjs_case_manager", "present_stale", "yjs:1", "S"),
    ("camhs", "ended_without_successor", "health:2", "L"),
    ("police_missing", "present", "police:1", "L"),
    ("rhi_provider", "gap", "", "S"),
    ("substance_worker", "gap", "", "L"),
    ("exploitation_worker", "gap", "", "L"),
    ("senco", "gap", "", "S"),
    ("paediatrician", "cannot_tell", "", "L"),
    ("iro", "gap", "", "S"),
)


def drawing(**changed: Any) -> Drawing:
    """What a test asks of a map."""
    asked = {"as_of": AS_OF, "drawn_on": date(2026, 11, 23), "purpose": "Panel of 25 November 2026", "child": CHILD}
    return Drawing(**{**asked, **changed})


def tie(type_: str, kind: str = "", **more: Any) -> dict[str, Any]:
    """Attributes of an edge."""
    provenance = {"source": "ssd", "record": "r1", "row": 7, "batch": "b1", "recorded_by": "social_care"}
    return {"type": type_, "kind": kind, "state": "current", "reliability": "reported", **provenance, **more}


def professional_example() -> "nx.MultiGraph[str]":
    """One child with family, friends, places, schools and professionals."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    people = ((CHILD, "Kayla", "Wright"), ("ssd:101", "Jay", "Wright"), ("ssd:102", "Mia", "Begum"))
    for id_, forename, surname in (*people, ("ssd:103", "Leo", "Davies"), ("ssd:104", "Zara", "Ali")):
        graph.add_node(
            id_,
            label="Child",
            kind="child",
            name=None,
            forename=forename,
            surname=surname,
            dob=pd.Timestamp("2012-03-01"),
            sex="F",
        )
    for id_, first, last in (
        ("ssd:201", "Tracy", "Wright"),
        ("ssd:202", "Lee", "Wright"),
        ("peermap:P-A1", "Dee", None),
    ):
        graph.add_node(id_, label="Adult", kind="adult", name=None, forename=first, surname=last)
    graph.add_node("urn:1", label="School", kind="school", name="Walker Academy")
    graph.add_node("urn:2", label="School", kind="school", name="The Bridge Alternative Provision")
    graph.add_node("place:1", label="Location", kind="transport_hub", name="Northgate Station", online=False)
    graph.add_node(
        "place:2", label="Location", kind="youth_club", name="Orford Youth Club", online=False, protective=True
    )
    graph.add_node("place:3", label="Location", kind="online_platform", name="ChatterBox", online=True)
    for id_, label, name, role, state in WORKERS:
        graph.add_node(id_, label=label, kind=role, name=name)
        ended = (
            {"end": pd.Timestamp("2026-06-03")} if state == "ended" else {"last_contact": pd.Timestamp("2026-09-12")}
        )
        graph.add_edge(
            id_,
            CHILD,
            f"w{id_}",
            **tie("INVOLVED_WITH", "", role=role, start=pd.Timestamp("2025-01-06"), **ended, state=state),
        )
    for other, made in (
        ("ssd:101", tie("FAMILY_OF", "sibling")),
        ("ssd:201", tie("FAMILY_OF", "parent")),
        ("ssd:202", tie("FAMILY_OF", "parent")),
        ("ssd:102", tie("PEER_OF", "protective_tie")),
        ("ssd:103", tie("PEER_OF", "co_missing", source="police_missing")),
        ("ssd:104", tie("PEER_OF", "friend_peer")),
        ("peermap:P-A1", tie("LINKED_TO", "of_concern", recorded_by="police")),
        ("urn:1", tie("ATTENDS", enrolment="main")),
        ("urn:2", tie("ATTENDS", enrolment="alternative")),
        ("place:1", tie("LINKED_TO_PLACE", "feels_unsafe_at")),
        ("place:2", tie("LINKED_TO_PLACE", "feels_safe_at")),
        ("place:3", tie("LINKED_TO_PLACE", "frequents")),
    ):
        graph.add_edge(CHILD, other, f"k{other}", **made)
    return graph


def missing_links_example() -> Findings:
    """Findings on the expected roles of that child."""
    names = {id_: name for id_, _, name, _, _ in WORKERS}
    rows = [
        {
            "subject": CHILD,
            "subject_label": "Child",
            "state": state,
            "finding": f"{role}: {state}.",
            "basis": basis,
            "reasons": ["aged 14", "missing on 2026-09-01"],
            "sources": ["police_missing M1, row 4 (b2)"],
            "next_step": "Ask the team.",
            "would_change": "A record of somebody in this role.",
            "role": role,
            "setting": "urn:2" if role == "senco" else "",
            "worker": worker,
            "worker_name": names.get(worker, ""),
        }
        for role, state, worker, basis in EXPECTED
    ]
    table = findings_table(pd.DataFrame(rows), ROLES)
    return Findings(
        "missing-links", AS_OF, table, {}, ["A state says what the loaded extracts record, not who is there."]
    )


def meetings_example() -> Findings:
    """Findings on meetings about that child: one worker was not asked to one, another did not come."""
    said = {"basis": "L", "next_step": "Ask them to the next.", "would_change": "Minutes that show them there."}
    rows = [
        {
            "subject": CHILD,
            "subject_label": "Child",
            "state": state,
            "finding": f"{name} {words} 1 of 3 meetings on record.",
            "reasons": [f"Core group on 2026-09-01: {words}"],
            "sources": ["case_records M1, row 4 (b2)"],
            "worker": worker,
            "worker_name": name,
            "days": ["2026-09-01"],
            "kinds": ["core_group"],
            "held": 3,
            **said,
        }
        for state, worker, name, words in (
            ("not_invited", "health:1", "Clare Moore", "was not asked to"),
            ("did_not_attend", "yjs:1", "Ewan Reid", "was asked to and did not come to"),
        )
    ]
    return Findings("network", AS_OF, findings_table(pd.DataFrame(rows), MEETING_COLUMNS), {}, [])


def peer_example(groups: int = 6, seed: int = 3) -> "nx.MultiGraph[str]":
    """Groups of five to nine children with several ties a pair, a bridge between the first two, loose children."""
    dice = random.Random(seed)
    graph: nx.MultiGraph[str] = nx.MultiGraph(groups=[])
    number = 0
    for group in range(groups):
        members = []
        for _ in range(5 + group % 5):
            number += 1
            members.append(f"ssd:{1000 + number}")
            graph.add_node(members[-1], **_peer(dice, f"peers:{group}", f"Peer group {group + 1}"))
        graph.graph["groups"].append(
            {"group": f"peers:{group}", "name": f"Peer group {group + 1}", "size": len(members)}
        )
        pairs = [(a, b) for index, a in enumerate(members) for b in members[index + 1 :]]
        chain = list(itertools.pairwise(members))
        for one, other in chain + dice.sample(pairs, len(pairs) // 2):
            for _ in range(dice.choice((1, 1, 2, 4))):
                _join(graph, dice, one, other)
    first, second = (sorted(n for n in graph if graph.nodes[n]["group"] == f"peers:{g}") for g in (0, 1))
    for other in second[:2]:
        _join(graph, dice, first[0], other)
    graph.nodes[first[0]]["bridges"] = ["peers:1"]
    graph.add_node("ssd:9000", **_peer(dice, None, None))
    graph.nodes["ssd:9000"]["bridges"] = ["peers:0", "peers:1"]
    for other in (first[1], first[2], second[2], second[3]):
        _join(graph, dice, "ssd:9000", other)
    graph.add_node("ssd:9001", **_peer(dice, None, None))
    _join(graph, dice, "ssd:9001", first[3])
    graph.add_edge(first[2], first[3], "family", **{**tie("FAMILY_OF", "sibling"), "reliability": "evidence"})
    return graph


def peer_findings(graph: "nx.MultiGraph[str]") -> Findings:
    """Findings on those groups."""
    rows = []
    for group in graph.graph["groups"]:
        children = sorted(n for n in graph if graph.nodes[n]["group"] == group["group"])
        rows.append(
            {
                **_finding(group["group"], "Group", "stable"),
                "group_name": group["name"],
                "size": len(children),
                "stability": 0.86,
                "occasions": 12,
                "latest": pd.Timestamp("2026-10-02"),
                "children": children,
            }
        )
    more: dict[str, Any] = {"group_name": "text", "size": "whole", "stability": "number", "occasions": "whole"}
    table = findings_table(pd.DataFrame(rows), {**more, "latest": "date", "children": "texts"})
    return Findings("peer-groups", AS_OF, table, {}, ["A source that was not loaded cannot show a tie."])


def place_example(places: int = 9, seed: int = 4) -> "nx.MultiGraph[str]":
    """Places with children, some of whom are at several, one online and one protective."""
    dice = random.Random(seed)
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    children = [f"ssd:{2000 + number}" for number in range(60)]
    kinds = ("park", "transport_hub", "takeaway", "shopping_centre", "online_platform", "youth_club", "hotel")
    for number in range(places):
        kind = kinds[number % len(kinds)]
        state = "protective" if kind == "youth_club" else "ranked"
        graph.add_node(
            f"place:{number}",
            label="Location",
            kind=kind,
            name=f"{('Bewsey', 'Orford', 'Northgate', 'Sankey')[number % 4]} {kind.replace('_', ' ')}",
            online=kind == "online_platform",
            protective=state == "protective",
            state=state,
            rank=number + 1 if state == "ranked" else None,
            unrelated=9 - number,
        )
        for child in dice.sample(children[number * 5 : number * 5 + 16] or children, 9 - number % 4):
            graph.add_node(child, **_peer(dice, None, None))
            made = {
                "kind": "feels_safe_at" if state == "protective" else dice.choice(("incident", "missing", "harmed_at"))
            }
            edge = {**tie("AT"), **made, "reliability": dice.choice(("evidence", "reported"))}
            graph.add_edge(child, f"place:{number}", f"{child}+{number}", **edge)
    return graph


def place_findings(graph: "nx.MultiGraph[str]") -> Findings:
    """Findings on those places."""
    places = sorted(n for n in graph if graph.nodes[n]["label"] == "Location")
    rows = [_finding(place, "Location", str(graph.nodes[place]["state"])) for place in places]
    return Findings(
        "risky-places", AS_OF, findings_table(pd.DataFrame(rows)), {}, ["More records where more people look."]
    )


def _finding(subject: str, label: str, state: str) -> dict[str, Any]:
    return {
        "subject": subject,
        "subject_label": label,
        "state": state,
        "finding": "Several children are tied by dated records.",
        "basis": "",
        "reasons": ["4 × missing together, recorded by police"],
        "sources": ["police_missing M1, row 4 (b2)"],
        "next_step": "Bring the professionals together.",
        "would_change": "A tie that proves wrong.",
    }


def _peer(dice: random.Random, group: str | None, name: str | None) -> dict[str, Any]:
    forename, surname = dice.choice("ABCDEFJKLMNRSTZ") + "a", dice.choice("ABCDGHKLMPRSTW") + "e"
    named = {"label": "Child", "kind": "child", "name": None, "forename": forename, "surname": surname}
    born = pd.Timestamp(f"{dice.randint(2009, 2014)}-05-04")
    return {
        **named,
        "dob": born,
        "group": group,
        "group_name": name,
        "stability": 0.9 if group else None,
        "bridges": [],
    }


def _join(graph: "nx.MultiGraph[str]", dice: random.Random, one: str, other: str) -> None:
    kind = dice.choice(("friend_peer", "co_missing", "co_incident", "protective_tie", "in_conflict_with"))
    certain = dice.choice(("evidence", "evidence", "reported", "judgement", "unverified"))
    number = graph.number_of_edges()
    graph.add_edge(one, other, f"t{number}", **{**tie("PEER_OF", kind), "record": f"r{number}", "reliability": certain})
