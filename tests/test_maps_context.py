"""The map of one place or one group: its children, what they share, and no small count to be worked out."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from graphs import put
from loaded_sample import loaded_sample, truth
from map_examples import drawing

from csgraph.errors import CsgraphError
from csgraph.maps import all_maps
from csgraph.maps.context import NAME
from csgraph.maps.context_counts import by_month, by_part, shown_counts
from csgraph.maps.layout import boxes_of, overlapping
from csgraph.maps.model import MapModel, Table
from csgraph.maps.settings import settings
from csgraph.network.context_events import events_of_members
from csgraph.network.peer_grouping import peer_grouping
from csgraph.network.place_records import place_records
from csgraph.questions.small_numbers import HIDDEN, SMALLEST
from csgraph.store import open_store

DAY = date(2026, 10, 31)
PLACE, LAYER = "place:L5005", "adults-of-concern"


@cache
def drawn(context: str, *include: str, identifiable: bool = False) -> MapModel:
    asked = drawing(child=None, context=context, include=frozenset(include), identifiable=identifiable)
    with open_store(loaded_sample(), read_only=True) as store:
        return all_maps()[NAME].draw(store, asked)


@cache
def largest_group() -> tuple[str, frozenset[str]]:
    with open_store(loaded_sample(), read_only=True) as store:
        found = peer_grouping(store, as_of=DAY, resamplings=0)
    group = str(found.groups["group"].iloc[0])
    return group, frozenset(found.members.loc[found.members["group"] == group, "child"])


@cache
def small_group() -> str:
    """A group as an agency named it, with fewer members than may be counted."""
    with open_store(loaded_sample(), read_only=True) as store:
        sizes = store.read("group_members", as_of=DAY).groupby("named_group")["child"].nunique()
    return str(sizes.index[sizes < SMALLEST][0])


def table(model: MapModel, start: str) -> Table:
    return next(one for one in model.tables if one.title.startswith(start))


def tied_with_the_subject(model: MapModel) -> set[str]:
    subject = next(node.id for node in model.nodes if node.subject)
    ends = {end for edge in model.edges for end in (edge.source, edge.target) if subject in (edge.source, edge.target)}
    kinds = {node.id: node.kind for node in model.nodes}
    return {end for end in ends if kinds[end] == "child"}


def test_a_planted_place_has_its_children_round_it() -> None:
    assert PLACE in set(truth("risky_places")["place"])
    with open_store(loaded_sample(), read_only=True) as store:
        records = place_records(store, as_of=DAY)
    model = drawn(PLACE)
    assert tied_with_the_subject(model) == set(records.loc[records["place"] == PLACE, "child"])
    assert len(table(model, "Children").rows) == len(tied_with_the_subject(model))
    assert table(model, "Who has reach").rows
    assert dict(model.meta.summary)["Meetings about it on record"] == "1"
    assert [row[1] for row in table(model, "Referrals").rows] == ["Referred to the panel", "Action"]


def test_a_planted_group_has_its_members_round_it() -> None:
    group, members = largest_group()
    model = drawn(group)
    assert tied_with_the_subject(model) == members
    planted = truth("peer_groups").groupby("group")["child"].agg(set)
    assert max(len(members & one) / len(members) for one in planted) > 0.8
    assert {node.kind for node in model.nodes if node.subject} == {"peers"}
    assert {node.kind for node in model.nodes} >= {"child", "professional", "place", "school"}


def test_a_group_that_an_agency_named_and_a_safe_place_can_be_the_subject() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        named = store.read("group_members", as_of=DAY)
        safe = str(store.read("places").query("protective == True")["place"].iloc[0])
    group = small_group()
    model = drawn(group)
    assert tied_with_the_subject(model) == set(named.loc[named["named_group"] == group, "child"])
    assert {edge.line for edge in model.edges} <= {"evidence", "reported", "judgement", "unverified"}
    assert ("Recorded as a safe place", "yes: protective places are never ranked") in drawn(safe).meta.summary


@pytest.mark.parametrize("subject", ["place", "group"])
def test_it_can_be_read(subject: str) -> None:
    model = drawn(PLACE if subject == "place" else largest_group()[0])
    assert overlapping({node.id: (node.x, node.y) for node in model.nodes}, boxes_of(model.nodes)) == []
    assert 20 < len(model.nodes) <= settings(NAME).records
    assert len({caption.words for caption in model.captions}) == 3


def test_adults_of_concern_are_drawn_only_where_their_layer_is_asked_for() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        adults = store.read("adult_ties", as_of=DAY)
    group, members = largest_group()
    assert not members.isdisjoint(adults["child"])
    kinds = [{node.kind for node in drawn(group, *include).nodes} for include in ((), (LAYER,))]
    assert ["adult" in found for found in kinds] == [False, True]


def test_small_counts_are_told_only_where_people_are_named() -> None:
    models = [drawn(small_group()), drawn(small_group(), identifiable=True)]
    said = [dict(model.meta.summary)["On record here"] for model in models]
    assert said == [f"fewer than {SMALLEST} children", f"{len(tied_with_the_subject(models[0]))} children"]
    assert HIDDEN not in str(models[1].tables)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 7, 9], ["0", "7", "9"]),
        ([0, 3, 9], ["0", HIDDEN, HIDDEN]),
        ([4, 4, 9], [HIDDEN, HIDDEN, "9"]),
        ([0, 2, 1], [HIDDEN, HIDDEN, HIDDEN]),
        ([0, 0], ["0", "0"]),
    ],
)
def test_no_part_of_a_known_total_tells_a_small_one(counts: list[int], shown: list[str]) -> None:
    assert shown_counts(counts, closed=True) == shown
    assert shown_counts(counts, closed=False) == [str(count) for count in counts]


def happened(*moments: str) -> pd.DataFrame:
    when = pd.Series([datetime.fromisoformat(moment) for moment in moments], dtype="datetime64[us]")
    return pd.DataFrame({"via": [f"e{n}" for n in range(len(moments))], "child": "a", "when": when})


def test_events_are_counted_once_by_month_and_by_part_of_the_day() -> None:
    # 3 July 2026 is a Friday.
    events = happened(
        "2026-07-03T15:00", "2026-07-03T23:30", "2026-07-04T02:00", "2026-07-04T00:00", "2026-08-01T09:00"
    )
    events = pd.concat([events, events.assign(child="b")], ignore_index=True)
    months = {row[0]: row[1] for row in by_month(events, DAY, closed=False).rows}
    assert len(months) == 13
    assert {month: count for month, count in months.items() if count != "0"} == {"July 2026": "4", "August 2026": "1"}
    parts = {row[0]: row[1:] for row in by_part(events, settings(NAME).rest["part"], closed=False).rows}
    assert parts["After school, 3 to 6"] == ("1", "0")
    assert parts["Night, 10 to 6"] == ("1", "1")
    assert parts["Time not recorded"] == ("0", "1")
    assert parts["School hours, 9 to 3"] == ("0", "1")
    closed = by_month(events, DAY, closed=True)
    assert (closed.rows, "Too few" in closed.empty) == ((), True)


def test_what_one_member_did_alone_is_no_event_of_the_group() -> None:
    row = {"event_kind": "incident", "start": pd.Timestamp("2026-09-01 20:00"), "role": None, "source": "s"}
    rows = [("e1", "a"), ("e1", "b"), ("e2", "a"), ("e3", "a"), ("e3", "z")]
    events = pd.DataFrame([{**row, "event": event, "child": child} for event, child in rows])
    events = events.assign(record="r", row=1, batch="b")
    found = events_of_members(events, ["a", "b"], date(2025, 10, 31), DAY)
    assert set(found["via"]) == {"e1"}


@pytest.mark.parametrize("context", [None, "place:nowhere", "peers:00000000", "ssd:100", "'; MATCH (n) DELETE n //"])
def test_an_unknown_subject_is_refused_in_a_sentence(context: str | None, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        put(store, {"Child": [{"id": "ssd:100"}]}, {})
        with pytest.raises(CsgraphError, match="place or"):
            all_maps()[NAME].draw(store, drawing(child=None, context=context))


def test_a_place_of_which_nothing_is_recorded_is_answered_in_words(tmp_path: Path) -> None:
    hostile: dict[str, Any] = {"id": "place:1", "name": '"><script>alert(1)</script>', "kind": "park", "guardians": []}
    with open_store(str(tmp_path / "store")) as store:
        put(store, {"Location": [hostile], "Group": [{"id": "group:1"}]}, {})
        found = [all_maps()[NAME].draw(store, drawing(child=None, context=one)) for one in ("place:1", "group:1")]
    for model in found:
        assert [node.subject for node in model.nodes] == [True]
        assert any("Nothing was recorded of any child" in caveat for caveat in model.meta.caveats)
        assert all(one.rows or one.empty for one in model.tables)
