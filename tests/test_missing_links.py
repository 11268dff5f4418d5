"""Missing links, asked of a few children whose every record is in this file."""

from datetime import date
from typing import TYPE_CHECKING, cast

import pandas as pd
import pytest
from frame_store import FrameStore

from csgraph.codes import code_list
from csgraph.findings import Asking, Findings
from csgraph.questions import all_questions

if TYPE_CHECKING:
    from csgraph.store import Store

DAY = date(2026, 10, 31)
ROLL = {"source": "school_roll", "batch": "b:roll", "recorded_by": "school"}
CARE = {"source": "ssd", "batch": "b:ssd", "recorded_by": "social_care"}
PERIOD = {"period_start": pd.Timestamp("2024-11-01"), "period_end": pd.Timestamp("2026-10-31")}

Rows = dict[str, list[dict[str, object]]]

ANN, BEN, CAL = "ssd:1", "ssd:2", "ssd:3"
"""A looked-at child, a brother at another school, and a child of their peer group."""

BOROUGH: Rows = {
    "children": [
        {"child": ANN, "dob": pd.Timestamp("2012-03-01"), "send": "ehcp", "disability": ["AUT"]},
        {"child": BEN, "dob": pd.Timestamp("2010-01-01"), "disability": ["NONE"]},
        {"child": CAL},
    ],
    "child_identifiers": [{"child": ANN, "identifier": "upn:1"}, {"child": BEN, "identifier": "upn:2"}],
    "child_records": [
        {"child": ANN, "record": "1", "row": 2, "gives_dob": True, **CARE},
        {"child": ANN, "record": "row 3", "row": 3, "gives_send": True, **ROLL},
        {"child": BEN, "record": "2", "row": 3, "gives_dob": True, **CARE},
        {"child": CAL, "record": "3", "row": 4, **CARE},
    ],
    "batches": [
        {**CARE, **PERIOD, "schemes": ["ssd"], "roles": ["social_worker", "cp_chair"], "listed_only": True},
        {**ROLL, **PERIOD, "schemes": ["upn"], "roles": ["dsl"], "min_age": 4, "max_age": 18},
    ],
    "child_plans": [
        {"child": ANN, "kind": "cp", "start": pd.Timestamp("2026-01-01"), "record": "p1", "row": 4, "source": "ssd"},
        {"child": CAL, "kind": "eh", "start": pd.Timestamp("2026-02-01"), "record": "p2", "row": 5, "source": "ssd"},
    ],
    "child_events": [
        {"child": BEN, "event": "m:1", "kind": "missing", "start": pd.Timestamp("2026-09-01 23:10"), "record": "M1"},
        {"child": BEN, "event": "m:2", "kind": "missing", "start": pd.Timestamp("2026-10-01 23:10"), "record": "M2"},
    ],
    "child_schools": [
        {"child": ANN, "school": "urn:1", "school_name": "Oak", "record": "row 3", **ROLL},
        {"child": BEN, "school": "urn:2", "school_name": "Elm", "record": "row 4", **ROLL},
    ],
    "involvements": [
        {
            "child": ANN,
            "link": "l1",
            "worker": "ssdworker:1",
            "name": "Sam Lee",
            "role": "social_worker",
            "team": "North",
            "start": pd.Timestamp("2026-01-01"),
            "last_contact": pd.Timestamp("2026-02-01"),
            "record": "1",
            **CARE,
        },
        {
            "child": BEN,
            "link": "l2",
            "worker": "email:jo@elm.example",
            "name": "Jo Day",
            "role": "dsl",
            "team": "Elm",
            "phone": "01925 000000",
            "record": "row 4",
            **ROLL,
        },
        {
            "child": CAL,
            "link": "l3",
            "worker": "yjs:1",
            "name": "Kit Fry",
            "role": "yjs_case_manager",
            "recorded_by": "x",
        },
        {"child": CAL, "link": "l4", "worker": "ods:1", "name": "High Street", "role": "gp", "recorded_by": "gp"},
    ],
    "family_ties": [{"person": BEN, "person_label": "Child", "child": ANN, "kind": "sibling"}],
    "group_members": [{"child": child, "named_group": "group:G1", "recorded_by": "panel"} for child in (ANN, CAL)],
    "group_plans": [{"named_group": "group:G1", "plan": "panel:P1", "kind": "context"}],
    "school_leads": [
        {"school": "urn:1", "worker": "email:pat@oak.example", "name": "Pat Orr", "record": "row 9", **ROLL}
    ],
    "missing_officers": [
        {"child": BEN, "worker": "police:7", "name": "PC 7", "event": "m:1", "start": pd.Timestamp("2026-09-01 23:10")},
        {"child": BEN, "worker": "police:8", "name": "PC 8", "event": "m:0", "start": pd.Timestamp("2024-09-01 23:10")},
    ],
}


