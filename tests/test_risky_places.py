"""Places: what counts, small counts drawn to the mean, trends, suppression, and the question, without an engine."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.network.place_ranking import independent_reports
from csgraph.network.place_rates import shrunk, trends, windows
from csgraph.network.places import place_network, places_of
from csgraph.questions.risky_places import QUESTION
from csgraph.questions.small_numbers import HIDDEN, SMALLEST, hide, name_free

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}
Row = dict[str, object]


def at(
    place: str, *children: str, days_ago: int = 10, kind: str = "incident", name: str = "", **more: object
) -> list[Row]:
    """Rows of event_children of one event, with the place in the event's own id."""
    when = datetime(2026, 10, 31, 12) - timedelta(days=days_ago)
    event = f"{place}|{days_ago}|{name}|{kind}"
    made = {"event": event, "event_kind": kind, "start": when, "role": "victim", "record": event, **BY} | more
    return [made | {"child": child, "id": f"{event}|{child}"} for child in children]


def often(place: str, *children: str) -> list[Row]:
    """Events of all the children on as many days as there are children."""
    return [row for n in range(len(children)) for row in at(place, *children, days_ago=10 + n)]


def events_store(events: Sequence[Row], place_kind: str = "", **answers: Sequence[Row]) -> FrameStore:
    """A store of such events; every place that they name is a park unless given."""
    kinds = {"incident": "at", "missing": "returned_from"}
    where = [
        {"event": e["event"], "place": str(e["event"]).split("|")[0], "kind": place_kind or kinds[str(e["event_kind"])]}
        | {"place_label": "Location", "id": f"{e['event']}@"} | BY
        for e in events
    ]  # fmt: skip
    named = sorted({str(row["place"]) for row in where})
    given: dict[str, Sequence[Row]] = {"places": [{"place": p, "name": p.upper(), "kind": "park"} for p in named]}
    return FrameStore(event_children=list(events), event_places=where, **(given | answers))


def ask(store: FrameStore, children: frozenset[str] | None = None) -> Findings:
    return QUESTION.answer(store, Asking(DAY, children))  # type: ignore[arg-type]  # the part of a store that questions use


def row_of(found: Findings, place: str) -> dict[str, object]:
    return dict(found.table.set_index("subject").loc[place])


def test_unrelated_children_count_and_brothers_and_sisters_count_once() -> None:
    family = [
        {"person": "mum", "person_label": "Adult", "child": c, "kind": "parent", "id": c, **BY} for c in ("a", "b", "c")
    ]
    events = [*often("siblings", "a", "b", "c"), *often("strangers", "d", "e")]
    found = ask(events_store(events, family_ties=family))
    assert row_of(found, "strangers")["rank"] == 1
    assert row_of(found, "siblings")["state"] == "too_few"
    assert row_of(found, "siblings")["children"] == 3
    assert row_of(found, "siblings")["unrelated"] == 1


def test_one_evening_with_many_children_does_not_rank_a_place() -> None:
    found = ask(events_store([*at("p", *"abcdef"), *at("p", *"abcdef", name="again")]))
    assert (row_of(found, "p")["unrelated"], row_of(found, "p")["reports"]) == (6, 1)
    assert row_of(found, "p")["state"] == "too_few"


def test_many_reports_on_one_child_do_not_rank_a_place() -> None:
    found = ask(events_store([row for n in range(14) for row in at("busy", "a", days_ago=n * 5 + 1)]))
    assert row_of(found, "busy")["events"] == 14
    assert row_of(found, "busy")["state"] == "too_few"


@pytest.mark.parametrize(
    ("answers", "place_kind"),
    [
        ({}, "missing_from"),
        ({"placements": [{"child": c, "place": "p", "id": c, **BY} for c in "ab"]}, ""),
        ({"places": [{"place": "p", "kind": "childrens_home"}]}, ""),
        (
            {
                "places": [{"place": "p", "kind": "private_address", "postcode": "ZZ1 1AA"}],
                "child_homes": [{"child": c, "postcode": "ZZ1 1AA"} for c in "ab"],
            },
            "",
        ),
    ],
    ids=["missing from there", "placed there", "found at a children's home", "own address"],
)
def test_living_together_never_raises_a_place(answers: dict[str, Sequence[Row]], place_kind: str) -> None:
    found = ask(events_store(at("p", "a", "b", kind="missing"), place_kind, **answers))
    assert found.table.empty


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"days_ago": 364}, "before the first window"),
        ({"reliability": "unverified"}, "unverified"),
        ({"role": "officer"}, "officers"),
        ({"days_ago": -1}, "not known yet"),
    ],
)
def test_what_does_not_count(more: dict[str, Any], why: str) -> None:
    found = ask(events_store([*at("p", "a"), *at("p", "b", **more)]))
    assert row_of(found, "p")["unrelated"] == 1, why


