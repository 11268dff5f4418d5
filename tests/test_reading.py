"""Files are read as they stand, or refused with a sentence."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csgraph.errors import ExtractError
from csgraph.importing.headers import find_header
from csgraph.importing.mapping import Table
from csgraph.importing.reading import Sheet, read_csv, read_workbook

TEXT = st.text(
    st.characters(codec="cp1252", exclude_characters="\x00\r\n", exclude_categories=["Cc", "Cs"]), min_size=1
).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    st.sampled_from(",;\t|"),
)
def test_any_text_comes_back_as_it_went_in(
    tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    path = tmp_path / "x.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    read = read_csv(path, encoding="cp1252" if encoding == "cp1252" else "utf-8-sig", delimiter=delimiter)
    assert [cells for _, cells in read.rows] == rows


REFUSED = {
    "utf-16": ("id,name\n1,Ann".encode("utf-16"), "UTF-16"),
    "nul": (b"id,name\n1,A\0nn", "NUL"),
    "wrong encoding": (b"id,name\n1,Zo\xeb\n", "cp1252"),
    "open quote": (b'id,name\n1,"Ann\n2,Bob\n', "quotation mark"),
    "text after quote": (b'id,name\n1,"Ann"x\n', "quotation mark"),
    "workbook": (b"PK\x03\x04....", "workbook"),
    "old workbook": (b"\xd0\xcf\x11\xe0....", "workbook"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_likeliest_fix(tmp_path: Path, case: str) -> None:
    content, word = REFUSED[case]
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=word) as told:
        read_csv(path, encoding="utf-8-sig", delimiter=",")
    assert told.value.advice
    assert "Ann" not in str(told.value)


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'title\r\n\r\nid,name\r\n1,"two\r\nlines"\r\n2,Bob\r\n')
    assert [number for number, _ in read_csv(path, encoding="utf-8-sig", delimiter=",").rows] == [1, 3, 4, 5]


def workbook(path: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List 1"
    sheet.append(["Child Unique ID", "Date"])
    sheet.append(["001", "02/03/2024"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["x"])
    book.save(path)
    return book


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx")
    assert [(s.name, s.rows[1][1]) for s in read_workbook(tmp_path / "x.xlsx")] == [("List 1", ["001", "02/03/2024"])]


@pytest.mark.parametrize(
    ("content", "word"), [(b"\xd0\xcf\x11\xe0", "password"), (b"PK\x03\x04half", "part of one"), (b"", "part of one")]
)
def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(ExtractError, match=word):
        list(read_workbook(tmp_path / "x.xlsx"))


def test_a_workbook_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(ExtractError, match="times its size"):
        list(read_workbook(path))


TABLE = Table.model_validate(
    {
        "name": "t",
        "file": "*",
        "columns": {
            "id": {"header": ["Child ID", "/unique.*id/"]},
            "dob": {"header": "D.O.B."},
            "note": {"header": "Note", "optional": True},
        },
        "ignore": ["Age", "/^internal/"],
    }
)


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("x.csv", "", [(n, list(row)) for n, row in enumerate(rows, 1)])


def test_the_header_is_found_below_titles_and_in_any_spelling() -> None:
    found = find_header(sheet(["Report", ""], ["child_unique ID", " dob ", "Age", "Internal code", "Surprise"]), TABLE)
    assert found.places == {"id": 0, "dob": 1}
    assert found.unmapped == ("Surprise",)


def test_a_missing_column_is_named_with_the_nearest() -> None:
    with pytest.raises(ExtractError, match="did you mean “Child Id No”"):
        find_header(sheet(["Child Id No", "DOB"]), TABLE)


def test_a_doubled_column_is_refused() -> None:
    with pytest.raises(ExtractError, match="two columns named"):
        find_header(sheet(["Child ID", "child id", "DOB"]), TABLE)
