"""The professional network and its meetings, without an engine."""

from datetime import date, timedelta

import pytest
from frame_store import FrameStore

from csgraph.findings import Asking, Findings
from csgraph.questions.network import QUESTION

DAY = date(2026, 10, 31)
HELD = DAY - timedelta(days=40)
Row = dict[str, object]


def by(source: str, record: str = "1") -> Row:
    return {"source": source, "batch": f"b_{source}", "record": record, "row": 1}


def works(name: str, role: str, child: str = "ssd:1", **more: object) -> Row:
    link = {"child": child, "link": name + child, "worker": f"own:{name}", "worker_name": name, "role": role}
    return link | {"start": DAY - timedelta(days=300), "recorded_by": "health"} | by("council") | more


def meeting(kind: str, child: str = "ssd:1", held: date = HELD, source: str = "cases") -> Row:
    named = {"subject": child, "subject_label": "Child", "meeting": f"{source}:{kind}{held}", "kind": kind}
    return named | {"held_on": held} | by(source, "m")


def guest(of: Row, name: str, *parts: str, label: str = "Professional") -> list[Row]:
    """Rows of somebody who was asked, came or both."""
    same: Row = {"meeting": of["meeting"], "kind": of["kind"], "held_on": of["held_on"], "worker_label": label}
    worker = name if label == "Agency" else f"email:{name}"
    return [same | {"worker": worker, "worker_name": name, "part": part} | by("cases", name) for part in parts]


def agency(name: str, of: str, role: str | None = None) -> Row:
    """What a meeting's record says of a guest's agency."""
    where = {"source": "cases", "batch": "b_cases", "record": name}
    return {"worker": f"email:{name}", "worker_name": name, "role": role, "agency": of, **where}


def store(meetings: list[Row], people: list[Row], links: list[Row], **answers: list[Row]) -> FrameStore:
    """Child ssd:1 with an open plan; an extract shows attendance for it."""
    batch: Row = {
        "batch": "b_cases", "source": "cases", "extracted_on": DAY, "period_start": date(2024, 11, 1),
        "period_end": DAY, "schemes": ["ssd"], "kinds": ["attendance"], "roles": [], "listed_only": False,
    }  # fmt: skip
    given: dict[str, list[Row]] = {
        "children": [{"child": "ssd:1", "dob": date(2012, 1, 1)}, {"child": "police:2"}],
        "child_plans": [{"child": "ssd:1", "plan": "p", "kind": "eh"} | by("council")],
        "batches": [batch],
        "meeting_subjects": meetings,
        "meeting_people": people,
        "tenures": links,
        "worker_agencies": [agency("Ann", "social_care"), agency("Bea", "health", "school_nurse")],
    }
    return FrameStore(**(given | answers))


def ask(of: FrameStore, children: frozenset[str] | None = None, agencies: frozenset[str] | None = None) -> Findings:
    return QUESTION.answer(of, Asking(DAY, children, agencies=agencies))  # type: ignore[arg-type]  # what questions use


def states(found: Findings, *without: str) -> list[tuple[str, str]]:
    table = found.table[~found.table["state"].isin(["incomplete", "asymmetric", "health_0_19_missing", *without])]
    return list(zip(table["state"], table["worker_name"].fillna(""), strict=True))


REVIEW = meeting("review")
THERE = guest(REVIEW, "Ann", "invited", "attended")
ANN, BEA = works("Ann", "social_worker"), works("Bea", "school_nurse")


def test_a_school_nurse_who_was_not_asked_is_told_with_the_remit_of_her_service() -> None:
    (row,) = ask(store([REVIEW], THERE, [ANN, BEA])).table.query("state == 'not_invited'").to_dict("records")
    assert (row["role"], row["worker_name"], row["days"], row["held"]) == ("school_nurse", "Bea", ["2026-09-21"], 1)
    assert "was not asked to 1 of 1 meetings" in row["finding"]
    assert any("Healthy Child Programme" in reason for reason in row["reasons"])
    assert "ssd:1" not in row["finding"] + " ".join(row["reasons"]) + row["next_step"]


