"""Open referrals to the panel: each state without an engine, and the sample against what was planted."""

from datetime import date

import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth
from panel_examples import BY, DAY, Row, ask, batch, child, link, referral

from csgraph.findings import Asking
from csgraph.questions.panel_feedback import QUESTION
from csgraph.store import open_store

TOLD = {"decided_on": date(2026, 10, 5), "feedback_on": date(2026, 10, 6)}


def panel(*referrals: Row, **answers: list[Row]) -> FrameStore:
    given: dict[str, list[Row]] = {
        "children": [child("ssd:1")],
        "batches": [batch("panel", "panel_referral")],
        "panel_referrals": list(referrals),
        "panel_referrers": [
            {"referral": r["referral"], "worker": "w", "worker_label": "Professional", "worker_name": "W", **BY}
            for r in referrals
        ],
        "panel_referrer_agencies": [
            {"referral": r["referral"], "worker": "w", "agency": "agency:health"} for r in referrals
        ],
    }
    return FrameStore(**(given | answers))


def action(name: str, due: date, **more: object) -> Row:
    return {
        "action": name,
        "agreed_at": "m",
        "agreed_label": "Meeting",
        "kind": "panel",
        "agreed_on": date(2026, 9, 7),
        "due_on": due,
        "status": "open",
        **BY,
        **more,
    }


def acted(*actions: Row, owned: bool = True) -> FrameStore:
    """A referral of a place, answered, with actions of the meeting that discussed it."""
    owners: list[Row] = [{"action": a["action"], "worker": "o", "worker_label": "Professional", **BY} for a in actions]
    return panel(
        referral("place:1", "r", date(2026, 9, 1), "Location", **TOLD),
        panel_referral_meetings=[{"referral": "r", "meeting": "m", "kind": "panel", "held_on": date(2026, 9, 7), **BY}],
        panel_agreed_actions=list(actions),
        action_subjects=[
            {"subject": "place:1", "subject_label": "Location", "action": a["action"], **BY} for a in actions
        ],
        action_owners=owners if owned else [],
    )


@pytest.mark.parametrize(
    ("made", "answered", "states"),
    [
        (date(2026, 10, 16), {}, ["no_decision"]),
        (date(2026, 10, 17), {}, []),
        (date(2026, 9, 1), {"decided_on": date(2026, 10, 16)}, ["no_feedback"]),
        (date(2026, 9, 1), {"decided_on": date(2026, 10, 17)}, []),
        (date(2026, 9, 1), TOLD, []),
        (date(2026, 9, 1), {"feedback_on": date(2026, 9, 2)}, []),
    ],
)
def test_clocks(made: date, answered: dict[str, object], states: list[str]) -> None:
    table = ask(QUESTION, panel(referral("place:1", "r", made, "Location", **answered))).table
    assert table["state"].tolist() == states


def test_what_waits_names_the_referrer_and_the_agency() -> None:
    found = ask(QUESTION, panel(referral("place:1", "r", date(2026, 9, 1), "Location")))
    (row,) = found.table.to_dict("records")
    assert (row["worker_name"], row["agency"], row["waiting_days"]) == ("W", "health", 60)
    assert "tell W" in row["next_step"]
    (by,) = found.figures["By agency of the referrer"].to_dict("records")
    assert (by["agency"], by["referrals"], by["no_decision"], by["decided"]) == ("health", 1, 1, 0)


@pytest.mark.parametrize(
    ("given", "owned", "states"),
    [
        ([action("a", date(2026, 10, 30))], True, ["action_overdue"]),
        ([action("a", date(2026, 10, 31))], True, []),
        ([action("a", date(2026, 10, 30), status="dropped")], False, []),
        ([action("a", date(2026, 10, 30), done_on=date(2026, 10, 31), status="done")], False, []),
        ([action("a", date(2026, 12, 1))], False, ["action_without_owner"]),
        ([action("a", date(2026, 10, 1)), action("b", date(2026, 10, 2))], True, ["action_overdue"]),
    ],
)
def test_actions(given: list[Row], owned: bool, states: list[str]) -> None:
    table = ask(QUESTION, acted(*given, owned=owned)).table
    assert table["state"].tolist() == states
    assert table["actions"].tolist() == [[a["action"] for a in given] for _ in states]


