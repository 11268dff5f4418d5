"""What holds of every question, walked: asked of a child, a place, a day; what its findings say; an empty store."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.questions import all_questions
from csgraph.questions.asked_about import About, asking_about
from csgraph.store import Store, open_store
from csgraph.store.remembering import remembering

DAY = date(2026, 10, 31)
NEEDS_A_CHILD = ("chain", "history", "possible-ties")
NO_RECORD = frozenset(
    "cannot_tell none_recorded no_coverage nothing_recorded no_period covered not_connected_in_records".split()
)
"""States that tell that there is no record, or of a source itself."""
QUESTIONS = pytest.mark.parametrize("name", all_questions())


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(loaded_sample(), read_only=True) as opened:
        yield remembering(opened)


@pytest.fixture(scope="module")
def child() -> str:
    """A child of a planted peer group, known to social care."""
    members = truth("peer_groups")
    return str(members.loc[members["child"].str.startswith("ssd:"), "child"].iloc[0])


@pytest.fixture(scope="module")
def children(store: Store) -> set[str]:
    return set(store.read("children")["child"])


@cache
def whole(name: str, child: str) -> Findings:
    """The answer for everybody; of questions that need a child, for that child."""
    about = frozenset({child}) if name in NEEDS_A_CHILD else None
    with open_store(loaded_sample(), read_only=True) as store:
        return all_questions()[name].answer(store, Asking(DAY, about))


@QUESTIONS
def test_every_finding_says_why_whence_and_what_next(name: str, child: str) -> None:
    table = whole(name, child).table
    assert len(table)
    assert (table[["finding", "would_change"]] != "").all(axis=None)
    assert (table.loc[table["state"] != "present", "next_step"] != "").all()
    assert table["reasons"].map(len).all()
    recorded = table[~table["state"].isin(NO_RECORD)]
    assert recorded["sources"].map(len).all(), recorded.loc[recorded["sources"].map(len) == 0, "state"].unique()


@QUESTIONS
def test_no_sentence_names_a_child(name: str, child: str, children: set[str]) -> None:
    found = whole(name, child)
    texts = [*found.table[["finding", "next_step", "would_change"]].to_numpy().ravel(), *found.caveats]
    # Whom to ring is known through another child, whose id is disguised with the rest of the table when it leaves.
    texts += [] if name == "missing-links" else [*found.table["reasons"].explode().dropna()]
    tokens = {token.rstrip(".") for text in texts for token in re.findall(r"\w+:[\w/.-]+", str(text))}
    assert not tokens & children


@QUESTIONS
def test_asked_of_a_child_it_tells_of_no_other(store: Store, name: str, child: str) -> None:
    table = all_questions()[name].answer(store, Asking(DAY, frozenset({child}))).table
    about = table[table["subject_label"] == "Child"]
    other = about["other_child"] if "other_child" in about else about["subject"]
    assert ((about["subject"] == child) | (other == child)).all()


@QUESTIONS
def test_asked_of_a_place_a_group_or_a_team_it_tells_no_more_than_of_all(store: Store, name: str, child: str) -> None:
    place = str(truth("risky_places")["place"].iloc[0])
    team = str(store.read("child_workers", as_of=DAY)["team"].dropna().iloc[0])
    ways = (About(teams=(team,), agencies=("school",)), About(places=(place,)), About(groups=("Peer group 1",)))
    for about in ways[:1] if name == "changes" else ways:  # it asks all the others, which are walked here too
        asking = asking_about(store, about, DAY)
        table = all_questions()[name].answer(store, asking).table
        assert asking.children is not None
        assert name in NEEDS_A_CHILD or len(table) <= len(whole(name, child).table)


@QUESTIONS
def test_a_day_before_anything_was_recorded_finds_nothing_to_do(store: Store, name: str) -> None:
    table = all_questions()[name].answer(store, Asking(date(2001, 1, 1))).table
    assert set(table["state"]) <= {"protective"}


@QUESTIONS
def test_an_empty_store_is_answered(name: str) -> None:
    found = all_questions()[name].answer(FrameStore(), Asking(DAY, frozenset({"ssd:1"})))  # type: ignore[arg-type]  # what questions use of it
    assert set(found.table["state"]) <= {"cannot_tell"}
    assert all_questions()[name].answer(FrameStore(), Asking(DAY)).table.empty  # type: ignore[arg-type]  # what questions use of it
