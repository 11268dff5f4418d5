"""Before and after the panel: ratios, windows and states without an engine, and the sample against what was planted."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st
from loaded_sample import loaded_sample, truth
from panel_examples import DAY, FULL, Row, ask, batch, child, events, link, referral
from scipy.stats import binomtest

from csgraph.findings import Asking
from csgraph.questions.panel_impact import QUESTION
from csgraph.questions.rate_ratios import against, rate_ratios
from csgraph.store import open_store

TAKEN = date(2026, 3, 1)
SHOWN = [
    batch("panel", "panel_referral"),
    batch("incidents", "incident", schemes="police", listed_only=True, recorded_by="police"),
    batch("missing", "missing", schemes="police", listed_only=True),
]


def days(start: date, *after: int) -> list[date]:
    return [start + timedelta(days=number) for number in after]


def taken(*subjects: tuple[str, str], on: date = TAKEN, **answers: list[Row]) -> FrameStore:
    """Subjects that the panel decided on, of children whom the police's extracts name."""
    names = [name for name, label in subjects if label == "Child"] + ["police:2", "police:3", "police:4"]
    given_: dict[str, list[Row]] = {
        "children": [child(name) for name in dict.fromkeys(names)],
        "child_plans": [{"child": name, "plan": name, "kind": "cin"} for name in dict.fromkeys(names)],
        "child_records": [{"child": name, "batch": "incidents"} for name in dict.fromkeys(names)],
        "batches": SHOWN,
        "panel_referrals": [
            referral(name, f"r{name}", on - timedelta(days=5), label, decided_on=on, decision="CSC")
            for name, label in subjects
        ],
    }
    return FrameStore(**(given_ | answers))


def one(store: FrameStore) -> dict[str, object]:
    (row,) = ask(QUESTION, store).table.to_dict("records")
    return {str(name): value for name, value in row.items()}


counts = st.integers(0, 60)


@given(counts, counts, st.integers(90, 180), st.integers(90, 180))
def test_the_interval_is_that_of_an_exact_binomial_test(before: int, after: int, first: int, second: int) -> None:
    row = pd.DataFrame([{"before": before, "after": after, "days_before": first, "days_after": second}])
    (found,) = rate_ratios(row).to_dict("records")
    if before + after == 0:
        assert all(np.isnan(value) for value in found.values())
        return
    share = binomtest(after, before + after).proportion_ci(0.95, method="exact")
    ratio = first / second
    assert found["low"] == pytest.approx(share.low / (1 - share.low) * ratio)
    assert found["high"] == (pytest.approx(share.high / (1 - share.high) * ratio) if before else np.inf)


def test_a_ratio_against_another() -> None:
    found = against(pd.Series({"before": 20, "after": 10}), pd.Series({"before": 40, "after": 40}))
    spread = 1.959964 * np.sqrt(1 / 20 + 1 / 10 + 1 / 40 + 1 / 40)
    assert found == pytest.approx({"ratio": 0.5, "low": 0.5 * np.exp(-spread), "high": 0.5 * np.exp(spread)})
    assert np.isnan(against(pd.Series({"before": 0, "after": 1}), pd.Series({"before": 1, "after": 1}))["ratio"])


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [(9, 1, "fewer_after"), (1, 9, "more_after"), (4, 3, "no_clear_change"), (0, 0, "no_clear_change")],
)
def test_states_by_the_interval(before: int, after: int, state: str) -> None:
    happened = events("police:1", *days(TAKEN, *range(-before, 0), *range(1, after + 1)))
    row = one(taken(("police:1", "Child"), event_children=happened))
    assert (row["state"], row["events_before"], row["events_after"]) == (state, before, after)
    assert any("regression to the mean" in text for text in row["reasons"])  # type: ignore[attr-defined]  # a list


def test_the_day_itself_and_days_outside_the_windows_lie_in_neither() -> None:
    happened = events("police:1", *days(TAKEN, -181, -180, -1, 0, 1, 180, 181))
    row = one(taken(("police:1", "Child"), event_children=happened))
    assert (row["events_before"], row["events_after"]) == (2, 2)


def test_several_of_one_kind_on_one_day_are_one_and_unverified_is_none() -> None:
    (first,) = events("police:1", TAKEN + timedelta(days=2))
    again = first | {"event": "other", "id": "other"}
    doubted = events("police:1", TAKEN + timedelta(days=3), reliability="unverified")
    assert one(taken(("police:1", "Child"), event_children=[first, again, *doubted]))["events_after"] == 1


def test_too_early_and_cannot_tell() -> None:
    assert one(taken(("police:1", "Child"), on=date(2026, 8, 3)))["state"] == "too_early"
    assert one(taken(("police:1", "Child"), on=date(2026, 8, 2)))["state"] == "no_clear_change"
    assert one(taken(("police:1", "Child"), on=date(2024, 12, 1)))["state"] == "cannot_tell"
    assert one(taken(("police:1", "Child"), batches=SHOWN[:1]))["state"] == "cannot_tell"
    assert one(taken(("ssd:1", "Child"), child_records=[]))["state"] == "cannot_tell"


@pytest.mark.parametrize("decision", ["NFA", "no further action ", "nfa"])
def test_what_the_panel_refused_it_did_not_take_on(decision: str) -> None:
    refused = [referral("police:1", "r", TAKEN, decided_on=TAKEN, decision=decision)]
    met: list[Row] = [{"referral": "r", "meeting": "m", "kind": "panel", "held_on": TAKEN, **FULL_ROW}]
    assert ask(QUESTION, taken(panel_referrals=refused, panel_referral_meetings=met)).table.empty


