"""What months of extracts do to the graph: people grow up, values are cleared, links are left out."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from extracts import check_links, check_nodes, mapping_of, whole

from csgraph.folders import folder as data_folder
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.loading import Loaded, load_extract
from csgraph.network.involvement import superseded
from csgraph.store import Store

JULY, OCTOBER = date(2026, 7, 31), date(2026, 10, 31)


def load_ssd(store: Store, folder: Path, day: date, **tables: list[dict[str, str]]) -> Loaded:
    """Load a Standard Safeguarding Dataset as of a day: the rows given, and every other table empty."""
    place = folder / f"{day}"
    place.mkdir()
    for sample in (data_folder("sample_data") / "ssd").glob("*.csv"):
        header = next(csv.reader([sample.read_text(encoding="utf-8-sig").splitlines()[0]]))
        with (place / sample.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="")
            writer.writeheader()
            writer.writerows(tables.get(sample.stem.removeprefix("ssd_"), []))
    mapping = load_mapping(mapping_path("ssd"))
    return load_extract(store, mapping, [place], extracted_on=day, start=date(2025, 1, 1), end=day)


def test_a_child_who_turns_18_stays_one_node(store: Store, tmp_path: Path) -> None:
    born = {"1001": "2008-09-01", "1002": "2012-01-01"}
    person = [{"pers_person_id": i, "pers_forename": "Ada", "pers_dob": dob} for i, dob in born.items()]
    family = [{"fami_table_id": i, "fami_family_id": "F1", "fami_person_id": i} for i in born]
    load_ssd(store, tmp_path, JULY, person=person, family=family)
    load_ssd(store, tmp_path, OCTOBER, person=person, family=family)
    assert check_nodes(store, "Child", "id") == {("ssd:1001",), ("ssd:1002",)}
    assert check_nodes(store, "Adult", "id") == set()
    assert check_links(store, "FAMILY_OF", "Child", "Child") == [("ssd:1001", "ssd:1002")]
    whole(store)  # asserts that no two relationships have one id


def test_a_date_that_a_later_extract_clears_is_no_longer_shown(store: Store, tmp_path: Path) -> None:
    plan = {"cppl_cp_plan_id": "P1", "cppl_person_id": "1002", "cppl_cp_plan_start_date": "2026-01-05"}
    load_ssd(store, tmp_path, JULY, cp_plans=[plan | {"cppl_cp_plan_end_date": "2026-07-01"}])
    load_ssd(store, tmp_path, OCTOBER, cp_plans=[plan])
    assert check_nodes(store, "Plan", "start", "end") == {(pd.Timestamp("2026-01-05"), None)}


def test_an_open_link_that_a_newer_extract_of_the_child_leaves_out_is_told() -> None:
    links = pd.DataFrame(
        {
            "child": ["ssd:1", "ssd:1", "ssd:2", "ssd:1"],
            "source": ["ssd"] * 4,
            "batch": ["july", "october", "july", "july"],
            "end": [pd.NaT, pd.NaT, pd.NaT, pd.Timestamp("2026-07-01")],
        }
    )
    batches = pd.DataFrame(
        {"batch": ["july", "october"], "source": "ssd", "extracted_on": pd.to_datetime([JULY, OCTOBER])}
    )
    records = pd.DataFrame({"child": ["ssd:1", "ssd:1", "ssd:2"], "batch": ["july", "october", "july"]})
    found = superseded(links, batches, records, OCTOBER)
    assert found.notna().tolist() == [True, False, False, False]
    assert superseded(links, batches, records, date(2026, 8, 1)).isna().all()


INCIDENTS = """
[extract]
name = "calls"
title = "Calls"
agency = "police"
[covers]
who = "callers"
[[table]]
name = "calls"
file = "calls*"
record = ["ref"]
[table.columns]
ref = { header = "Ref", type = "id", required = true }
child = { header = "Child", type = "id" }
role = { header = "Role", codes = "event_role" }
officer = { header = "Officer", type = "id" }
email = { header = "Email", type = "email" }
[[table.node]]
name = "child"
label = "Child"
keys = ["police:{child}"]
[[table.node]]
name = "event"
label = "Event"
keys = ["calls:{ref}"]
fixed = { kind = "incident" }
[[table.node]]
name = "officer"
label = "Professional"
keys = ["collar:{officer}", "email:{email}"]
set = { email = "email" }
[[table.link]]
type = "INVOLVED_IN"
from = "child"
to = "event"
set = { role = "role" }
"""


@pytest.fixture
def calls(store: Store, tmp_path: Path) -> Loaded:
    rows = "Ref,Child,Role,Officer,Email\nR1,N1,Victim,C1,team@police.example\nR1,N1,Suspect,C2,team@police.example\n"
    (tmp_path / "calls.csv").write_text(rows, encoding="utf-8")
    return load_extract(store, mapping_of(tmp_path, INCIDENTS), [tmp_path / "calls.csv"], extracted_on=OCTOBER)


def test_two_parts_in_one_incident_are_two_relationships(store: Store, calls: Loaded) -> None:
    assert calls.report.loaded == 2
    assert check_links(store, "INVOLVED_IN", "Child", "Event") == [("police:N1", "calls:R1")] * 2


def test_a_shared_mailbox_joins_nobody_and_is_told(store: Store, calls: Loaded) -> None:
    assert check_nodes(store, "Professional", "id") == {("collar:C1",), ("collar:C2",)}
    assert [notice.kind for notice in calls.report.notices if notice.kind == "shared_identifier"]