@pytest.fixture(scope="module")
def answered() -> Findings:
    return ask()


def ask(children: frozenset[str] | None = None, changed: Rows | None = None) -> Findings:
    store = FrameStore(**(BOROUGH | (changed or {})))
    return all_questions()["missing-links"].answer(cast("Store", store), Asking(DAY, children))


def one(findings: Findings, child: str, role: str, state: str | None = None) -> pd.Series:
    """The one finding on a child and role, in a state where several are possible."""
    table = findings.table
    rows = table[(table["subject"] == child) & (table["role"] == role)]
    rows = rows[rows["state"] == state] if state else rows[~rows["state"].isin(["asymmetric", "suggested"])]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def test_a_gap_names_its_reasons_the_records_and_where_it_was_looked_for(answered: Findings) -> None:
    found = one(answered, ANN, "cp_chair")
    assert (found["state"], found["basis"]) == ("gap", "S")
    assert found["reasons"] == ["Child protection plan, open since 2026-01-01"]
    assert found["sources"] == ["ssd p1, row 4", "looked in ssd (b:ssd)"]
    assert str(found["next_step"]).startswith("Ask the safeguarding and review service")
    assert "record of somebody" in found["would_change"]


def test_what_no_extract_covers_cannot_be_told_and_never_reads_like_a_gap(answered: Findings) -> None:
    found = one(answered, ANN, "school_nurse")
    assert found["state"] == "cannot_tell"
    assert "cannot be told" in found["finding"]
    assert "nobody" not in found["finding"].lower()
    assert not found["covered"]


def test_a_stale_link_names_whom_to_ask(answered: Findings) -> None:
    found = one(answered, ANN, "social_worker")
    assert found["state"] == "present_stale"
    assert "Sam Lee (North)" in found["finding"]
    assert str(found["next_step"]).startswith("Ask Sam Lee")


def test_each_role_follows_from_what_is_known_of_the_child(answered: Findings) -> None:
    table = answered.table[~answered.table["state"].isin(["asymmetric", "suggested"])]
    roles = table.groupby("subject")["role"].agg(set)
    assert roles[ANN] == {"gp", "school_nurse", "dsl", "social_worker", "cp_chair", "senco", "paediatrician"}
    assert roles[BEN] == {"gp", "school_nurse", "dsl", "police_missing", "rhi_provider"}
    assert roles[CAL] == {"gp", "lead_practitioner_eh"}


def test_repeated_events_are_one_reason_with_the_latest_and_the_count(answered: Findings) -> None:
    assert one(answered, BEN, "rhi_provider")["reasons"] == ["missing episode on 2026-10-01, the latest of 2 records"]


def test_a_school_with_no_lead_for_the_child_suggests_the_lead_recorded_there(answered: Findings) -> None:
    assert str(one(answered, ANN, "dsl")["next_step"]).startswith(
        "Ring Pat Orr (no telephone or e-mail is recorded). Ask"
    )
    suggested = one(answered, ANN, "dsl", "suggested")
    assert suggested["worker"] == "email:pat@oak.example"
    assert suggested["reasons"] == ["safeguarding lead of Oak, where the child is on roll"]


def test_another_childs_school_lead_is_not_suggested(answered: Findings) -> None:
    assert "email:jo@elm.example" not in set(answered.table.loc[answered.table["state"] == "suggested", "worker"])


def test_a_siblings_social_worker_is_suggested_with_the_reason(answered: Findings) -> None:
    assert one(answered, BEN, "social_worker", "suggested")["reasons"] == [
        "works with ssd:1, of the same family on record"
    ]


def test_a_peers_worker_is_suggested_with_the_group_and_its_plan(answered: Findings) -> None:
    assert one(answered, ANN, "yjs_case_manager", "suggested")["reasons"] == [
        "works with ssd:3, of group:G1, which has an open plan, a group recorded by panel"
    ]


def test_a_peers_doctor_is_never_suggested(answered: Findings) -> None:
    suggested = answered.table[answered.table["state"] == "suggested"]
    assert suggested[(suggested["subject"] == ANN) & (suggested["role"] == "gp")].empty


