"""Missing together and return home interviews, without an engine."""

from datetime import date, datetime, timedelta
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st

from csgraph.findings import Asking, Findings
from csgraph.network.chance_overlaps import by_chance, count_unrelated
from csgraph.network.co_missing import _pairs
from csgraph.questions.co_missing import QUESTION
from csgraph.questions.co_missing_rules import co_missing_rules

DAY = date(2026, 10, 31)
AT = datetime(2026, 10, 1, 20)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}
Row = dict[str, object]


def episode(child: str, start: datetime = AT, hours: float | None = 10, more: Row | None = None) -> Row:
    end = None if hours is None else start + timedelta(hours=hours)
    name = f"{child}:{start:%m%d}"
    return {
        "child": child,
        "event": name,
        "start": start,
        "end": end,
        "id": name,
        "role": "subject",
        **BY,
        **(more or {}),
    }


def found_at(place: str, *episodes: Row) -> list[Row]:
    """The place that each episode was returned from."""
    fixed = {"place": place, "place_label": "Location", "kind": "returned_from"}
    return [{"event": one["event"], "id": one["event"], **fixed, **BY} for one in episodes]


def together(a: str, b: str, **more: object) -> Row:
    return {"child_a": a, "child_b": b, "kind": "co_missing", "start": AT.date(), "id": a + b, **BY, **more}


def ask(asked: frozenset[str] | None = None, **answers: list[Row]) -> Findings:
    kinds = {"batch": "b1", "kinds": ["missing"], "schemes": ["police"], "listed_only": True, "source": "made_up"}
    batch = {**kinds, "period_start": date(2024, 1, 1), "period_end": DAY, "extracted_on": DAY}
    known = {"batches": [batch], "places": [{"place": "p", "name": "Hill Park", "kind": "park"}]}
    store = FrameStore(**(known | answers))  # type: ignore[arg-type]  # some of the rows that a store has
    return QUESTION.answer(store, Asking(DAY, asked))  # type: ignore[arg-type]  # the part of a store that questions use


def states(found: Findings) -> list[str]:
    return found.table["state"].tolist()


IN_TIME: Row = {"interview_offered": "yes", "interview_accepted": "yes", "interview_on": date(2026, 10, 3)}


def test_what_was_recorded_is_told_apart_from_an_overlap_at_one_place() -> None:
    episodes = [episode(c, more=IN_TIME) for c in "abc"]
    found = ask(missing_episodes=episodes, event_places=found_at("p", *episodes), peer_ties=[together("b", "a")]).table
    pairs = found[found["other_child"].notna()].sort_values(["subject", "other_child"])
    assert pairs["state"].tolist() == ["together_recorded", "overlap_same_place", "overlap_same_place"]
    assert "Hill Park" in pairs["reasons"].iloc[1][0]


def test_two_children_in_one_recorded_episode_were_together() -> None:
    shared = [episode(c, more=IN_TIME) | {"event": "e"} for c in "ab"]
    assert states(ask(missing_episodes=shared)) == ["together_recorded"]


@pytest.mark.parametrize(
    "other",
    [
        episode("b", AT + timedelta(hours=9, minutes=30), 10, IN_TIME),
        episode("b", AT + timedelta(days=2), 10, IN_TIME),
        episode("b", AT, 10, IN_TIME | {"reliability": "unverified"}),
        episode("b", AT, None, IN_TIME),
    ],
    ids=["too short", "apart", "unverified", "not back yet"],
)
def test_no_pair(other: Row) -> None:
    episodes = [episode("a", more=IN_TIME), other]
    found = ask(missing_episodes=episodes, event_places=found_at("p", *episodes)).table
    assert found["other_child"].isna().all()


def test_an_overlap_alone_is_a_figure_only() -> None:
    found = ask(missing_episodes=[episode(c, more=IN_TIME) for c in "ab"])
    assert found.table.empty
    assert found.figures["Overlaps and chance"]["found"].tolist() == [1, 0, 1]


def test_brothers_and_sisters_are_no_pair_and_one_at_a_place() -> None:
    episodes = [episode(c, more=IN_TIME) for c in "ab"]
    family: list[Row] = [{"person": "a", "person_label": "Child", "child": "b", "kind": "sibling", "id": "f", **BY}]
    found = ask(
        missing_episodes=episodes,
        event_places=found_at("p", *episodes),
        family_ties=family,
        peer_ties=[together("a", "b")],
    )
    assert found.table.empty


def test_a_place_of_two_unrelated_children_is_shared_but_no_home() -> None:
    episodes = [episode("a", more=IN_TIME), episode("b", AT + timedelta(days=3), more=IN_TIME)]
    (row,) = ask(missing_episodes=episodes, event_places=found_at("p", *episodes)).table.to_dict("records")
    assert (row["subject"], row["subject_label"], row["state"]) == ("p", "Location", "shared_return_place")
    assert (row["unrelated"], row["events"]) == (2, 2)
    homes: list[Row] = [{"place": "p", "kind": "childrens_home"}]
    assert ask(missing_episodes=episodes, event_places=found_at("p", *episodes), places=homes).table.empty


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (episode("a", more={"interview_offered": "no"}), "interview_not_offered"),
        (episode("a", more={"interview_offered": "yes", "interview_accepted": "no"}), "interview_refused"),
        (episode("a", more={"interview_offered": "yes", "interview_accepted": "yes"}), "interview_not_recorded"),
        (episode("a"), "interview_not_recorded"),
        (episode("a", more=IN_TIME | {"interview_on": date(2026, 10, 6)}), "interview_late"),
        (episode("a", more=IN_TIME), None),
        (episode("a", more=IN_TIME | {"interview_on": date(2026, 10, 5)}), None),
        (episode("a", more={"interview_offered": "not_applicable"}), None),
        (episode("a", datetime(2026, 10, 28, 20)), None),
        (episode("a", hours=None), None),
    ],
)
def test_interviews(one: Row, state: str | None) -> None:
    assert states(ask(missing_episodes=[one])) == ([state] if state else [])


