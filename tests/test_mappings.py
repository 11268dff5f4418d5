"""Every mapping that is shipped is sound, has examples and loads its sample as planted; a new one is covered too."""

import csv
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from csgraph.errors import CsgraphError, MappingError
from csgraph.folders import folder
from csgraph.importing.coverage import read_period
from csgraph.importing.extract import read_extract
from csgraph.importing.mapping_check import check_mapping, load_mapping, mapping_path
from csgraph.importing.report import Report

MAPPINGS = sorted(path.stem for path in folder("importers").glob("*.toml"))
SAMPLE = folder("sample_data")
PLANTED = list(csv.DictReader((SAMPLE / "truth" / "rejected_rows.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("name", MAPPINGS)
def test_mapping_is_sound_and_its_examples_give_what_they_must(name: str) -> None:
    mapping = check_mapping(mapping_path(name))
    assert mapping.example
    assert any(example.links or example.nodes for example in mapping.example)


def read_sample(name: str) -> Report:
    mapping = load_mapping(mapping_path(name))
    period = read_period(SAMPLE / name)
    assert period is not None
    batch, report = read_extract(mapping, [SAMPLE / name], period)
    assert batch.nodes
    return report


@pytest.mark.parametrize("name", MAPPINGS)
def test_the_sample_loads_but_for_the_rows_planted_to_be_rejected(name: str) -> None:
    report = read_sample(name)
    planted = {
        (row["file"], row["sheet"], int(row["row"]))
        for row in PLANTED
        if row["mapping"] == name and row["expect"] == "rejected"
    }
    rejected = {(*(f"{r.file} › ".split(" › ")[:2]), r.row) for r in report.rejections}
    assert rejected == planted
    assert report.loaded + report.rejected <= report.read
    assert report.loaded >= 0.95 * (report.read - report.rejected)


@pytest.mark.parametrize("name", MAPPINGS)
def test_codes_that_nobody_knows_are_named_with_their_row(name: str) -> None:
    report = read_sample(name)
    planted = {
        (row["file"], int(row["row"]), row["column"])
        for row in PLANTED
        if row["mapping"] == name and row["expect"] == "warning"
    }
    told = {(n.file, n.row, n.column) for n in report.notices if n.kind == "unknown_code"}
    assert told == planted


@pytest.mark.parametrize("name", MAPPINGS)
def test_every_column_of_the_sample_is_read_or_left_out_on_purpose(name: str) -> None:
    kinds = Counter(notice.kind for notice in read_sample(name).notices)
    assert kinds["unmapped_column"] == 0
    assert kinds["unused_file"] == 0
    assert kinds["row_count"] == 0


def test_a_setting_that_does_not_exist_is_named_by_its_table(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    text = mapping_path("gias").read_text(encoding="utf-8").replace('name = "gias"', 'name = "bad"')
    path.write_text(text.replace("[[table]]", "[[table]]\ncolour = 1"), encoding="utf-8")
    with pytest.raises(MappingError, match="colour"):
        load_mapping(path)


def test_a_mapping_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(CsgraphError, match="Did you mean school_roll"):
        mapping_path("school_rol")


def test_an_extract_says_its_days_or_is_refused(tmp_path: Path) -> None:
    assert read_period(tmp_path) is None
    (tmp_path / "coverage.toml").write_text("extracted_on = 2026-10-31\n", encoding="utf-8")
    period = read_period(tmp_path, start=date(2026, 1, 1))
    assert period is not None
    assert (period.extracted_on, period.start, period.end) == (date(2026, 10, 31), date(2026, 1, 1), None)
    (tmp_path / "coverage.toml").write_text("extracted = 2026-10-31\n", encoding="utf-8")
    with pytest.raises(CsgraphError, match="extracted is not understood"):
        read_period(tmp_path)


def test_a_part_of_what_a_mapping_is_for_covers_no_more_than_it_says(tmp_path: Path) -> None:
    mapping = load_mapping(mapping_path("professional_links"))
    header, *rows = (SAMPLE / "professional_links" / "links.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "links.csv").write_text("\n".join([header, *(r for r in rows if ",Housing," in r)]), encoding="utf-8")
    (tmp_path / "coverage.toml").write_text("extracted_on = 2026-10-31\n", encoding="utf-8")
    period = read_period(tmp_path)
    assert period is not None
    assert read_extract(mapping, [tmp_path], period)[0].ledger["roles"] == ["housing_officer"]
    narrowed = 'extracted_on = 2026-10-31\nroles = ["camhs"]\nlisted_only = true\nwho = "one clinic"\n'
    (tmp_path / "coverage.toml").write_text(narrowed, encoding="utf-8")
    period = read_period(tmp_path)
    assert period is not None
    ledger = read_extract(mapping, [tmp_path], period)[0].ledger
    assert (ledger["roles"], ledger["listed_only"], ledger["who"]) == (["camhs"], True, "one clinic")


def test_coverage_files_are_dated() -> None:
    for name in MAPPINGS:
        read = tomllib.loads((SAMPLE / name / "coverage.toml").read_text(encoding="utf-8"))
        assert {"extracted_on", "period_start", "period_end"} <= set(read), name


def test_an_extract_that_was_hardly_read_covers_nobody(tmp_path: Path) -> None:
    mapping = load_mapping(mapping_path("gp"))
    header, *rows = (SAMPLE / "gp" / "registrations.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "coverage.toml").write_text("extracted_on = 2026-10-31\n", encoding="utf-8")
    period = read_period(tmp_path)
    assert period is not None
    for lines in ([header], [header, *rows[:5], *(row.replace("/20", "/x20") for row in rows[5:10])]):
        (tmp_path / "registrations.csv").write_text("\n".join(lines), encoding="utf-8")
        batch, report = read_extract(mapping, [tmp_path], period)
        assert batch.ledger["roles"] == []
        assert any(notice.kind == "coverage" for notice in report.notices)


def test_a_period_cannot_end_after_the_extract(tmp_path: Path) -> None:
    with pytest.raises(CsgraphError, match="mistyped"):
        read_period(tmp_path, extracted_on=date(2024, 10, 31), start=date(2024, 1, 1), end=date(2026, 10, 31))
