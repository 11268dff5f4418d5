"""Files are read as they stand, or refused with a sentence."""

import csv
import io
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
    "workbook": (b"PK\x03\x04....", "workbook"),
    "old workbook": (b"\xd0\xcf\x11\xe0....", "workbook"),
    "web page": (b"<!DOCTYPE html><table>", "web page"),
    "UTF-16 without its mark": ("id,name\n1,Ann".encode("utf-16-le"), "UTF-16"),
    "UTF-32": ("id,name\n1,Ann".encode("utf-32"), "UTF-32"),
    "empty": (b"", "empty"),
    "mark alone": (b"\xef\xbb\xbf", "empty"),
    "written with zeros": (bytes(4096), "empty"),
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


UNREAD = {
    "text after a quotation mark": (b'id,name\n1,"Ann"x\n2,Bob\n', [1, 3], [2]),
    "quotation marks within a cell": (b'id,name\n1,"An"n",M\n2,Bob\n', [1, 3], [2]),
    "never closed": (b'id,name\n1,Ann\n2,"Bob\n3,Cat\n', [1, 2], [3, 4]),
    "closed by the next": (b'id,name\n1,"Ann\n2,"Bob"\n3,Cat\n', [1], [2, 3, 4]),
    "two lines, then open": (b'id,name\n1,"Ann"x,"two\nlines"\n3,Cat\n', [1], [2, 3, 4]),
    "too long a cell": (b"id,name\n1," + b"x" * 131_073 + b"\n2,Bob\n", [1, 3], [2]),
}


@pytest.mark.parametrize("case", UNREAD)
def test_rows_before_and_after_one_that_cannot_be_read_are_read(tmp_path: Path, case: str) -> None:
    content, rows, unread = UNREAD[case]
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    read = read_csv(path, encoding="utf-8-sig", delimiter=",")
    assert [number for number, _ in read.rows] == rows
    assert [one.row for one in read.unread] == unread


def test_a_file_says_its_own_encoding_and_separator(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for content in (
        "id,name\n1,Zoë\n".encode("utf-16"),
        "id,name\n1,Zoë\n".encode(),
        "id,name\n1,Zoë\n".encode("utf-8-sig"),
    ):
        path.write_bytes(content)
        assert read_csv(path, encoding="cp1252", delimiter=",").rows[1] == (2, ["1", "Zoë"])
    path.write_bytes(b"sep=;\r\nid;name\r\n1;Ann\r\n")
    assert read_csv(path, encoding="cp1252", delimiter=",").rows == [(1, ["id", "name"]), (2, ["1", "Ann"])]


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
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0", "password"),
        (b"PK\x03\x04half", "part of a workbook"),
        (b"", "empty"),
        (b"id,name", "part of one"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(ExtractError, match=word):
        list(read_workbook(tmp_path / "x.xlsx"))


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


def test_a_doubled_column_is_known() -> None:
    found = find_header(sheet(["Child ID", "child id", "DOB"]), TABLE)
    assert (found.places, found.doubled) == ({"id": 0, "dob": 2}, {"id": (1,)})


def test_a_file_without_a_header_is_told_without_its_cells() -> None:
    with pytest.raises(ExtractError, match="none of its first rows is the header") as told:
        find_header(sheet(["Kaylee", "Smith"], ["Child Idris", "Jones"]), TABLE)
    assert not any(name in str(told.value) for name in ("Kaylee", "Smith", "Idris", "Jones"))


@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_another_separator_is_named(delimiter: str, word: str) -> None:
    with pytest.raises(ExtractError, match=f"looks separated by {word}, and commas are declared"):
        find_header(sheet([delimiter.join(["Child ID", "DOB"])], [delimiter.join(["1", "2"])]), TABLE)
