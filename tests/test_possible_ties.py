"""Ties that nobody recorded: the grounds to ask, who is left out, and that nothing else reads them."""

import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from frame_store import FrameStore

import csgraph
from csgraph.findings import Asking, Findings
from csgraph.questions.possible_ties import QUESTION

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "recorded_by": "police", "reliability": "evidence"}


def child(number: int) -> str:
    return f"ssd:{number:03d}"


def missing(event: str, who: int, day: int, hour: int = 20) -> dict[str, object]:
    """Missing from that hour of a day in May for twenty hours."""
    start = datetime(2026, 5, day, hour)
    given = {"child": child(who), "event": event, "event_kind": "missing", "role": "subject", "start": start}
    return given | {"end": start + pd.Timedelta(hours=20), "id": f"{event}/{who}", "record": event, **BY}


def incident(event: str, who: int, day: int) -> dict[str, object]:
    return missing(event, who, day) | {"event_kind": "incident", "end": None}


def at(event: str, place: str, kind: str = "returned_from", label: str = "Location") -> dict[str, object]:
    return {
        "event": event,
        "place": place,
        "place_label": label,
        "kind": kind,
        "id": f"{event}@{place}",
        "record": event,
        **BY,
    }


def tie(a: int, b: int, kind: str = "friend_peer", **more: object) -> dict[str, object]:
    name = f"{a}-{b}-{kind}"
    given = {"id": name, "record": name, "child_a": child(a), "child_b": child(b), "kind": kind, **BY}
    return given | {"start": date(2026, 3, 1)} | more


PLACES: list[dict[str, object]] = [{"place": f"place:{n}", "name": f"Place {n}", "kind": "shop"} for n in (1, 2, 3)]
NEAR: dict[str, list[dict[str, object]]] = {
    "event_children": [missing("m1", 1, 1), incident("i2", 2, 9)],
    "event_places": [at("m1", "place:1"), at("i2", "place:1", "at")],
    "places": PLACES,
}
"""Two children at one place within a fortnight."""


def ask(store: FrameStore, *children: int) -> Findings:
    return QUESTION.answer(store, Asking(DAY, frozenset(child(n) for n in children or (1,))))  # type: ignore[arg-type]


def grounds(store: FrameStore, *children: int) -> list[list[str]]:
    table = ask(store, *children).table
    found: list[list[str]] = table.loc[table["state"].isin(["one_ground", "several_grounds"]), "grounds"].tolist()
    return found


def returns(*days: int) -> dict[str, list[dict[str, object]]]:
    """Children 1, 2 … each found again at one place, on those days."""
    return {
        "event_children": [missing(f"m{n}", n, day) for n, day in enumerate(days, 1)],
        "event_places": [at(f"m{n}", "place:1") for n, _ in enumerate(days, 1)],
        "places": PLACES,
    }


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (NEAR, [["place_in_time"]]),
        (returns(1, 29), [["shared_return"]]),
        (returns(1, 9), [["place_in_time"]]),
        ({"event_children": [missing(f"m{n}{d}", n, d) for n in (1, 2) for d in (3, 8)]}, [["missing_at_once"]]),
        ({"event_children": [missing(f"m{n}", n, 3) for n in (1, 2)]}, []),
        ({"event_children": [missing(f"m{n}{d}", n, d, 14 * n - 12) for n in (1, 2) for d in (3, 8)]}, []),
        ({"peer_ties": [tie(1, 3), tie(1, 4), tie(2, 3), tie(2, 4)]}, [["common_friends"]]),
        ({"peer_ties": [tie(1, 3), tie(2, 3)]}, []),
        ({"peer_ties": [tie(1, 3), tie(1, 4), tie(2, 3), tie(2, 4, reliability="unverified")]}, []),
    ],
    ids=[
        "near in time", "found again, weeks apart", "found again, days apart", "missing at once, twice", "once only",
        "hours apart", "two common friends", "one common friend", "an unverified tie",
    ],
)  # fmt: skip
def test_each_ground(answers: dict[str, list[dict[str, object]]], expected: list[list[str]]) -> None:
    assert grounds(FrameStore(**answers)) == expected


SIBLINGS = [{"person": child(1), "person_label": "Child", "child": child(2), "kind": "sibling", "id": "f", **BY}]
HOME = [{"child": child(n), "place": "place:9"} for n in (1, 2)]


