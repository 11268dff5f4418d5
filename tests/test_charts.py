"""Charts: what they print, what they leave out, and that nothing is told by colour alone."""

import re

import pandas as pd
import pytest

from csgraph.governance.published import SHOWN
from csgraph.maps.charts import PATTERNS, bars, line, number
from csgraph.maps.model import Table
from csgraph.maps.pack_charts import chart_of, charts_of
from csgraph.maps.parts import Part
from csgraph.maps.templates import environment
from csgraph.maps.theme import theme


def frame(*rows: tuple[str, ...], columns: tuple[str, ...] = ("State", "Findings")) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def svg(chart: object) -> str:
    return str(environment().get_template("charts.svg.jinja").module.drawn(chart, "c", theme().colours))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("cell", "expected"), [("20 (40%)", 20), ("0", 0), ("suppressed", None), ("", None)])
def test_a_cell_tells_its_count_or_none(cell: str, expected: int | None) -> None:
    assert number(cell) == expected


def test_every_value_is_printed_and_bars_are_as_long_as_their_counts() -> None:
    chart = bars("Findings", frame(("gap", "30"), ("present", "10"), ("stale", "0")))
    assert chart
    assert [block.width for block in chart.blocks] == [400.0, 133.3]
    assert [word.text for word in chart.words if word.bold] == ["30", "10", "0"]
    assert chart.told == "gap: 30; present: 10; stale: 0"
    assert chart.table.rows == (("gap", "30"), ("present", "10"), ("stale", "0"))


def test_stacked_bars_differ_in_pattern_and_print_the_shown_sum() -> None:
    north = ("North", "20 (67%)", "suppressed", "10 (33%)", "30")
    south = ("South", "suppressed", "0", "suppressed", "suppressed")
    rows = frame(north, south, columns=("Team", "met", "missed", "due", SHOWN))
    chart = bars("Clocks", rows, SHOWN)
    assert chart
    drawn = [block for block in chart.blocks if block.x > 200]
    assert [(block.pattern, round(block.width / drawn[1].width)) for block in drawn] == [(0, 2), (2, 1)]
    assert [word.text for word in chart.words if word.bold] == ["30", "suppressed"]
    assert len({block.pattern for block in chart.blocks}) == 3


def test_a_line_is_broken_where_a_count_was_suppressed() -> None:
    counts = ("10", "15", "suppressed", "20", "25", "5")
    months = frame(*((f"2026-{month:02}", count) for month, count in enumerate(counts, 1)))
    chart = line("By month", months)
    assert chart
    assert len(chart.points) == 5
    assert [len(path.split()) for path in chart.paths] == [2, 3]
    assert "–" in [word.text for word in chart.words]
    assert "suppressed" in chart.told


def test_months_that_leave_one_out_get_bars_and_no_line() -> None:
    def part(*months: str) -> Part:
        return Part("By month", "", Table("By month", ("Month", SHOWN), tuple((month, "10") for month in months)))

    joined, apart = chart_of(part("2026-01", "2026-02")), chart_of(part("2026-01", "2026-03"))
    assert joined
    assert apart
    assert (len(joined.paths), len(joined.blocks)) == (1, 0)
    assert (len(apart.paths), len(apart.blocks)) == (0, 2)


def test_nothing_is_drawn_of_nothing() -> None:
    assert bars("None", frame(("gap", "0"))) is None
    assert bars("None", frame()) is None
    assert line("None", frame(("2026-01", "suppressed"))) is None
    many = tuple(f"s{n}" for n in range(PATTERNS + 1))
    assert bars("Too many", frame(("a", *("5" for _ in many)), columns=("Team", *many))) is None
    assert charts_of([]) == ()


def test_the_picture_has_a_title_a_description_and_no_markup_of_agencies() -> None:
    hostile = '"><script>window.hurt=1</script>'
    chart = bars("Findings", frame((hostile, "5"), ("present", "10")))
    assert chart
    drawn = svg(chart)
    assert "<script" not in drawn
    assert 'role="img" aria-labelledby="c-title c-told"' in drawn
    assert re.search(r"<desc id=\"c-told\">.*present: 10</desc>", drawn)
    assert not re.search(r"\sstyle=|href=", drawn)