@pytest.mark.parametrize(
    ("people", "links", "found"),
    [
        (guest(REVIEW, "Bea", "invited"), [BEA], [("did_not_attend", "Bea")]),
        (guest(REVIEW, "Bea", "attended"), [BEA], []),
        (guest(REVIEW, "Bea", "invited", "attended"), [BEA | {"worker": "nmc:7"}], []),
        ([], [BEA | {"end": HELD - timedelta(days=1)}], []),
        ([], [BEA | {"start": HELD + timedelta(days=1)}], []),
        ([], [BEA | {"role": "police_missing"}], []),
        (guest(REVIEW, "agency:health", "invited", label="Agency"), [BEA], []),
    ],
    ids=[
        "did not come",
        "came unasked",
        "another identifier",
        "ended before",
        "began after",
        "officer",
        "agency asked",
    ],
)
def test_who_is_left_out(people: list[Row], links: list[Row], found: list[tuple[str, str]]) -> None:
    assert states(ask(store([REVIEW], [*THERE, *people], [ANN, *links]))) == found


def test_a_meeting_without_attendance_cannot_be_told_unless_another_extract_tells_it() -> None:
    assert states(ask(store([REVIEW], [], [BEA]))) == [("cannot_tell", "")]
    twice = meeting("review", held=HELD + timedelta(days=3), source="other")
    assert states(ask(store([REVIEW, twice], THERE, [ANN]))) == []
    later = meeting("review", held=HELD + timedelta(days=30), source="other")
    (row,) = ask(store([REVIEW, later], THERE, [ANN])).table.query("state == 'cannot_tell'").to_dict("records")
    assert row["days"] == ["2026-10-21"]


def test_a_child_whom_no_extract_covers_cannot_be_told() -> None:
    found = ask(store([REVIEW], THERE, [ANN]), frozenset({"police:2"}))
    assert states(found) == [("cannot_tell", "")]


def test_quorum_asks_for_agencies_that_came() -> None:
    strategy = meeting("strategy")
    came = [*guest(strategy, "Ann", "invited", "attended"), *guest(strategy, "Bea", "invited", "attended")]
    (row,) = ask(store([strategy], came, [ANN, BEA])).table.query("state == 'not_quorate'").to_dict("records")
    assert row["reasons"][0] == "Nobody of Police is recorded as there"
    assert row["basis"] == "S"
    officer = guest(strategy, "Col", "attended")
    known = [agency("Ann", "social_care"), agency("Bea", "health"), agency("Col", "police")]
    assert states(ask(store([strategy], [*came, *officer], [ANN, BEA], worker_agencies=known))) == []


def test_the_panel_concerns_a_child_whose_referral_it_discussed() -> None:
    panel = meeting("panel")
    referral: Row = {"subject": "ssd:1", "subject_label": "Child", "referral": "r"} | by("panel")
    discussed = {name: panel[name] for name in ("meeting", "kind", "held_on")} | {"referral": "r"} | by("panel")
    people = guest(panel, "Ann", "invited", "attended")
    of = store([], people, [ANN, BEA], panel_referrals=[referral], panel_referral_meetings=[discussed])
    assert states(ask(of)) == [("not_invited", "Bea")]


def test_what_missing_links_gives_is_summed_up() -> None:
    of = store([], [], [])
    batch: Row = dict(of.answers["batches"][0]) | {"roles": ["lead_practitioner_eh", "school_nurse"]}
    of.answers["batches"] = [batch]
    found = ask(of)
    rows = {row["state"]: row for row in found.table.to_dict("records") if row["state"] != "health_0_19_missing"}
    assert rows["incomplete"]["finding"].startswith("0 of 2 expected roles")
    assert "School nurse: nobody recorded" in rows["incomplete"]["reasons"]
    (service,) = found.figures["0 to 19 health service"].query("role == 'school_nurse'").to_dict("records")
    assert (service["gap"], service["invited"]) == (1, 0)


def test_agencies_asked_about_limit_findings_on_professionals_and_figures() -> None:
    links = [ANN, BEA, works("Dee", "dsl")]
    of = store([REVIEW], THERE, links)
    assert states(ask(of, agencies=frozenset({"school"}))) == [("not_invited", "Dee")]
    figure = ask(of, agencies=frozenset({"school"})).figures["Invited and attended by agency and kind of meeting"]
    assert figure[["agency", "invited", "left_out"]].to_numpy().tolist() == [["school", 0, 1]]


def test_an_empty_store_is_answered() -> None:
    found = ask(FrameStore())
    assert found.table.empty
    assert found.figures["Invited and attended by agency and kind of meeting"].empty
