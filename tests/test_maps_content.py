"""What the maps draw of what was found: gaps as empty shapes, certainty as a pattern, homes and blame left out."""

import itertools
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from map_examples import (
    CHILD,
    drawing,
    meetings_example,
    missing_links_example,
    peer_example,
    peer_findings,
    place_example,
    place_findings,
    professional_example,
    tie,
)

from csgraph.errors import CsgraphError
from csgraph.maps.group_workers import FIGURE
from csgraph.maps.model import MapModel
from csgraph.maps.peer_groups import peer_map
from csgraph.maps.places import place_map
from csgraph.maps.professional_network import draw, professional_map
from csgraph.maps.theme import read_theme, theme


def professional(graph: Any = None, **asked: Any) -> MapModel:
    return professional_map(
        graph or professional_example(), missing_links_example(), drawing(**asked), meetings_example()
    )


def states(model: MapModel) -> dict[str, str]:
    return {node.label: node.state for node in model.nodes if node.kind in ("professional", "agency")}


def test_expected_roles_stand_on_the_outer_ring_in_their_states() -> None:
    found = states(professional())
    assert found["Social worker"] == "current"
    assert found["General practice"] == "current"
    assert found["Youth justice case manager"] == "stale"
    assert found["Child and adolescent mental health"] == "ended"
    assert found["Return home interviewer"] == "gap"
    assert found["Paediatrician"] == "cannot_tell"


def test_a_gap_has_no_line_and_says_what_to_do() -> None:
    model = professional()
    gap = next(node for node in model.nodes if node.label == "Special educational needs co-ordinator")
    assert gap.lines == ("The Bridge Alternative Provision", "none recorded")
    assert gap.reasons[1:] == ("aged 14", "missing on 2026-09-01")
    assert ("Next step", "Ask the team.") in gap.facts
    assert gap.id not in {end for edge in model.edges for end in (edge.source, edge.target)}


def test_lines_tell_time_and_each_joins_the_child() -> None:
    model = professional()
    assert all(edge.source == CHILD for edge in model.edges)
    lines = {edge.target: edge.line for edge in model.edges}
    assert lines["health:2"] == "ended"
    assert lines["ssdworker:1"] == "current"
    assert dict(next(edge for edge in model.edges if edge.target == "health:2").facts)["Until"] == "3 Jun 2026"


def test_lines_tell_the_quality_that_somebody_recorded() -> None:
    graph = professional_example()
    graph.add_node("ssd:105", label="Child", kind="child", name=None, forename="Max", surname="Hill")
    graph.add_edge(CHILD, "ssd:105", "q1", **tie("PEER_OF", "in_conflict_with"))
    graph.add_edge(CHILD, "ssd:104", "q2", **{**tie("PEER_OF", "friend_peer"), "reliability": "unverified"})
    graph.remove_edge(CHILD, "ssd:104", "kssd:104")
    lines = {edge.target: (edge.line, edge.mark) for edge in professional(graph).edges}
    assert lines["place:1"] == ("strained", "harm")
    assert lines["place:2"] == ("strong", "protective")
    assert lines["ssd:105"] == ("strained", "conflict")
    assert lines["ssd:104"] == ("current", "unsure")
    assert lines["yjs:1"] == ("weak", "")


def test_who_was_left_out_of_a_meeting_is_marked_and_who_did_not_come_is_told() -> None:
    model = professional()
    nurse, youth = (next(node for node in model.nodes if node.id == id_) for id_ in ("health:1", "yjs:1"))
    assert nurse.lines[-1] == "not asked to 1 of 3 meetings"
    assert "Core group on 2026-09-01: was not asked to" in nurse.reasons
    assert youth.lines[-1] == "did not come to 1 of 3 meetings"
    assert [edge.target for edge in model.edges if edge.mark == "left_out"] == ["health:1"]
    told = next(table for table in model.tables if table.title == "Meetings about the child")
    assert len(told.rows) == 2


def test_an_empty_place_says_whom_to_ring() -> None:
    findings = missing_links_example()
    row = findings.table.iloc[0].to_dict() | {"state": "suggested", "role": "substance_worker", "setting": ""}
    row |= {"worker": "email:9", "worker_name": "Nia Cole", "phone": "01632 960000", "email": None, "team": "Change"}
    more = replace(findings, table=pd.concat([findings.table, pd.DataFrame([row])], ignore_index=True))
    model = professional_map(professional_example(), more, drawing(), meetings_example())
    gap = next(node for node in model.nodes if node.label == "Young people's substance use worker")
    assert gap.lines == ("none recorded", "ring Nia Cole")
    assert ("Person to ring", "Nia Cole, Change, 01632 960000") in gap.facts


