"""`csgraph matches`: what is decided in the terminal or in a workbook is recorded, logged, and can be taken back."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from matching_examples import ANN, BEN, batch_of
from test_cli import run

from csgraph.store import open_store
from csgraph.store.upsert import upsert

ZOE = {**ANN, "forename": "Zoe", "surname": "Okafor", "postcode": "ZZ3 3CC"}
Call = Callable[..., str]


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Two agencies that both know Ann and Zoe; Ann's brother Ben is of one age with her."""
    where = str(tmp_path / "store")
    with open_store(where) as store:
        upsert(store, batch_of("gp", [{"key": "nhs:1", **ANN}, {"key": "nhs:2", **ZOE}, {"key": "nhs:3", **BEN}]))
        upsert(store, batch_of("roll", [{"key": "upn:A", **ANN}, {"key": "upn:B", **ZOE}]))
    return where


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "audit.jsonl"
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(path))
    monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / "own" / "key"))
    return path


@pytest.fixture
def matches(place: str, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: str, code: int = 0) -> str:
        ended, out, err = run(capsys, "matches", *arguments, "--store", place)
        assert ended == code, out + err
        return out + err

    return call


def children(place: str) -> set[str]:
    with open_store(place, read_only=True) as store:
        return set(store.read("children")["child"])


def actions(log: Path) -> list[str]:
    return [json.loads(line)["action"] for line in log.read_text(encoding="utf-8").splitlines()]


def decisions_in(matches: Call) -> dict[str, str]:
    """Decisions that are recorded, with their verdicts."""
    rows = json.loads(matches("decided", "--format", "json").partition("\nAudit")[0].rpartition("]")[0] + "]")
    return {row["decision"]: row["verdict"] for row in rows}


def test_a_review_records_each_answer_and_each_can_be_taken_back(place: str, log: Path, matches: Call) -> None:
    before = children(place)
    said = matches("review", "--kind", "children", "--answers", "ar", "--by", "A. Analyst")
    assert "1 pairs joined, 1 kept apart." in said
    assert len(children(place)) == len(before) - 1
    assert actions(log) == ["matches review", "matches same", "matches different"]
    made = decisions_in(matches)
    assert sorted(made.values()) == ["different", "same"]
    for number in made:
        matches("undo", number)
    assert children(place) == before
    assert actions(log)[-1] == "matches undo"


@pytest.mark.usefixtures("log")
def test_a_review_shows_no_name_unless_it_is_asked_for(matches: Call) -> None:
    disguised = matches("review", "--kind", "children", "--answers", "s")
    named = matches("review", "--kind", "children", "--answers", "ss", "--identifiable")
    for secret in ("Okafor", "Reid", "2012", "ZZ3", "nhs:2"):
        assert secret not in disguised
    assert {"Okafor", "Reid"} <= {word for word in ("Okafor", "Reid") if word in named}


@pytest.mark.usefixtures("log")
def test_a_key_that_is_none_is_told(matches: Call) -> None:
    assert "none of a, r, s and q" in matches("review", "--answers", "x", code=1)


def decide(file: Path, *words: str, column: str = "decision") -> None:
    """Write into a column of the workbook, row by row, as a person would."""
    book = openpyxl.load_workbook(file)
    sheet = book["Decide"]
    at = next(cell.column for cell in sheet[1] if cell.value == column)
    for row, word in enumerate(words, 2):
        sheet.cell(row, at).value = word
    book.save(file)


def test_a_workbook_goes_out_and_comes_back(place: str, log: Path, matches: Call, tmp_path: Path) -> None:
    file = tmp_path / "matches.xlsx"
    assert "2 pairs written" in matches("export", str(file), "--kind", "children", "--identifiable")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Decide", "Weights", "Evidence", "About this file"]
    with zipfile.ZipFile(file) as parts:
        assert "xl/charts/chart1.xml" in parts.namelist()
    assert {cell.value for row in book["Decide"].iter_rows(2) for cell in row if cell.data_type == "f"} == set()
    decide(file, "accept", "reject")
    decide(file, "seen both records", column="why")
    assert "1 pairs joined, 1 kept apart." in matches("import", str(file), "--by", "A. Analyst")
    assert len(children(place)) == 4
    assert actions(log) == ["matches export", "matches import"]
    with open_store(place, read_only=True) as store:
        assert "seen both records" in set(store.read("matching_decisions")["reason"].dropna())
    assert "0 pairs" in matches("export", str(file), "--kind", "children")


@pytest.mark.usefixtures("log")
def test_every_fault_of_a_workbook_is_told_and_nothing_is_recorded(place: str, matches: Call, tmp_path: Path) -> None:
    file = tmp_path / "matches.xlsx"
    matches("export", str(file), "--kind", "children")
    before = children(place)
    decide(file, "perhaps", "accept")
    decide(file, "x", "y", column="key")
    said = matches("import", str(file), code=1)
    assert "2 faults; nothing was recorded" in said
    assert "row 2: the decision is neither accept nor reject." in said
    assert "row 3: no such pair is proposed now" in said
    assert children(place) == before
    assert decisions_in(matches) == {}


@pytest.mark.usefixtures("log")
def test_a_record_that_changed_meanwhile_is_told(place: str, matches: Call, tmp_path: Path) -> None:
    file = tmp_path / "matches.xlsx"
    matches("export", str(file), "--kind", "children")
    decide(file, "accept", "accept")
    with open_store(place) as store:
        upsert(store, batch_of("roll", [{"key": "upn:A", **ANN, "postcode": "ZZ9 9ZZ"}]))
    assert "a record has changed since the file was written" in matches("import", str(file), code=1)


def test_a_split_parts_what_a_record_equates(place: str, log: Path, matches: Call) -> None:
    with open_store(place) as store:
        upsert(store, batch_of("health", [], same=[("nhs:3", "upn:A")]))
    assert len(children(place)) == 4
    said = matches("split", "nhs:3", "upn:A", "--why", "brother's number")
    assert "Split; to take it back" in said
    assert len(children(place)) == 5
    assert actions(log) == ["matches split"]