def test_an_interview_after_the_day_asked_about_is_not_known_yet() -> None:
    held: Row = {"interview_offered": "yes", "interview_on": date(2026, 11, 2)}
    late = episode("a", datetime(2026, 10, 20, 12), more=held)
    assert states(ask(missing_episodes=[late])) == ["interview_not_recorded"]


def test_days_that_one_agency_tells_and_hours_that_another_tells_are_one_episode() -> None:
    told: Row = {"event": "other", "source": "council", "interview_offered": "no"}
    council = episode("a", datetime(2026, 10, 1), 24, told)
    found = ask(missing_episodes=[episode("a"), council]).table
    assert states(ask(missing_episodes=[episode("a"), council])) == ["interview_not_offered"]
    assert found["sources"].map(len).tolist() == [2]


@pytest.mark.parametrize(("days", "told"), [(27, True), (30, False)])
def test_a_first_repeat_is_told_when_it_comes_soon(days: int, told: bool) -> None:
    start = datetime(2026, 8, 1, 20)
    nothing: Row = {"interview_offered": "not_applicable"}
    starts = [start, start + timedelta(days=days), start + timedelta(days=days + 3)]
    found = ask(missing_episodes=[episode("a", one, more=nothing) for one in starts])
    assert states(found) == (["first_repeat_within_4_weeks"] if told else [])


def test_a_child_without_an_episode_cannot_be_told_unless_an_extract_covers_it() -> None:
    known: dict[str, list[Row]] = {"children": [{"child": "police:1"}, {"child": "police:2"}]}
    known["child_records"] = [{"child": "police:1", "batch": "b1"}]
    assert states(ask(frozenset({"police:1", "police:2"}), **known)) == ["none_recorded", "cannot_tell"]


def test_only_the_children_asked_about_are_told_of() -> None:
    episodes = [episode(c) for c in "abc"]
    found = ask(frozenset("b"), missing_episodes=episodes, peer_ties=[together("a", "b"), together("a", "c")])
    assert found.table["subject"].tolist() == ["b", "b"]
    assert found.figures["Interviews by month"]["episodes"].tolist() == [1]


def test_an_empty_store_is_answered() -> None:
    found = ask(batches=[])
    assert found.table.empty
    assert any("No loaded extract" in caveat for caveat in found.caveats)


def test_the_rules_can_be_read() -> None:
    assert co_missing_rules().interview.basis == "S"


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from("pq"), st.sampled_from("xyz")), max_size=10
)


@given(spans, st.integers(1, 9))
def test_overlaps_are_those_that_comparing_each_two_finds(rows: list[tuple[int, int, str, str]], least: int) -> None:
    expected = [
        (a, b)
        for a, b in combinations(rows, 2)
        if a[2] == b[2] and a[3] != b[3] and min(a[0] + a[1], b[0] + b[1]) - max(a[0], b[0]) >= least
    ]
    place, home = (pd.factorize(np.array([row[n] for row in rows], dtype=object))[0].astype("int64") for n in (2, 3))
    start, length = (np.array([row[n] for row in rows], dtype="int64") for n in (0, 1))
    assert count_unrelated(start, length, place, home, least) == len(expected)
    begun = pd.Timestamp(AT) + pd.to_timedelta(start, "min")
    frame = pd.DataFrame({
        "child": pd.Series([f"{row[3]}{n}" for n, row in enumerate(rows)], dtype="str"),
        "event": pd.Series([str(n) for n in range(len(rows))], dtype="str"),
        "start": begun, "end": begun + pd.to_timedelta(length, "min"),
        "place": pd.Series([row[2] for row in rows], dtype="str"),
        "home": pd.Series([row[3] for row in rows], dtype="str"),
        "recorded_by": "police",
        "evidence": pd.Series([[] for _ in rows], dtype=object),
    })  # fmt: skip
    assert len(_pairs(frame, least)) == len(expected)


def test_chance_comes_out_the_same_again_and_within_the_month() -> None:
    start = pd.Series(pd.date_range("2026-03-01 20:00", periods=60, freq="12h"))
    names = pd.Series([f"{n}" for n in range(60)], dtype="str")
    frame = pd.DataFrame({"child": names, "event": names, "home": names, "start": start})
    frame = frame.assign(end=start + pd.Timedelta(hours=10), place="p")
    one, other = (by_chance(frame, frame, minutes=60, repetitions=20, seed=1) for _ in range(2))
    assert one.equals(other)
    assert (one["anywhere"] == one["same_place"]).all()
