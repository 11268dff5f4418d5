"""Changes of worker in the synthetic borough, against what was planted in it."""

import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.store import open_store


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> Findings:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return all_questions()["continuity"].answer(store, Asking(default_as_of(store)))


def test_exactly_the_planted_states_are_found(sample: tuple[int, int], answered: Findings) -> None:
    table = answered.table
    changes = table["changes"].fillna(0).astype("int64").astype("str")
    found = set(zip(table["subject"], table["role"], table["state"], changes, strict=True))
    planted = set(truth("continuity", *sample).itertuples(index=False, name=None))
    assert {row[2] for row in planted} >= {"many_changes", "ended_without_successor", "no_handover", "cannot_tell"}
    assert (found - planted, planted - found) == (set(), set())
    assert len(table) == len(found)


def test_every_finding_says_why_on_which_records_and_what_next(answered: Findings) -> None:
    table = answered.table
    assert table["reasons"].map(len).all()
    assert table["sources"].map(len).all()
    assert (table[["next_step", "would_change", "rule_source"]] != "").all(axis=None)
    named = [text for row in table[["finding", "reasons"]].to_numpy().tolist() for text in (row[0], *row[1])]
    assert not [text for text in named if any(child in text for child in set(table["subject"]))]


def test_figures_add_up(answered: Findings) -> None:
    changes = answered.figures["Changes by role"]["changes"].sum()
    assert changes > 50
    for title in ("Reasons for changes", "Days together at a change"):
        assert answered.figures[title]["changes"].sum() == changes
