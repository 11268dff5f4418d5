"""Of any input: no traceback, no good row lost, no wrong value. What is not read as it stands is told."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from bad_input_reading import Outcome, people_mapping, read
from figures import count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sizes import size

from csgraph.errors import ExtractError
from csgraph.importing.reading import read_csv

IN_A_FOLDER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"]
MARKS = {"utf-16-be": b"\xfe\xff"}
DELIMITERS = [",", ";", "\t", "|"]
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
AWKWARD = st.text(st.sampled_from("\",;\t|\r\n \u00a0\ufeff\u200bé€Aa1='\0\x1a"), min_size=1, max_size=12)
ROWS = st.lists(st.lists(ANY | AWKWARD, min_size=3, max_size=3), min_size=1, max_size=5)
HEADER = "ID,Forename,Surname,DOB,Sex,Worker,Start,End"


@settings(max_examples=size(ci=300, full=50_000), suppress_health_check=IN_A_FOLDER)
@given(
    ROWS, st.sampled_from(ENCODINGS), st.sampled_from(DELIMITERS), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
)
def test_any_text_comes_back_as_it_went_in_or_is_told(
    tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str, quoting: int
) -> None:
    count("texts written and read again")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    raw = MARKS.get(encoding, b"") + written.getvalue().encode(encoding, "replace")
    wanted = [[cell.encode(encoding, "replace").decode(encoding) for cell in row] for row in rows]
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    try:
        read = read_csv(path, encoding="cp1252" if encoding == "cp1252" else "utf-8-sig", delimiter=delimiter)
    except ExtractError:
        return
    came = [cells for _, cells in read.rows]
    if encoding == "utf-8" and came and str(wanted[0][0]).startswith("\ufeff"):
        return  # a byte order mark, for whatever reason it stands there
    kept = [row for row in wanted if any(cell.strip() for cell in row)]
    told = {remark.kind for remark in read.remarks} - {"no_line_end"}
    if not told or encoding.startswith("utf-16"):
        assert came == kept


@settings(max_examples=size(ci=150, full=20_000), suppress_health_check=IN_A_FOLDER)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode("utf-8", "replace")))
def test_no_bytes_make_a_traceback(tmp_path: Path, raw: bytes) -> None:
    count("files of any bytes")
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    outcome = read(path, people_mapping())
    assert outcome.refused or isinstance(outcome, Outcome)


GOOD = [
    f"{n:04},{forename},{surname},{day:02}/{month:02}/20{n:02},F,W{n},{month:02}/0{day % 9 + 1}/2026,"
    for n, (forename, surname, day, month) in enumerate(
        [("Ann", "Lee", 25, 4), ('"Bo ""B"""', "Ash", 3, 4), ("Zoë", '"Fox, Jr"', 30, 12), ("Dee", '"Li\nNg"', 7, 8)]
        * 2,
        1,
    )
]
GOOD_PEOPLE = [
    f"{n:04} {names} 20{n:02}-{day} F"
    for n, (names, day) in enumerate(
        [("Ann Lee", "04-25"), ('Bo "B" Ash', "04-03"), ("Zoë Fox, Jr", "12-30"), ("Dee Li Ng", "08-07")] * 2, 1
    )
]
FILE = "\n".join([HEADER, *GOOD, ""]).encode()


def test_the_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(FILE)
    outcome = read(path, people_mapping())
    assert outcome.people == GOOD_PEOPLE
    assert (outcome.rejected, outcome.told) == ([], [])


STRUCTURAL = st.sampled_from(
    [b'"', b",", b"\n", b"\r", b";", b"\t", b"\0", b"\xff", b"\x80", b'""', b'",', b',"', b"\xe2\x80\x8b", b"\x1b"]
)


@settings(max_examples=size(ci=150, full=10_000), suppress_health_check=IN_A_FOLDER)
@given(st.integers(len(HEADER) + 1, len(FILE)), STRUCTURAL, st.integers(0, 2))
def test_a_fault_in_one_row_never_changes_another(tmp_path: Path, at: int, put: bytes, over: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(FILE[:at] + put + FILE[at + over :])
    count("faults put into one row")
    outcome = read(path, people_mapping())
    if outcome.refused:
        return
    # The rows whose bytes were touched, which may read as what now stands there.
    ends = [len(HEADER) + 1]
    for row in GOOD:
        ends.append(ends[-1] + len(row.encode()) + 1)
    touched = {n for n in range(len(GOOD)) if ends[n] - 1 <= at + over and at <= ends[n + 1]}
    strange = [person for person in outcome.people if person not in GOOD_PEOPLE]
    lost = [person for n, person in enumerate(GOOD_PEOPLE) if n not in touched and person not in outcome.people]
    rejected = {line.split(",")[0].split(":")[0] for line in outcome.rejected}
    assert len(strange) <= len([n for n in touched if GOOD_PEOPLE[n] not in outcome.people])
    assert len(lost) <= len(rejected), outcome


@settings(max_examples=size(ci=100, full=5_000), suppress_health_check=IN_A_FOLDER)
@given(st.integers(0, len(FILE)))
def test_a_file_that_breaks_off_gives_whole_rows_or_tells(tmp_path: Path, at: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(FILE[:at])
    count("files broken off")
    outcome = read(path, people_mapping())
    whole = [person for person in outcome.people if person in GOOD_PEOPLE]
    assert whole == GOOD_PEOPLE[: len(whole)]
    assert len(outcome.people) - len(whole) <= 1
    if len(whole) < len(outcome.people):
        assert any(line.startswith("no_line_end") for line in outcome.told)


@pytest.fixture(scope="module")
def good_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    for n in range(1, 6):
        sheet.append([f"{n:04}", "Ann", "Lee", f"25/04/201{n}", "F", f"W{n}", "25/09/2024", None])
    path = tmp_path_factory.mktemp("good") / "x.xlsx"
    made.save(path)
    return path.read_bytes()


@settings(max_examples=size(ci=25, full=2_000), suppress_health_check=IN_A_FOLDER)
@given(st.data())
def test_a_damaged_workbook_gives_what_it_held_or_is_refused(
    tmp_path: Path, good_workbook: bytes, data: st.DataObject
) -> None:
    count("workbooks damaged")
    at = data.draw(st.integers(0, len(good_workbook) - 1))
    raw = data.draw(
        st.sampled_from([good_workbook[:at], good_workbook[:at] + bytes(8) + good_workbook[at + 8 :]])
        | st.integers(0, 255).map(lambda byte: good_workbook[:at] + bytes([byte]) + good_workbook[at + 1 :])
    )
    path = tmp_path / "x.xlsx"
    path.write_bytes(raw)
    outcome = read(path, people_mapping())
    assert outcome.refused or outcome.people == [f"{n:04} Ann Lee 201{n}-04-25 F" for n in range(1, 6)]


@settings(max_examples=size(ci=150, full=20_000), suppress_health_check=IN_A_FOLDER)
@given(st.lists(ANY | AWKWARD, min_size=8, max_size=8))
def test_any_cells_of_a_row_are_read_exactly_or_told(tmp_path: Path, cells: list[str]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADER.split(","), cells])
    count("rows of any cells")
    path = tmp_path / "x.csv"
    path.write_bytes(written.getvalue().encode())
    outcome = read(path, people_mapping())
    for person in outcome.people:
        assert not outcome.refused
        identifier = person.split(" ")[0]
        assert identifier in cells[0].replace("\u200b", "").replace("\ufeff", "") or outcome.told
