"""Every kind of bad file has one exact outcome: rows read, rows rejected and why, what is told, or the file refused.

The files of tests/bad_input are committed byte for byte; its outcomes.toml says what each must give. The variations
below are many of one kind, of which each row of one file has its own outcome.
"""

import tomllib
import unicodedata
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from bad_input_reading import FOLDER, Outcome, people_mapping, read
from figures import tell_figure

from csgraph.importing.placeholders import NOT_NAMES, WORDS

CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "outcomes.toml").read_text(encoding="utf-8"))["case"]
HEADER = "ID,Forename,Surname,DOB,Sex,Worker,Start,End"


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_bad_file_gives_exactly_what_it_must(case: dict[str, Any]) -> None:
    outcome = read(FOLDER / case["file"], people_mapping(**case.get("extract", {})))
    wanted = {name: case.get(name, []) for name in ("people", "links", "rejected", "told")}
    assert outcome == Outcome(**wanted, refused=case.get("refused", ""))
    tell_figure("bad files with one right outcome", 1)


def test_every_file_has_an_outcome() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".xlsx")}
    assert files == {case["file"] for case in CASES}


def test_the_manual_says_what_becomes_of_every_kind() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "importing.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in manual.splitlines() if line.startswith("| `")]
    outcomes = {cells[1].strip().strip("`"): cells[3].strip() for cells in rows}
    assert set(outcomes) == {case["kind"] for case in CASES}
    for case in CASES:
        words = outcomes[case["kind"]]
        for part, word in (("refused", "file refused"), ("rejected", "row rejected"), ("told", "told")):
            assert part not in case or word in words, f"{case['file']}: {case['kind']} is said to be: {words}"


def _read_rows(folder: Path, rows: list[str], **extract: str) -> Outcome:
    path = folder / "rows.csv"
    path.write_bytes("\n".join([HEADER, *rows, ""]).encode("utf-8", "surrogatepass"))
    return read(path, people_mapping(**extract))


def _row(
    place: int, *, id_: str = "", forename: str = "Ann", dob: str = "25/04/2012", start: str = "25/09/2024"
) -> str:
    return f"{id_ or f'A{place:04}'},{forename},Lee,{dob},F,W1,{start},"


CONTROLS = [chr(c) for c in chain(range(1, 9), (11, 12), range(14, 32), range(127, 160))]
TURNING = [chr(c) for c in chain(range(0x202A, 0x202F), range(0x2066, 0x206A))]


@pytest.mark.parametrize(
    ("characters", "reason"),
    [
        (CONTROLS, "holds invisible control characters; type it anew"),
        (TURNING, "holds characters that turn the direction of writing; type it anew"),
    ],
    ids=["controls", "turning"],
)
def test_each_character_that_is_no_writing_rejects_its_row(tmp_path: Path, characters: list[str], reason: str) -> None:
    outcome = _read_rows(tmp_path, [_row(n, forename=f"An{ch}n") for n, ch in enumerate(characters)])
    assert outcome.rejected == [f"row {n}, Forename: {reason}" for n in range(2, len(characters) + 2)]
    assert outcome.people == []


UNSEEN = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0x2064, 0x206A]
UNSEEN += [0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xE0001, 0xE007F, 0xE0100]
SPACES = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) == "Zs"]


def test_each_character_that_nobody_sees_is_left_out_and_told(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, forename=f"An{chr(c)}n") for n, c in enumerate(UNSEEN)])
    assert outcome.people == [f"A{n:04} Ann Lee 2012-04-25 F" for n in range(len(UNSEEN))]
    text = f"holds characters that nobody sees; read without them. ({len(UNSEEN)} rows)"
    assert outcome.told == [f"invisible: row 2, Forename: {text}"]


def test_each_kind_of_space_is_a_space(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, forename=f"Ann{space}Mae{space}") for n, space in enumerate(SPACES)])
    assert outcome == Outcome(
        [f"A{n:04} Ann Mae Lee 2012-04-25 F" for n in range(len(SPACES))],
        [f"W1 A{n:04} 2024-09-25 -" for n in range(len(SPACES))],
    )