def test_the_network_is_told_where_it_referred_came_or_owns() -> None:
    links = [link("ssd:1", name, "dsl") for name in ("w", "invited", "owner", "nobody")]
    store = panel(
        referral("ssd:1", "r", date(2026, 9, 1), **TOLD),
        involvements=links,
        panel_referral_meetings=[{"referral": "r", "meeting": "m", "kind": "panel", "held_on": date(2026, 9, 7), **BY}],
        meeting_people=[{"meeting": "m", "part": "invited", "worker": "invited", **BY}],
        panel_agreed_actions=[action("a", date(2026, 12, 1))],
        action_subjects=[{"subject": "ssd:1", "subject_label": "Child", "action": "a", **BY}],
        action_owners=[{"action": "a", "worker": "owner", **BY}],
    )
    (row,) = ask(QUESTION, store).table.to_dict("records")
    assert (row["state"], row["not_told"]) == ("network_not_told", ["nobody"])
    assert ask(QUESTION, store).figures["Professionals not told"]["phone"].tolist() == ["01632 960000"]


def test_an_old_referral_is_not_asked_about_todays_network() -> None:
    store = panel(referral("ssd:1", "r", date(2025, 1, 1), **TOLD), involvements=[link("ssd:1", "nobody")])
    assert ask(QUESTION, store).table.empty


def test_where_the_panels_extract_does_not_reach_the_day_it_cannot_be_told() -> None:
    old = batch("panel", "panel_referral", period_end=date(2026, 3, 1))
    store = panel(
        referral("place:1", "r", date(2026, 2, 1), "Location"),
        referral("place:1", "answered", date(2026, 2, 1), "Location", **TOLD),
        batches=[old],
    )
    table = ask(QUESTION, store).table
    assert table[["referral", "state"]].to_numpy().tolist() == [["r", "cannot_tell"]]


def test_the_clock_stops_where_the_extract_ends() -> None:
    store = panel(
        referral("place:1", "r", date(2026, 9, 1), "Location"),
        batches=[batch("panel", "panel_referral", period_end=date(2026, 9, 10))],
    )
    assert ask(QUESTION, store).table.empty


def test_only_what_is_asked_about() -> None:
    subjects = [("ssd:1", "Child"), ("ssd:2", "Child"), ("place:1", "Location"), ("group:1", "Group")]
    store = panel(*(referral(s, f"r{s}", date(2026, 9, 1), label) for s, label in subjects))
    assert len(ask(QUESTION, store).table) == 4
    assert ask(QUESTION, store, frozenset({"ssd:1"})).table["subject"].tolist() == ["ssd:1"]
    about = ask(QUESTION, store, frozenset({"ssd:2"}), contexts=frozenset({"group:1"})).table
    assert about["subject"].tolist() == ["group:1", "ssd:2"]
    assert "ssd:2" not in about[["finding", "next_step", "would_change", "reasons"]].to_csv()


def test_an_empty_store_is_answered() -> None:
    assert ask(QUESTION, FrameStore()).table.empty


def test_the_sample_is_answered_as_planted(sample: tuple[int, int]) -> None:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        table = QUESTION.answer(store, Asking(DAY)).table
    count = table["actions"].map(len) + table["not_told"].map(len)
    rows = set(zip(table["subject"], table["referral"], table["state"], count.map(str), strict=True))
    planted = truth("panel_feedback", *sample)[["subject", "referral", "state", "count"]]
    assert rows == set(planted.itertuples(index=False, name=None))
    assert {"no_decision", "no_feedback", "action_overdue", "network_not_told"} == set(planted["state"])