def test_people_and_places_have_their_own_kinds() -> None:
    kinds = {node.id: node.kind for node in professional().nodes}
    assert kinds["ssd:201"] == "family"
    assert kinds["peermap:P-A1"] == "adult"
    assert kinds["place:3"] == "online"
    assert kinds["urn:1"] == "school"
    assert kinds["ods:1"] == "agency"


def test_what_ended_long_ago_is_told_and_not_drawn() -> None:
    graph = professional_example()
    graph.add_node("ssdworker:9", label="Professional", kind="social_worker", name="Old Worker")
    ended = tie("INVOLVED_WITH", role="social_worker", state="ended", end=drawing().as_of.replace(year=2023))
    graph.add_edge("ssdworker:9", CHILD, "old", **ended)
    model = professional(graph)
    assert "ssdworker:9" not in {node.id for node in model.nodes}
    earlier = next(table for table in model.tables if table.title.startswith("Recorded, and not drawn"))
    assert [row[1] for row in earlier.rows] == ["Old Worker"]


def test_a_crowded_ring_is_cut_and_says_so() -> None:
    graph = professional_example()
    for number in range(30):
        graph.add_node(f"ssd:7{number:02}", label="Child", kind="child", name=None, forename="A", surname="B")
        graph.add_edge(CHILD, f"ssd:7{number:02}", f"p{number}", **tie("PEER_OF", "friend_peer"))
    model = professional(graph)
    assert "of “Friends, places and school”" in model.meta.left_out
    assert len(model.nodes) < graph.number_of_nodes()


def test_two_roles_of_one_person_are_one_shape() -> None:
    graph = professional_example()
    graph.add_edge("ssdworker:1", CHILD, "second", **tie("INVOLVED_WITH", role="lcpp"))
    model = professional(graph)
    assert [node.label for node in model.nodes if node.id == "ssdworker:1"] == [
        "Social worker and Lead child protection practitioner"
    ]


def test_the_map_of_one_child_needs_a_child() -> None:
    with pytest.raises(CsgraphError, match="about one child"):
        draw(None, drawing(child=None))  # type: ignore[arg-type]  # the store is not reached


def test_ties_of_a_pair_are_one_line_as_sure_as_the_surest() -> None:
    graph = peer_example()
    findings = peer_findings(graph)
    one, other = findings.table["children"][2][:2]
    graph.remove_edges_from([(a, b, key) for a, b, key in graph.edges(one, keys=True) if {a, b} == {one, other}])
    graph.add_edge(one, other, "x1", **{**tie("PEER_OF", "co_missing"), "reliability": "unverified"})
    graph.add_edge(other, one, "x2", **{**tie("PEER_OF", "friend_peer", recorded_by="police"), "record": "r2"})
    graph.add_edge(one, other, "x3", **{**tie("PEER_OF", "partner"), "state": "ended", "reliability": "evidence"})
    edges = [
        edge
        for edge in peer_map(graph, findings, drawing(child=None)).edges
        if {edge.source, edge.target} == {one, other}
    ]
    assert [(edge.line, edge.count, edge.words) for edge in edges] == [
        ("reported", 2, "Missing together; Friends or peers")
    ]
    assert dict(edges[0].facts)["Recorded by"] == "Children's social care; Police"
    assert len(edges[0].sources) == 2


def test_professionals_who_know_several_members_stand_beside_their_group() -> None:
    graph = peer_example()
    found = peer_findings(graph)
    row = found.table.iloc[0]
    known = pd.DataFrame(
        [
            {"group": row["subject"], "worker": f"w:{number}", "worker_name": f"Worker {number}", "team": None}
            | {"role": "school_nurse", "members": many, "children": row["children"][:many]}
            for number, many in ((1, 2), (2, 5), (3, 4))
        ]
    )
    model = peer_map(graph, replace(found, figures={FIGURE: known}), drawing(child=None))
    workers = [node for node in model.nodes if node.kind == "professional"]
    assert [(node.label, node.lines[-1]) for node in workers] == [
        ("Worker 2", "5 children here"),
        ("Worker 3", "4 children here"),
    ]
    assert len(dict(workers[0].facts)["Works with"].split(", ")) == 5
    frame = next(region for region in model.regions if region.words.startswith(str(row["group_name"])))
    assert all(frame.x < node.x < frame.x + frame.width for node in workers)
    assert ("Children drawn", str(len(model.nodes) - 2)) in model.meta.summary


def test_protective_conflicting_and_family_ties_are_marked() -> None:
    graph = peer_example()
    findings = peer_findings(graph)
    members = findings.table["children"][3]
    pairs = list(itertools.pairwise(members))
    graph.remove_edges_from([edge for edge in graph.edges(keys=True) if edge[0] in members and edge[1] in members])
    made = [tie("PEER_OF", "protective_tie"), tie("PEER_OF", "in_conflict_with"), tie("FAMILY_OF", "sibling")]
    for number, (pair, edge) in enumerate(zip(pairs, [*made, tie("PEER_OF", "friend_peer")], strict=False)):
        graph.add_edge(*pair, f"m{number}", **edge)
    model = peer_map(graph, findings, drawing(child=None))
    marks = {(edge.source, edge.target): edge.mark for edge in model.edges}
    assert [marks[tuple(sorted(pair))] for pair in pairs[:4]] == ["protective", "conflict", "family", ""]


