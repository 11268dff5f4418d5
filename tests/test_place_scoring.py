"""Rankings of places scored on what came after."""

from datetime import date, datetime

import pandas as pd
import pytest

from csgraph.network.place_scoring import events_by_place, in_order, later_events, scored


def by_place(*values: int) -> pd.Series:
    return pd.Series(values, index=pd.Index([f"place:{n}" for n in range(len(values))], dtype="str"))


def test_a_perfect_ranking_has_every_hit_that_could_be_had() -> None:
    (row,) = scored(
        by_place(9, 8, 1, 0, 0, 0, 0, 0, 0, 0), by_place(6, 3, 1, 0, 0, 0, 0, 0, 0, 0), shares=[0.2]
    ).to_dict("records")
    assert (row["chosen"], row["places"], row["later"], row["hits"]) == (2, 10, 10, 9)
    assert row["hit_rate"] == pytest.approx(0.9)
    assert row["pai"] == pytest.approx(0.9 / 0.2)
    assert row["pei"] == pytest.approx(1.0)


def test_efficiency_is_measured_against_the_best_choice_of_as_many_places() -> None:
    (row,) = scored(by_place(3, 2, 1, 0), by_place(0, 1, 2, 3), shares=[0.5]).to_dict("records")
    assert row["hits"] == 1
    assert row["pei"] == pytest.approx(1 / 5)
    assert not row["signal"]


def test_places_of_one_number_are_in_no_order() -> None:
    (row,) = scored(by_place(1, 1, 1, 1), by_place(4, 0, 0, 0), shares=[0.5]).to_dict("records")
    assert row["hits"] == pytest.approx(2.0)
    assert row["pai"] == pytest.approx(1.0)


def test_a_ranking_of_many_places_beats_chance_and_a_useless_one_does_not() -> None:
    later = by_place(*([5] * 10 + [0] * 190))
    best, useless = (scored(by_place(*order), later, shares=[0.05]).iloc[0] for order in (range(200, 0, -1), [1] * 200))
    assert best["signal"]
    assert not useless["signal"]
    assert useless["chance_low"] <= useless["hit_rate"] <= useless["chance_high"]


def test_the_interval_of_chance_is_the_same_again() -> None:
    order, later = by_place(*range(50)), by_place(*range(50))
    assert scored(order, later).equals(scored(order, later))


def test_without_later_events_there_is_no_rate() -> None:
    (row,) = scored(by_place(2, 1), by_place(0, 0), shares=[0.5]).to_dict("records")
    assert pd.isna(row["hit_rate"])
    assert not row["signal"]


def test_no_place_is_no_score() -> None:
    assert scored(by_place(), by_place()).empty


def test_only_what_happened_after_the_day_is_later() -> None:
    rows = [("a", datetime(2026, 8, 8, 23)), ("b", datetime(2026, 8, 9, 0)), ("b", datetime(2026, 8, 9, 0))]
    records = pd.DataFrame(
        [{"place": "place:0", "via": via, "when": when, "kind": "incident", "counts": True} for via, when in rows]
    )
    later = later_events(records, date(2026, 8, 8))
    assert events_by_place(later, by_place(0, 0).index).tolist() == [1, 0]


def test_places_without_a_record_come_last_and_in_no_order() -> None:
    table = pd.DataFrame({"place": ["place:2", "place:0"]})
    assert in_order(table, by_place(0, 0, 0, 0).index).tolist() == [1, 0, 2, 0]