NO_DAY = "is no day of the calendar (dd/mm/yyyy); correct it in the extract"
NO_DATE = "is not a date (dd/mm/yyyy or yyyy-mm-dd); correct it, or leave the cell empty"
SERIAL = "is a spreadsheet's day number and not a date; format the column as dd/mm/yyyy and export it again"
SHORT = "has a year of two digits; export it with four (dd/mm/yyyy)"
YEAR = "has a year before 1800 or after 2100; correct it in the extract"
LASTS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WRONG = {
    NO_DAY: [
        *(f"{last + 1}/{month:02}/2023" for month, last in enumerate(LASTS, 1)),
        *(f"2023-{month:02}-32" for month in range(1, 13)),
        *("29/02/1900", "29/02/2100", "00/05/2012", "05/00/2012", "2012-00-05", "2012-05-00", "32/13/2012"),
        *("25/04/2012 24:00", "25/04/2012 12:60", "2012-04-25T12:30:60"),
    ],
    NO_DATE: [
        *("May 2012", "25 April 2012", "25-Apr-2012", "2012", "20120425", "2012/04/25", "25/04", "Q2 2012", "1e5"),
        *("25/04/2012x", "x25/04/2012", "25//04/2012", "25/04/2012 noon", "25/04/2012 1:30 pm", "[25/04/2012]"),
        *("2012-4-25", "25/04/20122", "２５/０４/２０１２", "2012-04-25T00:00Z", "2012-04-25+01:00"),
    ],
    SERIAL: ["41024", "41024.5", "3000", "99999", "41024,5"],
    SHORT: ["25/04/12", "25-Apr-12", "5/4/12", "25.04.12", "25/04/12 10:00"],
    YEAR: ["25/04/0012", "25/04/0212", "25/04/1799", "25/04/2101", "2500-01-01", "25/04/9912"],
}
DATES = {text: reason for reason, texts in WRONG.items() for text in texts}


def test_each_date_that_is_none_rejects_its_row_with_what_to_do(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, dob=f'"{text}"') for n, text in enumerate(DATES)])
    assert outcome.rejected == [f"row {n}, DOB: {reason}" for n, reason in enumerate(DATES.values(), 2)]
    assert outcome.people == []


READ = ["25/04/2012", "25-04-2012", "25.04.2012", "2012-04-25", " 25/04/2012 ", "25/4/2012", "25/04/2012 00:00"]
READ += ["2012-04-25T10:20:30", "2012-04-25 10:20:30.123", "25/04/2012 9:05"]


def test_each_spelling_of_a_day_is_read(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, dob=text) for n, text in enumerate(READ)])
    assert outcome.people == [f"A{n:04} Ann Lee 2012-04-25 F" for n in range(len(READ))]
    assert (outcome.rejected, outcome.told) == ([], [])


ROUNDED = "is a number that a spreadsheet has rounded; export the column as text"
ODD = "holds a character that no identifier has; type it anew, or export the column as text"
ENDS = "ends in .0, as where a program has made a number of it; export the column as text"
ZEROS = "ends in zeros after 15 digits, as where a spreadsheet rounds; export the column as text"
COMMAS = "is a number with commas in it; export the column as text"
NOBODY = "stands for nothing, such as UNKNOWN, and is required"
IDS = {
    **dict.fromkeys(("1E5", "1e+5", "1.2E+10", "1,2E+10", "9.43477E+09", "1.0E-3", "4E05"), ROUNDED),
    **dict.fromkeys(("1;2", "1|2", '1""2', "=1", "'0001", "é1", "А1", "１２", "1\u200d2", "№5", "²"), ODD),
    **dict.fromkeys(("12345.0", "0.0", "7.00"), ENDS),
    **dict.fromkeys(("12345678901234500", "123456789012345000"), ZEROS),
    **dict.fromkeys(("12,345", "1,234,567", "1,234.5"), COMMAS),
    **dict.fromkeys(("0", "000000", "999999", "9999999999", "?", "-", "--", "..", "N/A", "n.a.", "#"), NOBODY),
    **dict.fromkeys(sorted(WORDS), NOBODY),
    **dict.fromkeys((word.upper() for word in sorted(WORDS)), NOBODY),
}