def test_groups_that_cannot_be_read_are_left_out_and_told() -> None:
    graph = peer_example(40)
    model = peer_map(graph, peer_findings(graph), drawing(child=None))
    assert len(model.nodes) <= 150
    assert "groups with fewer ties" in model.meta.left_out
    groups = next(table for table in model.tables if table.title == "Groups")
    assert len(groups.rows) == 40
    assert dict(model.meta.summary)["Groups found"] == "40"


def test_a_child_who_links_groups_is_drawn_apart() -> None:
    graph = peer_example()
    model = peer_map(graph, peer_findings(graph), drawing(child=None))
    drawn = {node.id: node for node in model.nodes}
    assert "ssd:9000" in drawn
    assert "ssd:9001" not in drawn
    assert model.regions[-1].words.startswith("Children who link groups")
    assert drawn["ssd:9000"].reasons == (
        "Tied to several members of Peer group 1 too.",
        "Tied to several members of Peer group 2 too.",
    )


def test_places_are_drawn_by_rank_with_online_and_safe_ones_told_apart() -> None:
    graph = place_example()
    model = place_map(graph, place_findings(graph), drawing(child=None))
    drawn = {node.id: node for node in model.nodes}
    assert drawn["place:4"].kind == "online"
    assert drawn["place:5"].lines[-1] == "safe place"
    assert "rank" not in " ".join(drawn["place:5"].lines)
    assert {edge.mark for edge in model.edges if "place:5" in (edge.source, edge.target)} == {"protective"}
    few = place_map(graph, place_findings(graph), drawing(child=None, records=20))
    assert {node.id for node in few.nodes if node.kind == "place"} >= {"place:0"}
    assert len([node for node in few.nodes if node.lines[-1:] != ("safe place",)]) <= 20
    assert few.meta.left_out


def test_a_safe_place_of_a_child_drawn_is_never_left_out() -> None:
    graph = place_example()
    child = next(iter(graph["place:0"]))
    graph.add_edge(child, "place:5", "safe", **tie("AT", "feels_safe_at"))
    few = place_map(graph, place_findings(graph), drawing(child=None, records=10))
    assert {node.id for node in few.nodes if node.kind != "child"} == {"place:0", "place:5"}


def test_a_line_to_a_place_says_nothing_of_the_part_played() -> None:
    graph = place_example()
    for _, _, made in graph.edges(data=True):
        made.update(kind="incident", role="suspect")
    model = place_map(graph, place_findings(graph), drawing(child=None))
    assert {edge.words for edge in model.edges} == {"Incident"}
    assert "suspect" not in repr(model)


def test_an_address_is_not_named_unless_people_are() -> None:
    graph = place_example()
    for place in ("place:0", "place:1"):
        graph.nodes[place].update(kind="private_address", name="12 Acacia Avenue")
    closed = place_map(graph, place_findings(graph), drawing(child=None))
    opened = place_map(graph, place_findings(graph), drawing(child=None, identifiable=True))
    labels = {node.id: node.label for node in closed.nodes}
    assert (labels["place:0"], labels["place:1"]) == ("Private address", "Private address 2")
    assert "Acacia" not in repr(closed)
    assert "12 Acacia Avenue" in repr(opened)


def test_no_child_is_red_and_every_letter_can_be_read() -> None:
    kinds = theme().kinds
    assert kinds["child"].colour != kinds["place"].colour
    for kind in kinds.values():
        red, green, blue = (int(kind.colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
        assert not (red > 0.6 and green < 0.2 and blue < 0.2)
        parts = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)
        ]
        light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        assert 1.05 / (light + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("part", "name", "changed"),
    [
        ("kinds", "child", {"colour": "red"}),
        ("kinds", "child", {"shape": "image"}),
        ("kinds", "child", {"letter": "CC"}),
        ("lines", "evidence", {"look": "zigzag"}),
        ("states", "gap", {"look": "none"}),
        ("marks", "family", {"letter": ""}),
        ("page", "ink", "#0b0c0c;background:url(//example.org)"),
    ],
)
def test_a_theme_holds_only_what_a_page_may(part: str, name: str, changed: Any) -> None:
    import tomllib
    from pathlib import Path

    path = Path(__file__).resolve().parents[1] / "visualisations" / "theme.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    assert read_theme(tomllib.loads(path.read_text(encoding="utf-8"))) == theme()
    read[part][name] = {**read[part][name], **changed} if isinstance(changed, dict) else changed
    with pytest.raises(ValueError, match=r"has the|needs one|no colour"):
        read_theme(read)
