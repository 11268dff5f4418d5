"""Chains between children, places and groups: without an engine, then in the synthetic borough."""

from datetime import date, datetime

import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions.chain import QUESTION
from csgraph.questions.chain_rules import chain_rules
from csgraph.store import open_store

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}
CARE = BY | {"recorded_by": "social_care", "source": "council", "reliability": "judgement"}
Row = dict[str, object]


def friends(a: str, b: str, **more: object) -> Row:
    return {"child_a": a, "child_b": b, "kind": "friend_peer", "start": date(2026, 9, 1), "id": a + b, **BY, **more}


def goes_to(child: str, place: str, **more: object) -> Row:
    fixed = {"kind": "frequents", "start": date(2026, 9, 2), "id": child + place}
    return {"child": child, "place": place, **fixed, **CARE, **more}


def belongs(child: str, group: str, **more: object) -> Row:
    return {"child": child, "named_group": group, "group_name": "Hill lot", "id": child + group, **CARE, **more}


def works(worker: str, child: str) -> Row:
    fixed = {"worker_label": "Professional", "role": "school_nurse", "id": worker + child}
    return {"child": child, "worker": worker, **fixed, **BY, "recorded_by": "health"}


def sibling(a: str, b: str) -> Row:
    return {"person": a, "person_label": "Child", "child": b, "kind": "sibling", "id": a + b, **CARE}


def ask(asked: str | None, contexts: frozenset[str] | None = None, **answers: list[Row]) -> Findings:
    batch = {"batch": "b1", "source": "made_up", "kinds": ["incident"], "schemes": ["a"], "listed_only": False}
    batch |= {"period_start": date(2024, 1, 1), "period_end": DAY}
    known: dict[str, list[Row]] = {
        "batches": [batch],
        "children": [{"child": child} for child in "abcdefg"],
        "places": [{"place": "p", "name": "Hill Park", "kind": "park"}],
    }
    store = FrameStore(**(known | answers))
    children = None if asked is None else frozenset(asked)
    return QUESTION.answer(store, Asking(DAY, children, contexts))  # type: ignore[arg-type]  # what questions use of a store


def only(found: Findings) -> Row:
    (row,) = found.table.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_a_chain_tells_each_step_who_holds_it_and_how_surely() -> None:
    row = only(ask("a", frozenset({"p"}), peer_ties=[friends("a", "b")], place_ties=[goes_to("b", "p")]))
    assert (row["state"], row["length"], row["path"]) == ("connected", 2, ["a", "b", "p"])
    assert row["steps"] == [
        "the child – child 2: friends or peers (1 record, latest 2026-09-01), held by Police (evidence)",
        "child 2 – Hill Park: goes there (1 record, latest 2026-09-02), held by Children's social care (judgement)",
    ]
    assert (row["agencies"], row["only_one_agency"], row["through"]) == (["police", "social_care"], True, "")
    assert "no agency holds every step" in str(row["finding"])
    assert row["sources"] == ["council, row 1 (b1)", "made_up, row 1 (b1)"]


def test_an_agency_that_holds_every_step_is_named() -> None:
    ties, places = [friends("a", "b")], [goes_to("b", "p"), goes_to("b", "p", id="again", **BY)]
    row = only(ask("a", frozenset({"p"}), peer_ties=ties, place_ties=places))
    assert row["only_one_agency"] is False
    assert "Police could tell it whole" in str(row["finding"])


def test_two_children_are_asked_about_each_other() -> None:
    row = only(ask("ac", peer_ties=[friends("a", "b"), friends("b", "c")]))
    assert (row["subject"], row["to"], row["to_kind"], row["path"]) == ("a", "c", "child", ["a", "b", "c"])


def test_without_places_or_groups_the_nearest_harmful_ones_are_told() -> None:
    at: list[Row] = [
        {"event": f"e{c}", "place": "p", "place_label": "Location", "kind": "at", "id": c, **BY} for c in "bc"
    ]
    events: list[Row] = [
        {"event": f"e{c}", "event_kind": "incident", "role": "victim", "child": c, "id": c, **BY}
        | {"start": datetime(2026, 9, 1)}
        for c in "bc"
    ]
    ties, groups = [friends("a", "b")], [belongs("a", "g")]
    found = ask("a", peer_ties=ties, event_places=at, event_children=events, group_members=groups).table
    assert found[["to", "to_kind", "length"]].to_numpy().tolist() == [["g", "named group", 1], ["p", "place", 2]]