@pytest.mark.parametrize(
    "more",
    [
        {"family_ties": SIBLINGS},
        {"peer_ties": [tie(1, 2)]},
        {"peer_ties": [tie(2, 1, "protective_tie")]},
        {"peer_ties": [tie(1, 2, end=date(2026, 4, 1))]},
        {"placements": HOME},
        {"places": [{"place": "place:1", "kind": "private_address", "postcode": "ZZ1 1AA"}],
         "child_homes": [{"child": child(2), "postcode": "ZZ1 1AA"}]},
        {"event_places": [at(event, "urn:1", "at", "School") for event in ("m1", "i2")]},
        {"event_places": [at("m1", "place:1", "missing_from"), at("i2", "place:1", "at")]},
        {"event_children": [missing("e", 1, 1), missing("e", 2, 1)], "event_places": [at("e", "place:1")]},
        returns(1, 1),
        {"event_children": [missing("m1", 1, 1), incident("i2", 2, 30)]},
        {"event_children": [missing("m1", 1, 1), incident("i2", 2, 9) | {"reliability": "unverified"}]},
    ],
    ids=[
        "siblings", "tied", "protective tie", "ended tie", "placed together", "home of one", "school",
        "missing from there", "same event", "missing together", "too long apart", "unverified",
    ],
)  # fmt: skip
def test_who_and_what_is_left_out(more: dict[str, list[dict[str, object]]]) -> None:
    assert grounds(FrameStore(**(NEAR | more))) == []


def test_nothing_is_answered_unless_children_are_named() -> None:
    answer = QUESTION.answer(FrameStore(**NEAR), Asking(DAY))  # type: ignore[arg-type]
    assert answer.table.empty
    assert answer.caveats[0].startswith("Off unless children are named")
    assert any("never in a count, a group or a ranking" in caveat for caveat in answer.caveats)


def test_a_pair_is_told_once_and_from_the_side_that_was_asked_about() -> None:
    store = FrameStore(**NEAR)
    for asked, pair in (((1,), (1, 2)), ((2,), (2, 1)), ((1, 2), (1, 2))):
        (row,) = ask(store, *asked).table.to_dict("records")
        assert (row["subject"], row["other_child"]) == (child(pair[0]), child(pair[1]))


def test_the_finding_is_a_question_to_a_role_and_names_no_child() -> None:
    friends = [tie(a, b) for a in (1, 2) for b in (3, 4)]
    (row,) = ask(FrameStore(**NEAR, peer_ties=friends)).table.to_dict("records")
    assert row["state"] == "several_grounds"
    assert row["ask"] == ["dsl", "exploitation_worker"]
    assert "Ask the child's designated safeguarding lead: Do the two know each other" in row["next_step"]
    assert "from Place 1?" in row["next_step"]
    assert row["through"] == [child(3), child(4)]
    assert "made_up m1, row 1 (b1)" in row["sources"]
    assert "ssd:" not in " ".join([row["finding"], row["next_step"], row["would_change"], *row["reasons"]])


def test_pairs_with_more_kinds_of_ground_come_first() -> None:
    later = {name: [*rows] for name, rows in NEAR.items()}
    later["event_children"] += [incident("i3", 3, 9)]
    later["event_places"] += [at("i3", "place:1", "at")]
    store = FrameStore(**later, peer_ties=[tie(a, b) for a in (1, 3) for b in (4, 5)])
    assert ask(store).table["other_child"].tolist() == [child(3), child(2)]


def test_a_child_of_whom_no_extract_would_show_anything_cannot_be_told() -> None:
    (row,) = ask(FrameStore(children=[{"child": child(1)}])).table.to_dict("records")
    assert row["state"] == "cannot_tell"


def test_none_is_found_only_where_extracts_cover_the_child() -> None:
    batch = {"batch": "b1", "source": "police", "period_start": date(2026, 1, 1), "period_end": DAY, "schemes": ["ssd"]}
    covered = {"listed_only": False, "kinds": ["missing", "incident"]}
    (row,) = ask(FrameStore(children=[{"child": child(1)}], batches=[batch | covered])).table.to_dict("records")
    assert row["state"] == "none_found"
    assert row["sources"] == ["police (b1)"]


def test_an_empty_store_is_answered() -> None:
    assert ask(FrameStore()).table.empty


def test_nothing_else_reads_possible_ties() -> None:
    package = Path(csgraph.__file__).parent
    own = set(package.rglob("possible_tie*.py"))
    assert len(own) >= 4
    reading = re.compile(r"possible[_-]tie")
    others = [path for path in sorted(package.rglob("*.py")) if path not in own]
    assert [path.name for path in others if reading.search(path.read_text(encoding="utf-8"))] == []