FULL_ROW = {name: FULL[name] for name in ("source", "batch", "row", "record")}


def test_a_meeting_before_the_decision_is_the_day() -> None:
    met: list[Row] = [
        {"referral": "rpolice:1", "meeting": "m", "kind": "panel", "held_on": date(2026, 2, 9), **FULL_ROW}
    ]
    assert one(taken(("police:1", "Child"), panel_referral_meetings=met))["taken_on"] == pd.Timestamp(2026, 2, 9)


def test_compared_with_the_nearest_of_the_same_age_who_were_not_taken_on() -> None:
    happened = [
        *events("police:1", *days(TAKEN, -5, -4, 3)),
        *events("police:2", *days(TAKEN, -5, -4, 7, 8)),
        *events("police:3", *days(TAKEN, -5, -4, -3, -2)),
        *events("police:4", *days(TAKEN, -5, -4)),
    ]
    others = [child("police:1"), child("police:2"), child("police:3"), child("police:4", date(2009, 1, 1))]
    found = ask(QUESTION, taken(("police:1", "Child"), event_children=happened, children=others))
    (row,) = found.table.to_dict("records")
    assert (row["compared_with"], row["comparison_before"], row["comparison_after"]) == (1, 2, 2)
    together = found.figures["All together"].set_index("who")
    assert together.loc["taken on against comparison", "ratio"] == 0.5
    assert bool(together.loc["taken on against comparison", "interval_holds_1"])
    assert together["caution"].str.contains("regression to the mean").all()


def test_nobody_taken_on_within_the_window_is_compared_with() -> None:
    happened = [*events("police:1", *days(TAKEN, -5)), *events("police:2", *days(TAKEN, -5))]
    store = taken(("police:1", "Child"), ("police:2", "Child"), event_children=happened)
    assert ask(QUESTION, store).table["comparison_before"].tolist() == [0, 0]


def test_places_and_groups() -> None:
    happened = [*events("police:2", *days(TAKEN, -5, 6)), *events("police:3", *days(TAKEN, 6, 7))]
    at: list[Row] = [
        {"event": e["event"], "place": "place:1", "place_label": "Location", "kind": "at", "id": e["id"], **FULL}
        for e in happened
    ]
    members: list[Row] = [{"child": c, "named_group": "group:1", "id": c, **FULL} for c in ("police:2", "police:3")]
    store = taken(
        ("place:1", "Location"),
        ("group:1", "Group"),
        event_children=happened,
        event_places=at,
        places=[{"place": "place:1", "kind": "park"}],
        group_members=members,
        subject_names=[{"id": "place:1"}, {"id": "group:1"}],
    )
    table = ask(QUESTION, store).table
    assert table[["subject", "events_before", "events_after"]].to_numpy().tolist() == [
        ["place:1", 1, 2],
        ["group:1", 1, 2],
    ]


def test_networks_before_and_after() -> None:
    came = link("police:1", "w") | {"start": date(2026, 5, 1)}
    covers = [*SHOWN, batch("care", schemes="police", roles=["social_worker"])]
    found = ask(QUESTION, taken(("police:1", "Child"), involvements=[came], batches=covers))
    (row,) = found.table.to_dict("records")
    assert (row["network_before"], row["network_after"]) == (0, 1)
    assert (row["gaps_before"], row["gaps_closed"]) == (1, 1)
    assert found.figures["Networks of children"]["gaps_closed"].tolist() == [1]


def test_actions_done_of_those_agreed() -> None:
    agreed: list[Row] = [
        {"action": a, "agreed_at": "m", "agreed_label": "Meeting", "agreed_on": TAKEN, "done_on": done, **FULL_ROW}
        for a, done in (("a", TAKEN), ("b", None))
    ]
    about: list[Row] = [{"subject": "police:1", "subject_label": "Child", "action": a, **FULL_ROW} for a in "ab"]
    row = one(taken(("police:1", "Child"), panel_agreed_actions=agreed, action_subjects=about))
    assert (row["actions_done"], row["actions_agreed"]) == (1, 2)


def test_only_what_is_asked_about_and_no_id_in_a_sentence() -> None:
    store = taken(("police:1", "Child"), ("place:1", "Location"), places=[{"place": "place:1"}])
    assert ask(QUESTION, store, frozenset({"police:1"})).table["subject"].tolist() == ["police:1"]
    table = ask(QUESTION, store).table
    assert table["subject"].tolist() == ["police:1", "place:1"]
    assert "police:1" not in table[["finding", "next_step", "would_change", "reasons"]].to_csv()


def test_an_empty_store_is_answered() -> None:
    assert ask(QUESTION, FrameStore()).table.empty


def test_the_sample_is_answered_as_planted(sample: tuple[int, int]) -> None:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        found = QUESTION.answer(store, Asking(DAY))
    measured = ["compared_with", "comparison_before", "comparison_after"]
    table = found.table.assign(taken_on=found.table["taken_on"].dt.strftime("%Y-%m-%d"))
    table[measured] = table[measured].fillna(0)
    planted = truth("panel_impact", *sample)
    columns = ["subject", "taken_on", "events_before", "events_after", "state", *measured]
    assert set(map(tuple, table[columns].astype("str").to_numpy())) == set(map(tuple, planted.to_numpy()))
    assert {"no_clear_change", "too_early"} <= set(planted["state"])
