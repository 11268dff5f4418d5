"""The synthetic borough: the same bytes everywhere, nobody real in it, and the truth as it was planted."""

import csv
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from csgraph.folders import folder
from csgraph.sample import write_sample

SAMPLE = folder("sample_data")
KEPT = ("README.md",)


def rows(path: Path, *, title: bool = False) -> list[dict[str, str]]:
    encoding = "cp1252" if path.parent.name in ("gias", "police_missing", "police_incidents") else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        if title:
            next(file)
        return list(csv.DictReader(file))


def truth(of: Path, name: str) -> list[dict[str, str]]:
    return rows(of / "truth" / f"{name}.csv")


def files(of: Path) -> dict[str, bytes]:
    found = (path for path in of.rglob("*") if path.is_file() and path.name not in KEPT)
    return {path.relative_to(of).as_posix(): path.read_bytes() for path in found if ".rejects" not in path.name}


def cells(of: Path) -> list[str]:
    """Every cell of every file, as text."""
    found: list[str] = []
    for path in sorted(of.rglob("*.csv")):
        encoding = "cp1252" if path.parent.name in ("gias", "police_missing", "police_incidents") else "utf-8-sig"
        with path.open(encoding=encoding, newline="") as file:
            found.extend(cell for row in csv.reader(file) for cell in row)
    for path in sorted(of.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            found.extend(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    return found


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("larger")
    write_sample(out, children=2000, seed=7)
    return out


def test_sample_data_is_what_the_generator_writes(tmp_path: Path) -> None:
    write_sample(tmp_path, children=500, seed=2020)
    made, kept = files(tmp_path), files(SAMPLE)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


@pytest.mark.parametrize("salt", ["1", "2"])
def test_bytes_do_not_depend_on_the_order_of_hashes(tmp_path: Path, salt: str) -> None:
    write_sample(tmp_path / "here", children=120, seed=3)
    program = "import sys; from pathlib import Path; from csgraph.sample import write_sample as w; "
    program += "w(Path(sys.argv[1]), children=120, seed=3)"
    environment = {**os.environ, "PYTHONHASHSEED": salt}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "there")], check=True, env=environment)
    here, there = files(tmp_path / "here"), files(tmp_path / "there")
    assert {n: hashlib.sha256(b).hexdigest() for n, b in here.items()} == {
        n: hashlib.sha256(b).hexdigest() for n, b in there.items()
    }


def test_another_seed_is_another_borough(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", children=60, seed=1)
    write_sample(tmp_path / "b", children=60, seed=2)
    name = "ssd/ssd_person.csv"
    assert files(tmp_path / "a")[name] != files(tmp_path / "b")[name]


def test_one_child_is_a_borough_and_none_is_not(tmp_path: Path) -> None:
    write_sample(tmp_path / "one", children=1, seed=1)
    with pytest.raises(ValueError, match="at least one"):
        write_sample(tmp_path / "none", children=0, seed=1)


def test_nhs_numbers_are_of_the_test_range_and_hold_their_check_digit(larger: Path) -> None:
    planted = {int(r["row"]) for r in truth(larger, "rejected_rows") if r["file"] == "registrations.csv"}
    seen = 0
    for number, row in enumerate(rows(larger / "gp" / "registrations.csv"), 2):
        nhs = row["NHS Number"].replace(" ", "")
        if number not in planted:
            total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nhs, strict=False))
            assert nhs.startswith("999")
            assert (11 - total % 11) % 11 == int(nhs[9])
            seen += 1
    assert seen > 1900


def test_pupil_numbers_hold_their_check_letter(larger: Path) -> None:
    planted = {int(r["row"]) for r in truth(larger, "rejected_rows") if r["mapping"] == "school_roll"}
    roll = rows(larger / "school_roll" / "school_roll_2026-10.csv", title=True)
    numbers = [
        upn for n, row in enumerate(roll, 3) if n not in planted for upn in (row["UPN"], row["Former UPN"]) if upn
    ]
    for upn in numbers:
        total = sum((place + 2) * int(digit) for place, digit in enumerate(upn[1:]))
        assert upn[0] == "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]
    assert len(numbers) > 1000


