"""The charts of a pack or a brief: drawn from what its tables tell, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csgraph.governance.published import ANY, EVERYTHING, SHOWN
from csgraph.maps.charts import Chart, bars, line
from csgraph.maps.parts import Part

FEWEST = 5
"""Findings of which a chart by state tells more than their table."""
MONTHS = "Month"
"""How the heading of a column of months begins."""


def charts_of(parts: Sequence[Part], title: str = "How many findings each section has") -> tuple[Chart, ...]:
    """How much each section holds, and the findings of each by state or kind; also those that its table leaves out."""
    held = [
        (part.title, str(sum(count for _, count in part.counts))) for part in parts if part.counts and not part.line
    ]
    every = bars(title, pd.DataFrame(held, columns=["Section", "Findings"], dtype=object))
    telling = [part for part in parts if len(part.counts) > 1 and sum(count for _, count in part.counts) >= FEWEST]
    return tuple(chart for chart in (every, *map(_by_state, telling)) if chart)


def chart_of(part: Part) -> Chart | None:
    """The chart of a table of counts that were rounded and suppressed: by month a line, else bars by state."""
    columns = list(part.table.columns)
    if len(part.table.rows) < 2 and len(columns) < 4:
        return None
    rows = pd.DataFrame(part.table.rows, columns=columns, dtype=object)
    if len(rows) > 1:
        rows = rows[rows[columns[0]] != EVERYTHING]
    total = next((name for name in (SHOWN, ANY) if name in columns), "")
    ends = SHOWN if total == SHOWN and len(columns) > 2 else ""
    if columns and columns[0].startswith(MONTHS) and total and _in_a_row(rows[columns[0]].tolist()):
        return line(part.title, rows[[columns[0], total]])
    return bars(part.title, rows, ends)


def _by_state(part: Part) -> Chart | None:
    words = "by kind" if part.line else "by state"
    title = part.title if part.title.endswith(words) else f"{part.title}, {words}"
    counts = [(name, str(count)) for name, count in part.counts]
    return bars(title, pd.DataFrame(counts, columns=["State" if not part.line else "Kind", "Findings"], dtype=object))


def _in_a_row(months: Sequence[str]) -> bool:
    """Whether months follow each other without one left out: a line must not hide that."""
    try:
        found = [pd.Period(month, freq="M").ordinal for month in months]
    except ValueError:
        return False
    return len(found) > 1 and found == list(range(found[0], found[0] + len(found)))
