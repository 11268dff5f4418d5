"""Missing together in the synthetic borough, against what was planted in it."""

import pandas as pd
import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions.co_missing import QUESTION
from csgraph.store import open_store

Rows = set[tuple[object, ...]]


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> Findings:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return QUESTION.answer(store, Asking(default_as_of(store)))


def rows_of(table: pd.DataFrame, *columns: str) -> Rows:
    return set(table[list(columns)].itertuples(index=False, name=None))


def test_pairs_missing_together_are_exactly_those_of_the_truth(sample: tuple[int, int], answered: Findings) -> None:
    pairs = answered.table[answered.table["state"].isin(["together_recorded", "overlap_same_place"])]
    planted = truth("co_missing_pairs", *sample)
    assert set(planted["state"]) == set(pairs["state"])
    assert rows_of(pairs, "subject", "other_child", "state") == rows_of(planted, "child_a", "child_b", "state")


def test_interviews_to_act_on_are_exactly_those_of_the_truth(sample: tuple[int, int], answered: Findings) -> None:
    found = answered.table[answered.table["state"].str.startswith("interview_")]
    days = found["finding"].str.extract(r"episode of (\d{4}-\d\d-\d\d)")[0]
    planted = truth("return_interviews", *sample)
    assert {"interview_not_offered", "interview_late", "interview_refused"} <= set(planted["state"])
    assert sorted(zip(found["subject"], days, found["state"], strict=True)) == sorted(
        planted.itertuples(index=False, name=None)
    )


def test_first_repeats_and_shared_places_are_exactly_those_of_the_truth(
    sample: tuple[int, int], answered: Findings
) -> None:
    table = answered.table
    repeats = table[table["state"] == "first_repeat_within_4_weeks"]
    assert set(repeats["subject"]) == set(truth("first_repeats", *sample)["child"])
    places = table[table["state"] == "shared_return_place"].astype({"unrelated": "str"})
    planted = truth("shared_return_places", *sample)
    assert rows_of(places, "subject", "unrelated") == rows_of(planted, "place", "unrelated")


def test_recorded_and_same_place_overlaps_are_more_than_chance(answered: Findings) -> None:
    rows = answered.figures["Overlaps and chance"].to_dict("records")
    every, same_place, neither = rows
    assert same_place["found"] > same_place["high"]
    assert every["found"] >= same_place["found"] + neither["found"]


def test_every_finding_says_why_on_what_record_and_what_next(answered: Findings) -> None:
    table = answered.table
    assert table["reasons"].map(len).all()
    assert table["sources"].map(len).all()
    assert (table[["next_step", "would_change"]] != "").all(axis=None)
    assert not table["finding"].str.contains(r"(?:ssd|police|nhs|upn):").any()
