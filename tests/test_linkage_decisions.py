"""Decisions of people on both engines: they join, keep apart, survive re-imports, and can be taken back exactly."""

from datetime import UTC, date, datetime

import pytest
from extracts import whole
from matching_examples import ANN, batch_of

from csgraph.errors import CsgraphError
from csgraph.linkage import decisions
from csgraph.linkage.decisions import Decision
from csgraph.linkage.proposals import propose
from csgraph.store import Store
from csgraph.store.upsert import upsert

GP = batch_of("gp", [{"key": "nhs:1", **ANN}])
ROLL = batch_of("roll", [{"key": "upn:A", **ANN}])
LATER = batch_of("roll", [{"key": "upn:A", **ANN, "postcode": "ZZ2 2BB"}], day=date(2026, 12, 1))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def decision(verdict: decisions.Verdict, one: str = "nhs:1", other: str = "upn:A") -> Decision:
    return Decision(verdict, "Child", one, other, "A. Analyst", "seen both records", "social_care", NOW)


def children(store: Store) -> set[str]:
    return set(store.read("children")["child"])


def proposed(store: Store) -> set[frozenset[str]]:
    apart = decisions.apart_of(store.read("matching_decisions"))
    return {frozenset((p.one, p.other)) for found in propose(store, ["Child"], apart=apart) for p in found.proposals}


def test_accepting_joins_over_reimports_and_undoing_is_as_if_it_had_never_been(store: Store) -> None:
    upsert(store, GP)
    upsert(store, ROLL)
    before = whole(store)
    assert proposed(store) == {frozenset(("nhs:1", "upn:A"))}
    (number,) = decisions.record(store, [decision("same")])
    assert children(store) == {"nhs:1"}
    assert proposed(store) == set()
    upsert(store, LATER)
    assert children(store) == {"nhs:1"}
    (row,) = decisions.decided(store).to_dict("records")
    assert (row["batch"], row["verdict"], row["state"]) == (number, "same", "in force")
    assert (row["decided_by"], row["recorded_by"], row["reason"]) == ("A. Analyst", "social_care", "seen both records")
    assert row["decided_at"] == datetime(2026, 11, 24, 9, 30)
    decisions.undo(store, number)
    assert children(store) == {"nhs:1", "upn:A"}
    assert proposed(store) == {frozenset(("nhs:1", "upn:A"))}
    assert len(decisions.decided(store)) == 0
    assert {name: rows for name, rows in whole(store).items() if "Batch" not in name} != before, "LATER is still there"


def test_undoing_gives_exactly_the_graph_of_before(store: Store) -> None:
    upsert(store, GP)
    upsert(store, ROLL)
    before = whole(store)
    for verdict in ("same", "different"):
        (number,) = decisions.record(store, [decision(verdict)])
        assert whole(store) != before
        decisions.undo(store, number)
        assert whole(store) == before


def test_rejecting_holds_over_reimports(store: Store) -> None:
    upsert(store, GP)
    upsert(store, ROLL)
    decisions.record(store, [decision("different")])
    assert children(store) == {"nhs:1", "upn:A"}
    assert proposed(store) == set()
    upsert(store, LATER)
    assert proposed(store) == set()


def test_a_decision_made_before_a_file_comes_holds_when_it_comes(store: Store) -> None:
    decisions.record(store, [decision("same")])
    upsert(store, GP)
    upsert(store, ROLL)
    assert children(store) == {"nhs:1"}


def test_splitting_voids_what_a_record_equates_and_says_what_else_joins_them(store: Store) -> None:
    upsert(store, batch_of("council", [{"key": "ssd:7", **ANN}], same=[("ssd:7", "nhs:1"), ("ssd:7", "upn:A")]))
    upsert(store, GP)
    upsert(store, ROLL)
    assert children(store) == {"ssd:7"}
    with pytest.raises(CsgraphError, match=r"one by way of others.*ssd:7"):
        decisions.split(store, decision("different"))
    decisions.split(store, decision("different", "ssd:7", "upn:A"))
    assert children(store) == {"ssd:7", "upn:A"}
    assert decisions.still_joined(store, "ssd:7", "upn:A") == []
    upsert(store, batch_of("council", [{"key": "ssd:7", **ANN}], same=[("ssd:7", "upn:A")], day=date(2026, 12, 1)))
    assert children(store) == {"ssd:7", "upn:A"}, "the same mistake in the next extract joins nobody"


def test_a_split_that_other_records_undo_is_told(store: Store) -> None:
    both = [("ssd:7", "nhs:1"), ("ssd:7", "upn:A"), ("nhs:1", "upn:A")]
    upsert(store, batch_of("council", [{"key": "ssd:7", **ANN}], same=both))
    decisions.split(store, decision("different"))
    assert [way.partition(" (")[0] for way in decisions.still_joined(store, "nhs:1", "upn:A")] == [
        "nhs:1 = ssd:7",
        "ssd:7 = upn:A",
    ]
    assert decisions.decided(store)["state"].tolist() == ["contradicted"]


def test_only_a_decision_can_be_undone_here(store: Store) -> None:
    upsert(store, GP)
    with pytest.raises(CsgraphError, match="no such decision"):
        decisions.undo(store, GP.id)
    with pytest.raises(CsgraphError, match="No record says"):
        decisions.split(store, decision("different"))
