"""Every cell is read exactly, or refused; never something in between."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csgraph.importing.cells import (
    Unreadable,
    clean,
    json_codes,
    read_date,
    read_email,
    read_id,
    read_moment,
    read_postcode,
)
from csgraph.importing.check_digits import UPN_LETTERS, nhs_number_holds, upn_holds
from csgraph.importing.columns import read_column
from csgraph.importing.mapping import Column


def column(**settings: str) -> Column:
    """One column of a mapping, with just these settings."""
    return Column.model_validate({"header": "x", **settings})


@given(st.dates(min_value=date(1902, 1, 1), max_value=date(2099, 12, 30)))
def test_a_day_reads_the_same_in_every_spelling(day: date) -> None:
    wanted = datetime(day.year, day.month, day.day)
    for text in (
        f"{day:%d/%m/%Y}",
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f" {day.day}/{day.month}/{day.year} ",
    ):
        assert read_date(text) == wanted
    assert read_date(wanted) == wanted


@pytest.mark.parametrize(
    "text",
    ["29/02/2023", "31/04/2024", "12/31/2024", "2024-13-01", "1/2/24", "40636", "04/03/11", "2024/05/01x", "May 2024"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_date(text)


def test_iso_is_never_read_day_first() -> None:
    assert read_date("2011-04-03") == datetime(2011, 4, 3)
    assert read_date("03/04/2011") == datetime(2011, 4, 3)


def test_a_moment_keeps_its_time() -> None:
    assert read_moment("03/04/2026 23:05") == datetime(2026, 4, 3, 23, 5)
    assert read_moment("2026-04-03T23:05:09") == datetime(2026, 4, 3, 23, 5, 9)


@pytest.mark.parametrize(
    "cell",
    ["1.23E+10", "1,23E+10", "4e5", 1.5, 10**15, "12345.0", "12345678901234500", "12,345", True, datetime(2026, 3, 1)],
)
def test_an_identifier_that_a_spreadsheet_rounded_is_refused(cell: str | float) -> None:
    with pytest.raises(Unreadable):
        read_id(cell)


@pytest.mark.parametrize(
    ("cell", "text"), [("0012345", "0012345"), (12345, "12345"), (12345.0, "12345"), ("NA", "NA"), (" 7 ", "7")]
)
def test_an_identifier_is_kept_as_it_stands(cell: str | float, text: str) -> None:
    assert read_id(cell) == text


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2067b", "a\x07b", "a\x0bb", "a\x1fb", "a\x85b", "a\0b", "a\udcebb"])
def test_controls_and_turned_writing_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        clean(text)


@pytest.mark.parametrize("text", ["a\u200bb", "\ufeffab", "a\u00adb", "ab\u200e", "a\U000e0041b", "a\ufe0fb"])
def test_characters_that_nobody_sees_are_left_out_and_told(text: str) -> None:
    assert clean(text) == "ab"
    read = read_column([text], column())
    assert (read.values.tolist(), read.remarks) == (["ab"], {0: "invisible"})


def test_joiners_belong_to_spellings() -> None:
    assert clean("a\u200cb\u200dc") == "a\u200cb\u200dc"


def test_text_is_composed_and_trimmed() -> None:
    assert clean("  Zoe\u0308  O’Neill ") == "Zoë O’Neill"


def nhs_of(nine: str) -> str | None:
    check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else nine + str(0 if check == 11 else check)


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(1, 9))
def test_any_one_wrong_digit_of_an_nhs_number_is_seen(nine: str, place: int, change: int) -> None:
    number = nhs_of(nine)
    if number is None:
        return
    assert nhs_number_holds(number)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert not nhs_number_holds(wrong)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_any_one_wrong_digit_of_a_upn_is_seen(twelve: str, place: int, change: int) -> None:
    letter = UPN_LETTERS[sum(int(d) * w for d, w in zip(twelve, range(2, 14), strict=True)) % 23]
    assert upn_holds(letter + twelve)
    wrong = twelve[:place] + str((int(twelve[place]) + change) % 10) + twelve[place + 1 :]
    assert not upn_holds(letter + wrong)


def test_both_shapes_of_assessment_factors() -> None:
    assert json_codes('["1A","2B"]') == ["1A", "2B"]
    assert json_codes('{"1A":"Yes","2B":"No"}') == ["1A"]
    with pytest.raises(Unreadable):
        json_codes("1A, 2B")


def test_postcode_and_email() -> None:
    assert read_postcode("zz1 1aa") == "ZZ1 1AA"
    assert read_email("A.Bee@Council.example ") == "a.bee@council.example"
    with pytest.raises(Unreadable):
        read_email("A Bee")


def test_an_unknown_code_is_a_warning_and_no_value() -> None:
    read = read_column(["current", "historic", "perhaps", "", None], column(codes="involvement"))
    assert read.values.tolist() == ["current", "historic", None, None, None]
    assert read.unknown == {2: "perhaps"}
    assert not read.faults


def test_a_list_keeps_what_it_knows_and_names_what_it_does_not() -> None:
    read = read_column(["1A; 2B; 99Z"], column(codes="factor", split=";"))
    assert read.values.tolist() == [["1A", "2B"]]
    assert read.unknown == {0: "99Z"}


def test_faults_never_repeat_the_cell() -> None:
    for kind in ("date", "nhs", "upn", "postcode", "email", "whole", "number", "flag", "urn"):
        read = read_column(["Kaylee Smith 9434765919"], column(type=kind))
        assert list(read.faults) == [0]
        assert "Kaylee" not in read.faults[0]
        assert "9434765919" not in read.faults[0]
