"""A workbook costs no more than it may, whoever made it; a real one is read by the same limits."""

import io
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from figures import count, tell_figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sizes import size
from workbook_bombs import BOMBS, cell, empty_rows, workbook

from csgraph.errors import ExtractError
from csgraph.importing import workbook as reading_workbooks
from csgraph.importing.workbook import read_workbook
from csgraph.importing.xlsx import limits, rows, text
from csgraph.importing.xlsx.child import answers
from csgraph.importing.xlsx.values import moment, shows_day, shows_span, unescaped

MEASURED = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-P", "-m", "csgraph.importing.xlsx.child"], stdin=open(sys.argv[1], "rb"))
_, _, used = os.wait4(child.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
"""
"""Measured from a small process, for a child's peak memory counts that of the process it was forked from."""


def cost(path: Path) -> tuple[float, int]:
    """CPU seconds and peak mebibytes of reading a workbook."""
    done = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, text=True, check=True)
    seconds, peak = done.stderr.split()[-2:]
    return float(seconds), int(peak)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_little_cost(tmp_path: Path, name: str) -> None:
    make, word = BOMBS[name]
    path = make(tmp_path / "bomb.xlsx")
    with pytest.raises(ExtractError, match=word) as told:
        list(read_workbook(path))
    assert told.value.advice
    if hasattr(os, "wait4"):
        seconds, peak = cost(path)
        assert seconds < 5
        assert peak < 256
    tell_figure("workbooks made to exhaust the reader", 1, refused=1)


def test_a_million_empty_rows_are_read(tmp_path: Path) -> None:
    many = size(ci=300_000, full=1_048_576)
    path = empty_rows(tmp_path / "styled.xlsx", many)
    assert [sheet.rows for sheet in read_workbook(path)] == [[(1, ["ID"]), (2, [7])]]
    tell_figure("formatted rows without a cell, read", many)


@pytest.mark.parametrize(
    "limit", [(text, "MOST_STRINGS"), (rows, "MOST_CELLS"), (rows, "MOST_MERGED"), (limits, "MOST_UNPACKED")]
)
def test_each_limit_ends_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: tuple[object, str]
) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for n in range(30):
        sheet.append([n, f"text {n}"])
    sheet.merge_cells("A40:B40")
    sheet.merge_cells("A41:B41")
    made.save(tmp_path / "x.xlsx")
    strings = "".join(f"<si><t>{n}</t></si>" for n in range(30))
    parts: dict[str, str | bytes] = {"xl/sharedStrings.xml": f"<sst>{strings}</sst>"}
    path = workbook(tmp_path / "y.xlsx", parts=parts) if limit[0] is text else tmp_path / "x.xlsx"
    monkeypatch.setattr(*limit, 1)
    assert "refused" in str(_last(path))


def _last(path: Path) -> object:
    try:
        return list(answers(io.BytesIO(path.read_bytes())))[-1]
    except limits.Refused as refused:
        return refused.said


def test_a_reading_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_workbooks, "PATIENCE", 0.2)
    path = empty_rows(tmp_path / "styled.xlsx", 400_000)
    began = time.monotonic()
    with pytest.raises(ExtractError, match="takes longer"):
        list(read_workbook(path))
    assert time.monotonic() - began < 30


def test_a_child_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false" if Path("/bin/false").exists() else sys.executable)
    with pytest.raises(ExtractError, match="needs more memory"):
        list(read_workbook(workbook(tmp_path / "x.xlsx")))


def test_nothing_beside_the_extract_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "zipfile", "defusedxml", "csgraph", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close(); raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert next(iter(read_workbook(workbook(tmp_path / "x.xlsx")))).rows == [(1, ["ID"])]
    assert not (tmp_path / "ran").exists()


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
CELLS = st.one_of(
    st.none(),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20
    ),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)).map(lambda day: day.replace(microsecond=0)),
)


@settings(
    max_examples=size(ci=15, full=1_000), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8), st.booleans())
def test_any_workbook_is_read_as_openpyxl_reads_it(tmp_path: Path, table: list[list[object]], from_1904: bool) -> None:
    made = openpyxl.Workbook()
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    for row in table:
        sheet.append([f"'{c}" if isinstance(c, str) and c.startswith("=") else c for c in row])
    path = tmp_path / "x.xlsx"
    made.save(path)
    wanted = []
    theirs = openpyxl.load_workbook(path, data_only=True)[sheet.title]
    for number, cells in enumerate(theirs.iter_rows(values_only=True), 1):
        full = [c if c != "" else None for c in cells]
        while full and full[-1] is None:
            full.pop()
        if any(c is not None and str(c).strip() for c in full):
            wanted.append((number, full))
    assert next(read_workbook(path)).rows == wanted
    count("workbooks read as openpyxl reads them")


def test_days_count_as_in_a_spreadsheet() -> None:
    assert moment(1, from_1904=False) == {"d": "1900-01-01T00:00:00"}
    assert moment(59, from_1904=False) == {"d": "1900-02-28T00:00:00"}
    assert moment(61, from_1904=False) == {"d": "1900-03-01T00:00:00"}
    assert moment(40636, from_1904=False) == {"d": "2011-04-03T00:00:00"}
    assert moment(40636, from_1904=True) == {"d": "2015-04-04T00:00:00"}
    assert moment(40636.75, from_1904=False) == {"d": "2011-04-03T18:00:00"}
    assert moment(0.5, from_1904=False) == {"t": "12:00:00"}
    assert moment(-1, from_1904=False) == moment(3e6, from_1904=False) == {"e": "#VALUE!"}


@pytest.mark.parametrize(
    ("form", "day", "span"),
    [
        ("dd/mm/yyyy", True, False),
        ("[$-809]d mmmm yyyy;@", True, False),
        ("h:mm AM/PM", True, False),
        ("[h]:mm:ss", True, True),
        ('0" days"', False, False),
        ("0.00_);[Red](0.00)", False, False),
        ("General", False, False),
        ('"yes"', False, False),
        (r"0\d", False, False),
        ("@", False, False),
        ("#,##0;[Yellow]-0", False, False),
    ],
)
def test_a_number_format_shows_a_day_or_none(form: str, day: bool, span: bool) -> None:
    assert (shows_day(form), shows_span(form)) == (day, span)


def test_escaped_characters_are_put_back_once() -> None:
    assert unescaped("a_x000D_b") == "a\rb"
    assert unescaped("a_x005F_x000D_b") == "a_x000D_b"


def test_a_long_span_is_text(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([timedelta(hours=30)])
    made.save(tmp_path / "x.xlsx")
    assert next(read_workbook(tmp_path / "x.xlsx")).rows == [(1, ["1 day, 6:00:00"])]


def test_reading_aids_of_other_writings_are_no_text(tmp_path: Path) -> None:
    aided = '<row r="2"><c r="A2" t="inlineStr"><is><r><t>A</t></r><r><t>nn</t></r><rPh><t>x</t></rPh></is></c></row>'
    assert next(read_workbook(workbook(tmp_path / "x.xlsx", aided + f'<row r="3">{cell("B3", "b")}</row>'))).rows == [
        (1, ["ID"]),
        (2, ["Ann"]),
        (3, [None, "b"]),
    ]
