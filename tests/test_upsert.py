"""A batch is put into a store once, in any order, with its provenance; the same on both engines."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from extracts import EXTRACTS, check_links, check_nodes, load, whole

from csgraph.store import Store, open_store


def test_what_an_import_puts_in(store: Store, tmp_path: Path) -> None:
    loaded = load(store, tmp_path, "roll")
    assert (loaded.report.read, loaded.report.loaded, loaded.report.rejected) == (2, 2, 0)
    assert check_nodes(store, "Child", "id", "forename") == {("upn:A1", "Ann"), ("upn:B2", "Bob")}
    assert check_links(store, "ATTENDS", "Child", "School") == [("upn:A1", "urn:100001"), ("upn:B2", "urn:100002")]
    assert check_links(store, "FROM_SOURCE", "Batch", "Source")[0][1] == "roll"


def test_every_fact_has_its_batch(store: Store, tmp_path: Path) -> None:
    for name in EXTRACTS:
        load(store, tmp_path, name)
    batches = {row[0] for row in check_nodes(store, "Batch", "id")}
    everything = whole(store)
    for name, rows in everything.items():
        if name.startswith("(") and "_SOURCE" not in name and "IDENTIFIED_BY" not in name:
            assert all(any(str(cell) in batches for cell in row) for row in rows), name


def test_importing_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    for name in EXTRACTS:
        load(store, tmp_path, name)
    before = whole(store)
    for name in EXTRACTS:
        assert load(store, tmp_path, name).outcome.known
    assert whole(store) == before


def test_a_far_end_that_is_not_loaded_yet_is_kept_and_joined_when_it_comes(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    assert ("urn:100001", None) in check_nodes(store, "School", "id", "name")
    load(store, tmp_path, "register")
    assert check_nodes(store, "School", "id", "name") == {
        ("urn:100001", "Alder"),
        ("urn:100002", None),
        ("urn:100003", "Cedar"),
    }
    assert ("upn:A1", "urn:100001") in check_links(store, "ATTENDS", "Child", "School")


def test_one_identifier_joins_and_a_name_does_not(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    load(store, tmp_path, "health")
    outcome = load(store, tmp_path, "council").outcome
    assert outcome.joined == 3  # upn:A1, nhs:999 and nhs:888 were nodes of their own
    assert {row[0] for row in check_nodes(store, "Child", "id")} == {"ssd:7", "ssd:8", "upn:B2", "nhs:777"}
    assert check_links(store, "INVOLVED_WITH", "Professional", "Child") == [
        ("health:W1", "ssd:7"),
        ("health:W1", "ssd:8"),
        ("health:W2", "nhs:777"),
    ]
    assert check_links(store, "IDENTIFIED_BY", "Child", "Identifier") == [
        ("ssd:7", "nhs:999"),
        ("ssd:7", "ssd:7"),
        ("ssd:7", "upn:A1"),
        ("ssd:8", "nhs:888"),
        ("ssd:8", "ssd:8"),
    ]


def test_two_agencies_that_disagree_are_both_kept(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    load(store, tmp_path, "council")
    said = whole(store)["(Child)-ASSERTED_IN->(Batch)"]
    assert sum("Annie" in str(row) for row in said) == 1
    assert sum('"Ann"' in str(row) for row in said) == 1


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    seen = []
    for place, order in enumerate(list(permutations(EXTRACTS))[::4]):
        folder = tmp_path / str(place)
        folder.mkdir()
        with open_store(folder / "store") as store:
            for name in order:
                load(store, folder, name)
            seen.append(whole(store))
    assert all(one == seen[0] for one in seen)


def test_a_later_extract_of_the_same_record_shows_its_own_version_and_keeps_the_earlier(
    store: Store, tmp_path: Path
) -> None:
    header = "UPN,Forename,DOB,URN,Start,End\n"
    later = header + "A1,Ann,01/02/2012,100001,01/09/2023,31/08/2026\n"
    earlier = header + "A1,Ann,01/02/2012,100001,01/09/2023,\n"
    first = load(store, tmp_path, "roll", later, day=date(2026, 10, 31))
    second = load(store, tmp_path, "roll", earlier, day=date(2026, 9, 30))
    assert (first.outcome.links_added, second.outcome.links_added, second.outcome.links_again) == (1, 0, 1)
    (row,) = whole(store)["(Child)-ATTENDS->(School)"]
    assert "2026-08-31 00:00:00" in row
    assert any("2026-09-30" in str(cell) and "batch:" in str(cell) for cell in row)  # the earlier version, in history


def test_a_child_joined_through_a_chain_of_records_is_one(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "council", "ID,UPN,NHS,Forename\n7,A1,,Ann\n")
    load(store, tmp_path, "council", "ID,UPN,NHS,Forename\n9,,999,Ann\n", day=date(2026, 9, 30))
    assert {row[0] for row in check_nodes(store, "Child", "id")} == {"ssd:7", "ssd:9"}
    load(store, tmp_path, "council", "ID,UPN,NHS,Forename\n9,A1,,Ann\n", day=date(2026, 8, 31))
    assert {row[0] for row in check_nodes(store, "Child", "id")} == {"ssd:7"}
    assert len(check_links(store, "IDENTIFIED_BY", "Child", "Identifier")) == 4


@pytest.mark.parametrize(
    "bad",
    [
        "UPN,Forename,DOB,URN,Start\n,Ann,01/02/2012,100001,\nB2,Bob,31/02/2011,100002,\nC3,Cy,,12,\nD4,Di,01/01/2012,100002,\n"
    ],
)
def test_good_rows_load_and_bad_ones_are_told_and_written_beside(store: Store, tmp_path: Path, bad: str) -> None:
    loaded = load(store, tmp_path, "roll", bad)
    assert (loaded.report.read, loaded.report.loaded, loaded.report.rejected) == (4, 1, 3)
    assert [(r.row, r.column) for r in loaded.report.rejections] == [(2, "UPN"), (3, "DOB"), (4, "URN")]
    assert check_nodes(store, "Child", "id") == {("upn:D4",)}
    assert loaded.rejects is not None
    written = loaded.rejects.read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 4
    assert written[2].startswith("roll.csv,3,DOB,is no day of the calendar")
    assert loaded.rejects.stat().st_mode & 0o077 == 0