def test_the_officer_of_a_recent_missing_episode_is_suggested(answered: Findings) -> None:
    found = one(answered, BEN, "police_missing", "suggested")
    assert found["worker"] == "police:7"
    assert found["reasons"] == ["officer on the missing episode of 2026-09-01"]


def test_whom_one_agency_only_knows_is_told_where_others_hold_the_child(answered: Findings) -> None:
    asymmetric = answered.table[answered.table["state"] == "asymmetric"]
    assert set(zip(asymmetric["subject"], asymmetric["worker"], strict=True)) == {
        (ANN, "ssdworker:1"),
        (BEN, "email:jo@elm.example"),
        (CAL, "yjs:1"),
        (CAL, "ods:1"),
    }
    assert f"known to {code_list('agency').codes['school']} only" in one(answered, BEN, "dsl", "asymmetric")["finding"]


def test_completeness_counts_what_can_be_told_and_shows_the_rest_beside_it(answered: Findings) -> None:
    by_child = answered.figures["completeness by child"].set_index("child")
    assert by_child.loc[[ANN], ["present_stale", "gap", "cannot_tell"]].to_numpy().tolist() == [[1, 2, 4]]
    assert by_child.loc[ANN, "complete"] == 0
    assert by_child.loc[BEN, "complete"] == 1
    assert by_child.loc[BEN, "cannot_tell"] == 4
    by_team = answered.figures["completeness by team"].set_index("team")
    assert by_team.index.tolist() == ["North", "no team recorded"]


def test_what_can_be_acted_on_comes_first_and_the_statutory_before_the_local(answered: Findings) -> None:
    states = answered.table["state"].drop_duplicates().tolist()
    assert states == ["gap", "present_stale", "asymmetric", "suggested", "cannot_tell", "present"]
    for _, rows in answered.table[answered.table["basis"] != ""].groupby("state"):
        assert rows["basis"].tolist() == sorted(rows["basis"], reverse=True)


def test_only_the_children_asked_about_are_answered_for() -> None:
    assert set(ask(frozenset({BEN, "ssd:unknown"})).table["subject"]) == {BEN}


def test_a_child_without_a_date_of_birth_is_told_in_the_caveats(answered: Findings) -> None:
    assert "Children without a usable date of birth, to whom no rule on age applies: 1." in answered.caveats


def test_a_day_before_the_extracts_end_is_told_to_be_weaker() -> None:
    store = cast("Store", FrameStore(**BOROUGH))
    caveats = all_questions()["missing-links"].answer(store, Asking(date(2026, 9, 30))).caveats
    assert any(caveat.startswith("Extracts up to 2026-10-31 are used") for caveat in caveats)


def test_a_store_with_nothing_in_it_answers_with_nothing() -> None:
    assert ask(changed={name: [] for name in BOROUGH}).table.empty


def test_no_sentence_holds_a_name_of_a_child(answered: Findings) -> None:
    assert not answered.table["finding"].str.contains("ssd:").any()


def test_a_dual_registered_child_needs_a_lead_in_each_school() -> None:
    second: dict[str, object] = {"child": BEN, "school": "urn:9", "school_name": "Unit", "record": "row 8", **ROLL}
    found = ask(changed={"child_schools": [*BOROUGH["child_schools"], second]}).table
    leads = found[(found["subject"] == BEN) & (found["role"] == "dsl") & (found["basis"] == "S")]
    assert leads.set_index("setting")["state"].to_dict() == {"urn:2": "present", "urn:9": "gap"}


def test_a_schoolchild_on_no_roll_still_needs_one() -> None:
    found = one(ask(changed={"child_schools": []}), ANN, "dsl")
    assert (found["state"], found["setting"]) == ("gap", "")
    assert "a school (none on record)" in found["finding"]


def test_a_whole_borough_is_read_in_as_many_queries_as_one_child() -> None:
    class Counting(FrameStore):
        reads = 0

        def read(self, name: str, **parameters: object) -> pd.DataFrame:
            Counting.reads += 1
            return super().read(name, **parameters)

    def reads(children: int) -> int:
        many = [{"child": f"ssd:{number}", "dob": pd.Timestamp("2012-03-01")} for number in range(children)]
        plans = [{"child": child["child"], "kind": "cin", "start": pd.Timestamp("2026-01-01")} for child in many]
        Counting.reads = 0
        store = cast("Store", Counting(**{**BOROUGH, "children": many, "child_plans": plans}))
        table = all_questions()["missing-links"].answer(store, Asking(DAY)).table
        assert table.loc[table["role"] == "gp", "subject"].nunique() >= children
        return Counting.reads

    assert reads(1) == reads(2000)