def place_tie(child: str, kind: str, **more: object) -> Row:
    name = f"{child}-{kind}"
    return {
        "child": child,
        "place": "p",
        "kind": kind,
        "start": date(2026, 5, 1),
        "id": name,
        "record": name,
        **BY,
    } | more


def test_harm_and_fear_count_and_going_there_does_not() -> None:
    ties = [place_tie("a", "harmed_at", start=DAY), place_tie("b", "feels_unsafe_at"), place_tie("c", "frequents")]
    row = row_of(ask(FrameStore(place_ties=ties, places=[{"place": "p", "kind": "park"}])), "p")
    assert (row["unrelated"], row["linked"], row["state"]) == (2, 3, "ranked")


def test_a_protective_place_is_shown_last_and_never_ranked() -> None:
    club = {"place": "club", "name": "Club", "kind": "youth_club", "protective": True, "guardians": ["voluntary"]}
    found = ask(
        events_store(
            [*often("club", "a", "b", "c"), *often("p", "d", "e")], places=[club, {"place": "p", "kind": "park"}]
        )
    )
    assert found.table["subject"].tolist() == ["p", "club"]
    assert found.table["rank"].isna().tolist() == [False, True]
    assert any("both are shown" in reason for reason in found.table["reasons"].iloc[1])
    assert "CLUB" not in "".join(found.figures["Without names"]["name"]).upper()


def test_the_table_without_names_gives_no_address() -> None:
    flat: Row = {"place": "p", "name": "9 Court", "kind": "cuckooed_address"}
    shown = ask(events_store(often("p", "a", "b"), places=[flat])).figures["Without names"]
    assert shown["name"].tolist() == ["p", "all of this kind", "all"]


def test_a_child_who_feels_safe_there_is_shown_beside_the_harm() -> None:
    ties = [place_tie("a", "harmed_at"), place_tie("b", "harmed_at"), place_tie("c", "feels_safe_at")]
    found = ask(FrameStore(place_ties=ties, places=[{"place": "p", "kind": "park"}]))
    assert any("1 child feels safe there" in reason for reason in row_of(found, "p")["reasons"])  # type: ignore[attr-defined]


def test_groups_that_meet_there_and_schools_near_are_named() -> None:
    ties = [
        {"id": a + b, "child_a": a, "child_b": b, "kind": "friend_peer", "start": date(2026, 1, 1), **BY}
        for a, b in ("ab", "bc", "ac")
    ]
    places = [
        {"place": "p", "name": "Park", "kind": "park", "easting": 1000, "northing": 1000, "guardians": ["police"]}
    ]
    sites = [
        {"school": "urn:1", "name": "Near School", "easting": 1000, "northing": 1700},
        {"school": "urn:2", "name": "Far School", "easting": 1000, "northing": 1900},
    ]
    found = ask(events_store(often("p", "a", "b", "x"), places=places, peer_ties=ties, school_sites=sites))
    row = row_of(found, "p")
    assert row["groups"] == ["Peer group 1"]
    assert row["schools"] == ["Near School"]
    assert "Police" in str(row["next_step"])


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=9))
def test_independent_reports_are_the_most_children_that_days_can_be_dealt_to(pairs: list[tuple[str, int]]) -> None:
    start = pd.Timestamp(2026, 1, 1, 9)
    rows = pd.DataFrame(
        {"place": "p", "home": [h for h, _ in pairs], "when": [start + pd.Timedelta(days=d) for _, d in pairs]}
    ).astype({"place": "str", "home": "str", "when": "datetime64[us]"})
    homes = sorted({h for h, _ in pairs})
    dealt = product([None, 0, 1, 2, 3], repeat=len(homes))
    fits = [
        len(used)
        for deal in dealt
        if len(used := [(h, d) for h, d in zip(homes, deal, strict=True) if d is not None]) == len({d for _, d in used})
        and all(pair in pairs for pair in used)
    ]
    assert independent_reports(rows).sum() == max(fits)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=40))