def test_each_identifier_that_is_none_rejects_its_row(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, id_=f'"{text}"') for n, text in enumerate(IDS)])
    assert outcome.rejected == [f"row {n}, ID: {reason}" for n, reason in enumerate(IDS.values(), 2)]
    assert outcome.people == []


KEPT_IDS = [
    "A-1",
    "a/b",
    "X 1",
    "C_1",
    "1.2.3",
    "100",
    "E5",
    "12E",
    "0012345",
    "1234567890123456789",
    "M&S",
    "+44",
    "a@b",
]


def test_each_identifier_is_kept_to_the_letter(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, id_=text) for n, text in enumerate(KEPT_IDS)])
    assert [person.removesuffix(" Ann Lee 2012-04-25 F") for person in outcome.people] == KEPT_IDS
    assert outcome.rejected == []


def test_each_word_that_is_no_name_is_left_out_and_told(tmp_path: Path) -> None:
    known = sorted(NOT_NAMES)
    words = [*known, *(word.upper() for word in known), "N/K", "??", "-", "Not known", "NULL", "n/k"]
    outcome = _read_rows(tmp_path, [_row(n, forename=word) for n, word in enumerate(words)])
    assert outcome.people == [f"A{n:04} - Lee 2012-04-25 F" for n in range(len(words))]
    # n/k is what the reader takes for an empty cell in every column, so it needs no telling.
    text = f"stands for nothing, such as UNKNOWN or 01/01/1900; read as empty. ({len(words) - 2} rows)"
    assert outcome.told == [f"placeholder: row 2, Forename: {text}"]


NAMES = ["NA", "Na", "None", "nan", "NaN", "Null", "nil", "Nil", "True", "FALSE", "Inf", "Infinity", "1e5", "O'Neill"]
NAMES += [
    "D’Arcy",
    "Mary-Jane",
    "J.",
    "X",
    "Li",
    "李",
    "Ægir",
    "محمد",
    "Ng",
    "Test",
    "May",
    "Uk",
    "(Bob)",
    "=1+1",
    "@x",
]


def test_each_name_is_kept_to_the_letter(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, forename=name) for n, name in enumerate(NAMES)])
    assert outcome.people == [f"A{n:04} {name} Lee 2012-04-25 F" for n, name in enumerate(NAMES)]
    assert (outcome.rejected, outcome.told) == ([], [])


FOR_EVER = [
    "01/01/0001",
    "0001-01-01",
    "01/01/1753",
    "30/12/1899",
    "00/01/1900",
    "01/01/1900",
    "31/12/9999",
    "0000-00-00",
]
FOR_EVER += ["0000-00-00", "TBC", "n/a", "-", "Not known"]


def test_each_day_that_stands_for_none_is_left_out_and_told(tmp_path: Path) -> None:
    outcome = _read_rows(tmp_path, [_row(n, dob=day) for n, day in enumerate(FOR_EVER)])
    assert outcome.people == [f"A{n:04} Ann Lee - F" for n in range(len(FOR_EVER))]
    text = f"stands for nothing, such as UNKNOWN or 01/01/1900; read as empty. ({len(FOR_EVER)} rows)"
    assert outcome.told == [f"placeholder: row 2, DOB: {text}"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_any_encoding_and_separator_that_is_declared_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "\n".join([HEADER, _row(1, forename="Zoë"), ""]).replace(",", delimiter)
    path = tmp_path / "rows.csv"
    path.write_bytes(b"\xfe\xff" * (encoding == "utf-16-be") + text.encode(encoding))
    declared = "cp1252" if encoding == "cp1252" else "utf-8-sig"
    assert read(path, people_mapping(encoding=declared, delimiter=delimiter)).people == ["A0001 Zoë Lee 2012-04-25 F"]
    for other in {",", ";", "\t", "|"} - {delimiter}:
        assert "it looks separated by" in read(path, people_mapping(encoding=declared, delimiter=other)).refused
