"""The network around one child, alike on both engines."""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from graphs import Rows, put

from csgraph.batch import Joint
from csgraph.errors import CsgraphError
from csgraph.network.professional import professional_network
from csgraph.store import Store

if TYPE_CHECKING:
    import networkx as nx

DAY = date(2026, 10, 31)
CHILD, SISTER, PEER = "ssd:1", "ssd:2", "ssd:3"


def link(id_: str, from_id: str, to_id: str, **properties: object) -> dict[str, object]:
    """A relationship that a record of the extract `ssd` made."""
    made = {"id": id_, "from_id": from_id, "to_id": to_id, "source": "ssd", "record": f"record {id_}", "row": 7}
    return {**made, "batch": "b", "recorded_by": "social_care", "reliability": "reported", **properties}


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


NODES: dict[str, Rows] = {
    "Child": [
        {"id": CHILD, "forename": "Ann", "surname": "Lee", "send": "ehcp", "disability": ["AUT"]},
        {"id": SISTER, "forename": "Bea"},
        {"id": PEER, "forename": "Cai"},
        {"id": "ssd:4", "forename": "Dee"},
    ],
    "Adult": [{"id": "ssd:90", "forename": "Eve", "surname": "Lee"}],
    "Professional": [
        {"id": "ssdworker:1", "name": "Sam Fox", "role": "social_worker", "phone": "01632 960001"},
        {"id": "ssdworker:2", "name": "Old Hand"},
        {"id": "ssdworker:3", "name": "Elsewhere"},
    ],
    "Agency": [{"id": "ssdteam:T1", "name": "North team", "kind": "social_care"}],
    "School": [{"id": "urn:100001", "name": "Alder"}, {"id": "urn:100002", "name": "Beech"}],
    "Location": [{"id": "place:L1", "name": "The park", "kind": "park"}],
    "Group": [{"id": "group:G1", "name": "Saturday group"}],
    "Event": [
        {"id": "m:1", "kind": "missing", "start": day("2026-10-01 22:00"), "end": day("2026-10-02 03:00")},
        {"id": "m:2", "kind": "missing", "start": day("2026-11-05 22:00")},
    ],
}
LINKS: dict[Joint, Rows] = {
    ("FAMILY_OF", "Adult", "Child"): [
        link("f1", "ssd:90", CHILD, kind="parent"),
        link("f2", "ssd:90", SISTER, kind="parent"),
    ],
    ("PEER_OF", "Child", "Child"): [
        link("p1", PEER, CHILD, kind="friend_peer", start=day("2026-05-01")),
        link("p2", CHILD, PEER, kind="co_missing", start=day("2026-10-01"), recorded_by="police"),
        link("p3", PEER, "ssd:4", kind="friend_peer"),
        link("p4", CHILD, "ssd:4", kind="friend_peer", review_by=day("2026-10-30")),
    ],
    ("INVOLVED_WITH", "Professional", "Child"): [
        link("i1", "ssdworker:1", CHILD, role="social_worker", start=day("2026-01-01"), last_contact=day("2026-10-01")),
        link("i2", "ssdworker:2", CHILD, role="social_worker", start=day("2025-01-01"), end=day("2025-12-31")),
        link("i3", "ssdworker:3", PEER, role="social_worker"),
        link("i4", "ssdworker:3", CHILD, role="iro", start=day("2026-11-01")),
    ],
    ("WORKS_FOR", "Professional", "Agency"): [link("w1", "ssdworker:1", "ssdteam:T1")],
    ("WORKS_AT", "Professional", "School"): [
        link("w2", "ssdworker:1", "urn:100001", role="dsl"),
        link("w3", "ssdworker:1", "urn:100002", role="dsl"),
    ],
    ("ATTENDS", "Child", "School"): [link("a1", CHILD, "urn:100001", enrolment="main")],
    ("MEMBER_OF", "Child", "Group"): [link("g1", CHILD, "group:G1")],
    ("INVOLVED_IN", "Child", "Event"): [link("e1", CHILD, "m:1"), link("e2", CHILD, "m:2")],
    ("OCCURRED_AT", "Event", "Location"): [
        link("o1", "m:1", "place:L1", kind="returned_from"),
        link("o2", "m:2", "place:L1", kind="returned_from"),
    ],
}


@pytest.fixture
def network(store: Store) -> "nx.MultiGraph":
    put(store, NODES, LINKS)
    return professional_network(store, CHILD, as_of=DAY)


def test_the_network_holds_family_peers_groups_places_schools_professionals_and_agencies(
    network: "nx.MultiGraph",
) -> None:
    labels = {id_: attributes["label"] for id_, attributes in network.nodes(data=True)}
    assert labels == {
        CHILD: "Child",
        SISTER: "Child",
        PEER: "Child",
        "ssd:90": "Adult",
        "ssdworker:1": "Professional",
        "ssdworker:2": "Professional",
        "ssdteam:T1": "Agency",
        "urn:100001": "School",
        "place:L1": "Location",
        "group:G1": "Group",
    }
    assert {key for _, _, key in network.edges(keys=True)} == {
        "f1", "f2", "p1", "p2", "i1", "i2", "w1", "w2", "a1", "g1", "o1",
    }  # fmt: skip


def test_two_ties_between_the_same_children_stay_two(network: "nx.MultiGraph") -> None:
    ties = network.get_edge_data(CHILD, PEER)
    assert {key: (tie["kind"], tie["recorded_by"]) for key, tie in ties.items()} == {
        "p1": ("friend_peer", "social_care"),
        "p2": ("co_missing", "police"),
    }


def test_a_node_carries_what_is_set_and_no_name_where_it_is_a_person(network: "nx.MultiGraph") -> None:
    assert network.nodes[CHILD] == {
        "id": CHILD,
        "label": "Child",
        "kind": "child",
        "name": None,
        "forename": "Ann",
        "surname": "Lee",
        "send": "ehcp",
        "disability": ["AUT"],
    }
    assert network.nodes["ssd:90"]["name"] is None
    assert network.nodes["ssdworker:1"]["name"] == "Sam Fox"
    assert network.nodes["ssdworker:1"]["kind"] == "social_worker"
    assert network.nodes["place:L1"]["kind"] == "park"


def test_a_tie_carries_its_record_and_whether_it_has_ended(network: "nx.MultiGraph") -> None:
    held = network.edges[CHILD, "ssdworker:1", "i1"]
    assert (held["type"], held["role"], held["state"]) == ("INVOLVED_WITH", "social_worker", "current")
    assert (held["source"], held["record"], held["row"], held["batch"]) == ("ssd", "record i1", 7, "b")
    assert held["last_contact"] == day("2026-10-01")
    assert network.edges[CHILD, "ssdworker:2", "i2"]["state"] == "ended"


def test_an_event_is_a_tie_with_the_place_where_it_happened(network: "nx.MultiGraph") -> None:
    tie = network.edges[CHILD, "place:L1", "o1"]
    assert (tie["type"], tie["kind"], tie["event_kind"], tie["event"]) == (
        "OCCURRED_AT", "returned_from", "missing", "m:1",
    )  # fmt: skip
    assert tie["state"] == "ended"


def test_a_child_whom_the_store_does_not_hold_is_told(store: Store) -> None:
    put(store, NODES, {})
    with pytest.raises(CsgraphError, match="no such child"):
        professional_network(store, "ssd:404", as_of=DAY)


def test_a_child_about_whom_nothing_else_is_recorded_stands_alone(store: Store) -> None:
    put(store, NODES, {})
    assert list(professional_network(store, CHILD, as_of=DAY).nodes) == [CHILD]
