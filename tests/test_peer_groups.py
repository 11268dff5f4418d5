"""Peer ties, communities and the question on them, without an engine."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given, settings
from hypothesis import strategies as st

from csgraph.findings import Asking
from csgraph.network.communities import grouping, pair_weights
from csgraph.network.families import households
from csgraph.network.group_history import history
from csgraph.network.group_profiles import ties_by_kind
from csgraph.network.named_groups import beside, named_groups
from csgraph.network.peer_grouping import grouped, inside
from csgraph.network.peer_ties import peer_ties
from csgraph.network.peers import peer_network
from csgraph.network.shared_events import overlapping
from csgraph.questions.peer_groups import QUESTION

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}


def child(number: int) -> str:
    return f"ssd:{number:03d}"


def tie(a: int, b: int, kind: str = "friend_peer", **more: object) -> dict[str, object]:
    name = f"{a}-{b}-{kind}-{more.get('start')}"
    return {"id": name, "record": name, "child_a": child(a), "child_b": child(b), "kind": kind, **BY} | more


def clique(*members: int) -> list[dict[str, object]]:
    return [tie(a, b, start=date(2026, 3, 1)) for a in members for b in members if a < b]


def involvement(
    event: str, who: int, start: datetime, end: datetime | None = None, **more: object
) -> dict[str, object]:
    given = {
        "child": child(who),
        "event": event,
        "start": start,
        "end": end,
        "event_kind": "missing",
        "role": "subject",
    }
    return given | {"id": f"{event}/{who}", "record": event, **BY} | more


def returned(event: str, place: str, kind: str = "returned_from") -> dict[str, object]:
    return {"event": event, "place": place, "place_label": "Location", "kind": kind, "id": f"{event}@{place}", **BY}


def counted(store: FrameStore) -> set[tuple[str, str, str]]:
    ties = peer_ties(store, as_of=DAY)  # type: ignore[arg-type]  # the part of a store that questions use
    return set(ties[ties["counts"]][["child_a", "child_b", "kind"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("made", "counts"),
    [
        (tie(2, 1, start=date(2026, 1, 1)), True),
        (tie(1, 2, "co_missing", start=date(2026, 1, 1)), True),
        (tie(1, 2, "co_missing", start=date(2025, 1, 1)), False),
        (tie(1, 2, start=date(2020, 1, 1)), True),
        (tie(1, 2, start=date(2020, 1, 1), end=date(2021, 1, 1)), False),
        (tie(1, 2, recorded_on=date(2026, 1, 1)), True),
        (tie(1, 2), False),
        (tie(1, 2, "protective_tie", start=date(2026, 1, 1)), False),
        (tie(1, 2, "in_conflict_with", start=date(2026, 1, 1)), False),
        (tie(1, 2, "co_placed", start=date(2026, 1, 1)), False),
        (tie(1, 2, start=date(2026, 1, 1), reliability="unverified"), False),
        (tie(1, 1, start=date(2026, 1, 1)), False),
    ],
)
def test_recorded_ties_count_only_when_dated_current_and_of_a_kind_that_makes_groups(
    made: dict[str, object], counts: bool
) -> None:
    assert bool(counted(FrameStore(peer_ties=[made]))) is counts


def test_two_children_at_one_incident_are_tied_but_witnesses_and_officers_are_not() -> None:
    when = datetime(2026, 5, 1, 20)
    part = {1: "victim", 2: "suspect", 3: "witness", 4: "officer"}
    events = [involvement("i1", who, when, event_kind="incident", role=role) for who, role in part.items()]
    assert counted(FrameStore(event_children=events)) == {(child(1), child(2), "co_incident")}


def test_a_strategy_discussion_ties_nobody() -> None:
    events = [involvement("s1", who, datetime(2026, 5, 1), event_kind="s47") for who in (1, 2)]
    assert counted(FrameStore(event_children=events)) == set()


def episodes() -> list[dict[str, object]]:
    return [
        involvement("m1", 1, datetime(2026, 5, 1, 20), datetime(2026, 5, 2, 8)),
        involvement("m2", 2, datetime(2026, 5, 1, 22), datetime(2026, 5, 2, 9)),
        involvement("m3", 3, datetime(2026, 5, 2, 10), datetime(2026, 5, 2, 12)),
    ]


def test_overlapping_missing_episodes_with_one_return_place_make_a_tie_with_both_records() -> None:
    places = [returned(f"m{n}", "place:1") for n in (1, 2, 3)]
    store = FrameStore(event_children=episodes(), event_places=places)
    assert counted(store) == {(child(1), child(2), "co_missing")}
    evidence = peer_ties(store, as_of=DAY)["evidence"].iloc[0]  # type: ignore[arg-type]
    assert evidence == ["made_up m1, row 1 (b1)", "made_up m2, row 1 (b1)"]


@pytest.mark.parametrize(
    "answers",
    [
        {"event_places": [returned("m1", "place:1"), returned("m2", "place:2")]},
        {"event_places": [returned(m, "place:1", "missing_from") for m in ("m1", "m2")]},
        {"placements": [{"child": child(1), "place": "place:1"}]},
        {"places": [{"place": "place:1", "kind": "childrens_home"}]},
        {
            "places": [{"place": "place:1", "kind": "private_address", "postcode": "ZZ1 1AA"}],
            "child_homes": [{"child": child(2), "postcode": "ZZ1 1AA"}],
        },
    ],
    ids=["other place", "missing from", "placed there", "children's home", "own home"],
)
def test_going_home_or_elsewhere_ties_nobody(answers: dict[str, list[dict[str, object]]]) -> None:
    there = {"event_children": episodes(), "event_places": [returned("m1", "place:1"), returned("m2", "place:1")]}
    assert counted(FrameStore(**(there | answers))) == set()


def test_a_named_group_is_evidence_of_its_own_kind() -> None:
    members = [
        {"child": child(n), "named_group": "group:1", "id": f"m{n}", "start": date(2026, 1, 1), **BY} for n in (1, 2)
    ]
    assert counted(FrameStore(group_members=members)) == {(child(1), child(2), "same_group")}


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 30), st.integers(1, 9)), max_size=14))
@settings(max_examples=200, deadline=None)
def test_overlaps_are_those_that_comparing_each_two_finds(made: list[tuple[int, int, int, int]]) -> None:
    frame = pd.DataFrame(made, columns=["place", "child", "start", "long"]).astype({"place": "str", "child": "str"})
    start = pd.Timestamp(2026, 1, 1) + pd.to_timedelta(frame["start"].astype("int64"), unit="h")
    rows = frame.assign(event=[f"e{n}" for n in frame.index], start=start)
    rows["end"] = rows["start"] + pd.to_timedelta(frame["long"].astype("int64"), unit="h")
    table = rows.to_dict("records")
    expected = {
        frozenset((i, j))
        for i, a in enumerate(table)
        for j, b in enumerate(table)
        if i < j and a["place"] == b["place"] and a["child"] != b["child"]
        if a["start"] < b["end"] and b["start"] < a["end"]
    }
    first, second = overlapping(rows)
    assert sorted(map(sorted, expected)) == sorted(
        sorted(pair) for pair in zip(first.tolist(), second.tolist(), strict=True)
    )


def ties_of(*made: dict[str, object]) -> pd.DataFrame:
    return peer_ties(FrameStore(peer_ties=list(made)), as_of=DAY)  # type: ignore[arg-type]


def groups_of(*made: dict[str, object]) -> list[set[str]]:
    members = grouping(ties_of(*made)).members
    return [set(part["child"]) for _, part in members.groupby("group")]


def test_repeated_contacts_are_damped_and_one_occasion_told_twice_is_one() -> None:
    often = [tie(1, 2, "co_missing", start=date(2026, 5, day)) for day in range(1, 10)]
    twice = [tie(1, 3, "co_missing", start=date(2026, 5, 1), id=name) for name in ("x", "y")]
    found = grouped(ties_of(*often, *twice), pd.Series(dtype="str"), resamplings=1)
    once = found.ties.drop_duplicates("occasion")
    assert pair_weights(once)["weight"].tolist() == [3.0, 1.0]


def test_two_dense_groups_joined_by_one_child_come_apart_and_the_child_links_them() -> None:
    made = [*clique(1, 2, 3, 4, 5), *clique(6, 7, 8, 9, 10), tie(1, 6, start=date(2026, 1, 1)), tie(1, 7, start=DAY)]
    found = grouped(ties_of(*made), pd.Series(dtype="str"))
    parts = [set(part["child"]) for _, part in found.members.groupby("group")]
    assert sorted(map(sorted, parts)) == [[child(n) for n in range(1, 6)], [child(n) for n in range(6, 11)]]
    assert found.bridges["child"].tolist() == [child(1)]
    assert found.bridges["reached"].tolist() == [2]


def test_a_child_of_no_group_that_reaches_two_groups_links_them() -> None:
    across = [tie(a, 11, start=DAY) for a in (1, 2, 6, 7)]
    found = grouped(ties_of(*clique(1, 2, 3, 4, 5), *clique(6, 7, 8, 9, 10), *across), pd.Series(dtype="str"))
    assert set(found.bridges["child"]) == {child(11)}


def test_two_children_and_brothers_and_sisters_are_no_peer_group() -> None:
    assert groups_of(tie(1, 2, start=DAY)) == []
    family = pd.DataFrame({"person": ["p", "p", "p"], "person_label": "Adult", "child": [child(n) for n in (1, 2, 3)]})
    assert grouping(ties_of(*clique(1, 2, 3)), households=households(family)).members.empty


def test_a_dense_group_is_more_stable_than_a_chain() -> None:
    dense = grouping(ties_of(*clique(1, 2, 3, 4, 5))).stability.iloc[0]
    chain = grouping(ties_of(*(tie(n, n + 1, start=DAY) for n in range(1, 5)))).stability.iloc[0]
    assert dense > 0.9 > 0.6 > chain


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_groups_do_not_depend_on_the_order_of_the_records(pairs: list[tuple[int, int]]) -> None:
    made = [tie(a, b, start=date(2026, 3, 1), id=f"t{n}") for n, (a, b) in enumerate(pairs)]
    ties = ties_of(*made)
    again = ties.iloc[np.random.default_rng(len(made)).permutation(len(ties))]
    one, other = grouping(ties, resamplings=3), grouping(again, resamplings=3)
    assert one.members.equals(other.members)
    assert one.members["child"].is_unique
    assert one.members["stability"].between(0, 1).all()


def test_a_firm_member_is_with_the_group_in_more_runs_than_one_who_hangs_on_one_record() -> None:
    made = [*clique(1, 2, 3, 4, 5), tie(5, 6, "co_missing", start=date(2026, 5, 1))]
    members = grouping(ties_of(*made)).members.set_index("child")["confidence"]
    assert 1 >= members[child(1)] > 0.9 > members[child(6)] > 0


def members_of(**groups: str) -> pd.DataFrame:
    """One letter a child."""
    rows = [(letter, group) for group, letters in groups.items() for letter in letters]
    return pd.DataFrame(rows, columns=["child", "group"]).astype("str")


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        ({}, {"y": "abc"}, {("born", "", "y")}),
        ({"x": "abc"}, {}, {("gone", "x", "")}),
        ({"x": "abc"}, {"y": "abcd"}, {("grown", "x", "y")}),
        ({"x": "abcd"}, {"y": "abc"}, {("shrunk", "x", "y")}),
        ({"x": "abc"}, {"x": "abc"}, {("kept", "x", "x")}),
        ({"x": "abc", "w": "def"}, {"y": "abcdef"}, {("merged", "w", "y"), ("merged", "x", "y")}),
        ({"x": "abcdef"}, {"y": "abc", "z": "def"}, {("split", "x", "y"), ("split", "x", "z")}),
        ({"x": "abcd"}, {"y": "defghij"}, {("gone", "x", ""), ("born", "", "y")}),
        ({"x": "abc"}, {"y": "abcdefghij"}, {("grown", "x", "y")}),
    ],
)
def test_what_became_of_a_group(
    before: dict[str, str], after: dict[str, str], events: set[tuple[str, str, str]]
) -> None:
    found = history(members_of(**before), members_of(**after))
    assert set(found[["event", "from", "to"]].itertuples(index=False, name=None)) == events
    shared = [len({*before.get(a, "")} & {*after.get(b, "")}) for a, b in zip(found["from"], found["to"], strict=True)]
    assert found["shared"].tolist() == shared
    assert found["members_before"].tolist() == [len(before.get(one, "")) for one in found["from"]]
    assert found["members_after"].tolist() == [len(after.get(one, "")) for one in found["to"]]


def test_groups_as_agencies_named_them_stand_beside_the_groups_found_and_change_none() -> None:
    said = [
        {"child": child(n), "named_group": group, "group_name": group, "id": f"{group}{n}", **BY}
        for group, members in {"group:1": (1, 2, 7), "group:2": (8, 9)}.items()
        for n in members
    ]
    reviews = [
        {"named_group": m["named_group"], "id": m["id"], "review_by": date(2027, 1, n + 1)} for n, m in enumerate(said)
    ]
    found = grouped(ties_of(*clique(1, 2, 3, 4)), pd.Series(dtype="str"))
    store = FrameStore(group_members=said, group_reviews=reviews)
    table = beside(named_groups(store, as_of=DAY), found.members, found.groups)  # type: ignore[arg-type]
    assert table["group_name"].tolist() == ["Peer group 1", ""]
    assert table[["members", "shared", "jaccard"]].to_numpy().tolist() == [[3, 2, 0.4], [2, 0, 0.0]]
    assert table["review_by"].dt.date.tolist() == [date(2027, 1, 1), date(2027, 1, 4)]


def test_ties_by_kind_damp_repeats_and_keep_what_does_not_count_apart() -> None:
    often = [tie(1, 2, "co_missing", start=date(2026, 5, day)) for day in range(1, 5)]
    found = grouped(ties_of(*clique(1, 2, 3), *often, tie(1, 2, "protective_tie", start=DAY)), pd.Series(dtype="str"))
    rows = ties_by_kind(inside(found.ties))[["kind", "counts", "occasions", "pairs", "weight"]].to_numpy().tolist()
    assert rows == [
        ["friend_peer", True, 3, 3, 3.0],
        ["co_missing", True, 4, 1, 2.0],
        ["protective_tie", False, 1, 1, 0.0],
    ]


def test_a_group_asked_about_by_its_id_is_the_only_one() -> None:
    store = FrameStore(peer_ties=[*clique(1, 2, 3), *clique(4, 5, 6)])
    every = QUESTION.answer(store, Asking(DAY)).table["subject"]  # type: ignore[arg-type]
    answer = QUESTION.answer(store, Asking(DAY, contexts=frozenset({every[1]})))  # type: ignore[arg-type]
    assert answer.table["subject"].tolist() == [every[1]]
    assert set(answer.figures["History"]["group"]) == {every[1]}


def asked() -> FrameStore:
    workers = [
        {
            "child": child(c),
            "worker": w,
            "worker_label": "Professional",
            "worker_name": w,
            "role": r,
            "id": f"{w}{c}",
            **BY,
        }
        for c, w, r in [
            (1, "w1", "social_worker"),
            (2, "w1", "social_worker"),
            (2, "w2", "dsl"),
            (3, "w2", "dsl"),
            (1, "w3", "camhs"),
        ]
    ]
    meetings = [{"worker": w, "meeting": f"m-{w}", "id": w, **BY} for w in ("w1", "w2")]
    roll = [{"child": child(c), "school": "urn:1", "school_name": "Hill School", "id": f"r{c}", **BY} for c in (1, 2)]
    return FrameStore(
        peer_ties=[*clique(1, 2, 3), tie(1, 2, "protective_tie", start=DAY)],
        child_workers=workers,
        meeting_attendance=meetings,
        child_schools=roll,
        child_homes=[{"child": child(n), "forename": "Ann", "surname": "Lee"} for n in (1, 2, 3)],
        family_ties=[
            {"person": child(1), "person_label": "Child", "child": child(2), "kind": "sibling", "id": "f", **BY}
        ],
    )


def test_the_answer_keeps_evidence_and_says_who_would_need_to_meet() -> None:
    answer = QUESTION.answer(asked(), Asking(DAY))  # type: ignore[arg-type]
    (row,) = answer.table.to_dict("records")
    assert row["children"] == [child(1), child(2), child(3)]
    assert len(row["sources"]) == 3
    assert any("does not count" in reason for reason in row["reasons"])
    assert any("Hill School" in reason for reason in row["reasons"])
    assert "1 pair of them" in row["next_step"]
    assert answer.figures["Never at one meeting"][["worker_a", "worker_b"]].to_numpy().tolist() == [["w1", "w2"]]
    assert set(answer.figures["Professionals to bring together"]["worker"]) == {"w1", "w2"}


def test_no_sentence_of_an_answer_names_a_child() -> None:
    row = QUESTION.answer(asked(), Asking(DAY)).table.iloc[0]  # type: ignore[arg-type]
    told = " ".join([row["finding"], row["next_step"], row["would_change"], *row["reasons"]])
    assert "ssd:" not in told
    assert "Lee" not in told


def test_children_asked_about_narrow_the_groups_and_nothing_else() -> None:
    assert len(QUESTION.answer(asked(), Asking(DAY, frozenset({child(3)}))).table) == 1  # type: ignore[arg-type]
    assert QUESTION.answer(asked(), Asking(DAY, frozenset({"ssd:none"}))).table.empty  # type: ignore[arg-type]


def test_an_empty_store_is_answered() -> None:
    assert QUESTION.answer(FrameStore(), Asking(DAY)).table.empty  # type: ignore[arg-type]


def test_the_network_has_every_tie_as_an_edge_of_its_own() -> None:
    graph = peer_network(asked(), as_of=DAY)  # type: ignore[arg-type]
    kinds = sorted(data["kind"] for _, _, data in graph.edges(child(1), data=True))
    assert kinds == ["friend_peer", "friend_peer", "protective_tie", "sibling"]
    assert graph.nodes[child(1)]["name"] is None
    assert graph.nodes[child(1)]["group_name"] == "Peer group 1"
