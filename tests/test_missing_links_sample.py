"""Missing links in the synthetic borough, against what was planted in it."""

import pandas as pd
import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.questions.role_states import STATES
from csgraph.store import open_store

KEY = ["child", "role", "setting"]


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> Findings:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return all_questions()["missing-links"].answer(store, Asking(default_as_of(store)))


@pytest.fixture(scope="module")
def expected(answered: Findings) -> pd.DataFrame:
    """The expected roles as found, in the columns of the truth."""
    found = answered.table[answered.table["state"].isin(STATES)].rename(columns={"subject": "child"})
    covered = found["covered"].map({True: "yes", False: "no"})
    return found.assign(covered=covered).sort_values(KEY, ignore_index=True)


def test_the_day_is_the_last_that_the_extracts_cover(answered: Findings) -> None:
    assert f"{answered.as_of:%Y-%m-%d}" == "2026-10-31"


def test_exactly_the_planted_expectations_are_found(sample: tuple[int, int], expected: pd.DataFrame) -> None:
    planted = truth("expected_roles", *sample).sort_values(KEY, ignore_index=True)
    assert expected[KEY].to_numpy().tolist() == planted[KEY].to_numpy().tolist()


@pytest.mark.parametrize("state", STATES)
def test_precision_and_recall_of_each_state_are_one(
    sample: tuple[int, int], expected: pd.DataFrame, state: str
) -> None:
    planted = truth("expected_roles", *sample)
    wanted = set(planted.loc[planted["state"] == state, KEY].itertuples(index=False, name=None))
    found = set(expected.loc[expected["state"] == state, KEY].itertuples(index=False, name=None))
    assert wanted, f"no {state} was planted"
    assert (found - wanted, wanted - found) == (set(), set())


def test_coverage_is_as_planted(sample: tuple[int, int], expected: pd.DataFrame) -> None:
    planted = truth("expected_roles", *sample).sort_values(KEY, ignore_index=True)
    assert expected["covered"].tolist() == planted["covered"].tolist()


def test_every_missing_link_names_a_reason_and_a_record(expected: pd.DataFrame) -> None:
    found = expected[expected["state"].isin(["gap", "ended_without_successor", "present_stale"])]
    assert found["reasons"].map(len).all()
    assert found["sources"].map(len).all()
    assert (found["next_step"] != "").all()
    assert (found["rule_source"] != "").all()


def test_whoever_is_suggested_has_no_link_that_holds(answered: Findings) -> None:
    table = answered.table
    pairs = {state: set(zip(rows["subject"], rows["worker"], strict=True)) for state, rows in table.groupby("state")}
    assert pairs["suggested"]
    assert not pairs["suggested"] & (pairs["present"] | pairs["present_stale"] | pairs["asymmetric"])


def test_a_suggestion_says_why_and_on_which_record(answered: Findings) -> None:
    suggested = answered.table[answered.table["state"] == "suggested"]
    assert suggested["reasons"].map(len).all()
    assert suggested["sources"].map(len).all()
    assert suggested["worker_name"].notna().all()


def test_completeness_adds_up_alike_by_child_role_and_team(answered: Findings, expected: pd.DataFrame) -> None:
    figures = [rows for title, rows in answered.figures.items() if title.startswith("completeness")]
    assert len(figures) == 3
    counts = expected["state"].value_counts()
    for figure in figures:
        assert {state: int(figure[state].sum()) for state in STATES} == {state: counts[state] for state in STATES}