def test_nobody_can_be_rung_written_to_or_found(larger: Path) -> None:
    everything = cells(larger)
    addresses = [cell for cell in everything if re.fullmatch(r"\S+@\S+", cell)]
    assert len(addresses) > 1000
    assert {address.rpartition(".")[2] for address in addresses} == {"example"}
    phones = {cell for cell in everything if re.fullmatch(r"0\d{4} ?\d{6}", cell)}
    assert phones
    assert all(phone.startswith(("01632 960", "07700 900")) for phone in phones)
    postcodes = {cell for cell in everything if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", cell)}
    assert postcodes
    assert all(postcode.startswith("ZZ") for postcode in postcodes)
    places = rows(larger / "locations" / "places.csv")
    assert all(310_000 < int(row["Easting"]) < 325_000 for row in places if row["Easting"])


def test_one_pupil_number_and_one_nhs_number_belong_to_one_child(larger: Path) -> None:
    people = rows(larger / "ssd" / "ssd_person.csv")
    for column in ("pers_person_id", "pers_single_unique_id", "pers_upn"):
        values = Counter(row[column] for row in people if row[column])
        assert values.most_common(1)[0][1] == 1


def test_workbooks_open_and_hold_real_dates() -> None:
    sheet = openpyxl.load_workbook(SAMPLE / "annex_a" / "annex_a.xlsx")["List 6"]
    head = [cell.value for cell in sheet[3]]
    assert head[:4] == ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth"]
    started = sheet.cell(4, head.index("CIN Start Date") + 1)
    assert isinstance(started.value, datetime)
    assert started.number_format == "dd/mm/yyyy"


def test_every_planted_fault_is_where_the_truth_says(larger: Path) -> None:
    faults = truth(larger, "rejected_rows")
    assert len(faults) > 20
    for fault in faults:
        path = larger / fault["mapping"] / fault["file"]
        if path.suffix == ".csv":
            head = 2 if fault["mapping"] == "school_roll" else 1
            found = rows(path, title=head == 2)[int(fault["row"]) - head - 1]
            missing = "missing" in fault["why"]
            assert (found[fault["column"]] == "") == missing


def test_truth_of_roles_is_of_one_piece(larger: Path) -> None:
    expected = truth(larger, "expected_roles")
    states = Counter(row["state"] for row in expected)
    covered = sum(row["covered"] == "yes" for row in expected)
    assert set(states) == {"present", "present_stale", "ended_without_successor", "gap", "cannot_tell"}
    assert 0.06 < states["gap"] / covered < 0.16
    assert all(row["covered"] == "no" for row in expected if row["state"] == "cannot_tell")
    assert len({(row["child"], row["role"], row["setting"]) for row in expected}) == len(expected)
    act = [row for row in expected if row["state"] in ("gap", "ended_without_successor", "present_stale")]
    assert [(r["child"], r["role"], r["setting"], r["state"]) for r in act] == [
        (r["child"], r["role"], r["setting"], r["state"]) for r in truth(larger, "missing_links")
    ]


def test_planted_structure_is_as_large_as_promised(larger: Path) -> None:
    groups = defaultdict(list)
    for row in truth(larger, "peer_groups"):
        groups[row["group"]].append(row["child"])
    assert len(groups) == 25
    assert all(5 <= len(members) <= 9 for members in groups.values())
    assert 2 <= len(truth(larger, "bridges")) <= 4
    risky = truth(larger, "risky_places")
    assert len(risky) == 20
    assert any("online" in row["reason"] for row in risky)
    assert len({row["reason"] for row in truth(larger, "decoy_places")}) == 4
    assert {row["kind"] for row in truth(larger, "name_variants")} == {"same", "spelling", "dob"}
    assert truth(larger, "unconnected_pairs")


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_planted_groups_can_be_found_again_from_the_police_records_alone(tmp_path: Path, seed: int) -> None:
    write_sample(tmp_path, children=600, seed=seed)
    ties: Counter[tuple[str, str]] = Counter()
    for row in rows(tmp_path / "police_missing" / "missing_episodes.csv"):
        for other in filter(None, row["With Nominals"].split(";")):
            ties[min(row["Nominal Ref"], other), max(row["Nominal Ref"], other)] += 1
    together = defaultdict(set)
    for row in rows(tmp_path / "police_incidents" / "incidents.csv"):
        if row["Person Type"] == "Child" and row["Person Role"] != "Witness" and row["Nominal Ref"]:
            together[row["Incident Ref"]].add(row["Nominal Ref"])
    for people in together.values():
        ties.update(combinations(sorted(people), 2))
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, count**0.5) for (a, b), count in ties.items())
    found = {n: i for i, part in enumerate(nx.community.louvain_communities(graph, seed=1)) for n in part}
    planted = {nominal(tmp_path, row["child"]): row["group"] for row in truth(tmp_path, "peer_groups")}
    assert rand({child: found.get(child, child) for child in planted}, planted) >= 0.9


def nominal(of: Path, node: str) -> str:
    """The police reference of a node of the truth."""
    scheme, _, value = node.partition(":")
    if scheme == "police":
        return value
    linked = rows(of / "ssd" / "ssd_linked_identifiers.csv")
    kind = "Police National Reference"
    own = (r for r in linked if r["link_person_id"] == value and r["link_identifier_type"] == kind)
    return next(r["link_identifier_value"] for r in own)


def rand(one: dict[str, object], two: dict[str, str]) -> float:
    """The adjusted Rand index of two partitions (Hubert and Arabie 1985)."""

    def pairs(sizes: Counter[object]) -> float:
        return sum(n * (n - 1) / 2 for n in sizes.values())

    both = pairs(Counter((one[key], two[key]) for key in one))
    a, b = pairs(Counter(one.values())), pairs(Counter(two.values()))
    chance = a * b / (len(one) * (len(one) - 1) / 2)
    return (both - chance) / ((a + b) / 2 - chance)


def test_extracts_say_what_they_cover() -> None:
    folders = [path for path in SAMPLE.iterdir() if path.is_dir() and path.name != "truth"]
    assert len(folders) == 15
    for path in folders:
        assert f"extracted_on = {date(2026, 10, 31)}" in (path / "coverage.toml").read_text()