@pytest.mark.parametrize("tie", [{"reliability": "unverified"}, {"kind": "protective_tie"}, {"kind": "co_placed"}])
def test_what_may_not_count_is_no_step(tie: dict[str, object]) -> None:
    assert only(ask("ab", peer_ties=[friends("a", "b", **tie)]))["state"] != "connected"


def test_family_and_professionals_connect_only_where_nothing_else_does_and_are_no_evidence() -> None:
    places = [goes_to("b", "p")]
    nurse, kin = [works("n", "a"), works("n", "b")], [sibling("a", "b")]
    row = only(ask("a", frozenset({"p"}), place_ties=places, child_workers=nurse, family_ties=kin))
    assert (row["state"], row["through"], row["path"]) == ("not_connected_in_records", "family", ["a", "b", "p"])
    assert "no evidence of harm" in str(row["steps"])
    row = only(ask("a", frozenset({"p"}), place_ties=places, child_workers=nurse))
    assert (row["state"], row["through"], row["length"]) == ("not_connected_in_records", "professionals", 3)
    tie = [friends("a", "b")]
    row = only(ask("a", frozenset({"p"}), place_ties=places, child_workers=nurse, family_ties=kin, peer_ties=tie))
    assert (row["state"], row["through"]) == ("connected", "")


def test_no_chain_goes_through_a_safe_place_or_further_than_four_steps() -> None:
    safe: list[Row] = [{"place": "p", "name": "Hill Club", "kind": "youth_club", "protective": True}]
    places = [goes_to("a", "p"), goes_to("b", "p")]
    assert only(ask("ab", place_ties=places, places=safe))["state"] == "not_connected_in_records"
    assert only(ask("a", frozenset({"p"}), place_ties=places, places=safe))["state"] == "connected"
    line = [friends(a, b) for a, b in ("ab", "bc", "cd", "de", "ef")]
    assert only(ask("ae", peer_ties=line))["length"] == 4
    assert only(ask("af", peer_ties=line))["state"] == "not_connected_in_records"


def test_at_most_five_chains_of_the_shortest_length_are_shown() -> None:
    between = [f"m{n}" for n in range(7)]
    found = ask("ab", peer_ties=[friends(*ends) for m in between for ends in (("a", m), (m, "b"))])
    assert len(found.table) == chain_rules().shown.chains == 5
    assert found.figures["Ends"]["more"].tolist() == [True]


def test_an_address_is_named_by_its_kind() -> None:
    home: list[Row] = [{"place": "p", "name": "4 Hill Street", "kind": "private_address"}]
    found = ask("a", frozenset({"p"}), place_ties=[goes_to("a", "p")], places=home)
    assert "Hill Street" not in found.table.to_string()


def test_what_no_extract_covers_cannot_be_told() -> None:
    assert only(ask("ab", batches=[]))["state"] == "cannot_tell"
    assert only(ask("a", frozenset({"nowhere"})))["state"] == "cannot_tell"


def test_without_a_child_it_asks_for_one_and_an_empty_store_is_answered() -> None:
    found = ask(None)
    assert found.table.empty
    assert "Name a child" in found.caveats[0]
    assert only(ask("a", batches=[], places=[], children=[]))["state"] == "cannot_tell"


@pytest.mark.parametrize("sample", [(500, 2020), (300, 7)], ids=str)
def test_the_lengths_of_chains_are_exactly_those_of_the_truth(sample: tuple[int, int]) -> None:
    planted = truth("chains", *sample)
    with open_store(loaded_sample(*sample), read_only=True) as store:
        asking = Asking(default_as_of(store), frozenset(planted["child"]), frozenset(planted["to"]))
        table = QUESTION.answer(store, asking).table
    found = table[table["state"] == "connected"].drop_duplicates(["subject", "to"])
    assert found["length"].nunique() == 4
    assert _rows(found.assign(length=found["length"].astype("str")), "subject") == _rows(planted, "child")
    assert not table["finding"].str.contains(r"(?:ssd|police|nhs|upn):").any()
    assert not table["steps"].astype("str").str.contains(r"(?:ssd|police|nhs|upn):").any()
    assert table["reasons"].map(len).all()


def _rows(table: pd.DataFrame, child: str) -> set[tuple[object, ...]]:
    return set(table[[child, "to", "length"]].itertuples(index=False, name=None))