def test_shrinkage_keeps_the_order_within_a_kind_and_draws_towards_its_mean(counts: list[int]) -> None:
    values = pd.Series(counts)
    table = shrunk(values, pd.Series("park", index=values.index))
    mean = values.mean()
    assert table["expected"].between(min(*counts, mean) - 1e-9, max(*counts, mean) + 1e-9).all()
    order = values.sort_values(kind="stable").index
    assert table["expected"].loc[order].is_monotonic_increasing
    assert ((table["low"] <= table["high"]) & table["low"].ge(0)).all()


def test_one_report_does_not_top_places_with_many() -> None:
    counts = pd.Series([9, 6, 1, 0, 0, 0, 0, 0, 1, 0])
    table = shrunk(counts, pd.Series(["park"] * 9 + ["hotel"]))
    assert table["expected"].idxmax() == 0
    assert table["expected"].iloc[0] < 9


def test_a_day_with_events_falls_in_its_window_once_however_many_children() -> None:
    days = [0, 27, 28, 363]
    rows = [
        {"place": "p", "via": f"e{day}", "when": datetime(2026, 10, 31, 23) - timedelta(days=day), "child": c}
        for day in days
        for c in "ab"
    ]
    numbers = windows(pd.DataFrame(rows), DAY)
    assert numbers.shape == (1, 13)
    assert numbers.columns[-1] == "2026-10-04"
    assert numbers.to_numpy().tolist() == [[1, *[0] * 10, 1, 2]]


@pytest.mark.parametrize(
    ("newer", "older", "told"),
    [(8, 1, "rising"), (1, 8, "falling"), (4, 4, "steady"), (3, 1, "too few to tell"), (5, 0, "rising")],
)
def test_a_trend_is_told_only_where_chance_would_not_make_it(newer: int, older: int, told: str) -> None:
    numbers = pd.DataFrame([[0] * 7 + [older, 0, 0] + [0, 0, newer]], index=["p"])
    assert trends(numbers).tolist() == [told]


def most(counts: list[int], hidden: list[bool]) -> int:
    """The most that a hidden count can be, for somebody who sees the others and the total."""
    kept = [count for count, hide_it in zip(counts, hidden, strict=True) if hide_it]
    return sum(kept) - (len(kept) - 1)


@given(st.lists(st.integers(0, 30), max_size=8))
def test_no_small_count_is_shown_and_no_total_gives_one_away(counts: list[int]) -> None:
    hidden, total_shown = hide(counts)
    assert not any(0 < count < SMALLEST and not hide_it for count, hide_it in zip(counts, hidden, strict=True))
    if total_shown and any(hidden):
        assert sum(hidden) > 1
        assert most(counts, hidden) >= SMALLEST


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 12)), min_size=1, max_size=12))
def test_the_table_without_names_lets_nobody_subtract(rows: list[tuple[str, int]]) -> None:
    table = pd.DataFrame(
        {"kind": [k for k, _ in rows], "place": [f"p{n}" for n in range(len(rows))], "n": [n for _, n in rows]}
    )
    shown = name_free(table, "place", "kind", ["n"])
    small = set(map(str, range(1, SMALLEST)))
    assert not small & set(shown["n"])
    totals = shown[shown["place"] == "all of this kind"]["n"]
    assert (shown["n"].iloc[-1] == HIDDEN) == (HIDDEN in set(totals))


def test_the_network_has_every_record_as_an_edge_of_its_own() -> None:
    store = events_store([*at("p", "a", "b"), *at("p", "a", days_ago=20), *at("q", "a")])
    graph = place_network(store, as_of=DAY, places=["p"])  # type: ignore[arg-type]
    assert graph.nodes["p"]["state"] == "ranked"
    assert sorted(graph.nodes) == ["a", "b", "p"]
    assert graph.number_of_edges("a", "p") == 2


def test_children_asked_about_narrow_the_places_and_not_their_ranks() -> None:
    store = events_store([*often("p", "a", "b", "c"), *often("q", "d", "e")])
    (row,) = ask(store, frozenset({"d"})).table.to_dict("records")
    assert (row["subject"], row["rank"]) == ("q", 2)


def test_an_empty_store_is_answered() -> None:
    assert ask(FrameStore()).table.empty
    assert places_of(FrameStore(), as_of=DAY).table.empty  # type: ignore[arg-type]
