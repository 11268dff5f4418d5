"""Charts of counts: bars and lines whose values are printed, told apart by pattern, with a table that says the same.

A chart draws what a table already tells and works nothing out: a cell that was suppressed stays suppressed, and has
neither bar nor point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from csgraph.governance.plain_text import plain
from csgraph.maps.layout import text_width, wrapped
from csgraph.maps.model import Table

Kind = Literal["bars", "line"]
PATTERNS = 6
"""Patterns that visualisations/charts.svg.jinja knows; more series than that are not drawn."""
WIDTH, LABELS, ENDS, TOP = 720.0, 230.0, 90.0, 8.0
"""Width of a chart, of the labels to its left and of what is printed to its right, and the room above it."""
BAR, GAP, SIZE = 22.0, 10.0, 13.0
TALL = 180.0
"""Height of the field of a line."""
LEADING = re.compile(r"\d+")


@dataclass(frozen=True)
class Words:
    """A line of text of a chart."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A rectangle of a chart, drawn in one of the patterns."""

    x: float
    y: float
    width: float
    height: float
    pattern: int


@dataclass(frozen=True)
class Chart:
    """A chart, laid out.

    Attributes:
        title: what it is called.
        told: the same in a sentence, for those who cannot see it.
        table: the same in rows.
        height: of the drawing; its width is `WIDTH`.
        blocks: bars, and the samples of the key.
        words: labels, values and the words of the key.
        paths: the points of each unbroken piece of a line.
        points: the points of a line.
        guides: from and to of the lines to measure by.
    """

    title: str
    told: str
    table: Table
    height: float
    blocks: tuple[Block, ...] = ()
    words: tuple[Words, ...] = ()
    paths: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    guides: tuple[tuple[float, float, float, float], ...] = ()
    width: float = WIDTH


def number(cell: str) -> int | None:
    """The count that a cell tells, such as 20 of "20 (40%)"; None where it tells none."""
    found = LEADING.match(cell)
    return int(found.group()) if found else None


def bars(title: str, rows: pd.DataFrame, ends: str = "") -> Chart | None:
    """Bars lying side by side, a line a row; several columns are stacked, each in a pattern of its own.

    Args:
        title: what the chart is called.
        rows: cells of text; the first column labels the lines, the others are counts.
        ends: the column that is printed at the end of each line, and not drawn; empty to print the counts' sum.

    Returns:
        The chart; None where there is nothing to draw.
    """
    table = _table(title, rows)
    series = [name for name in table.columns[1:] if name != ends]
    columns = [table.columns.index(name) for name in series]
    counts = [[number(row[at]) or 0 for at in columns] for row in table.rows]
    most = max((sum(row) for row in counts), default=0)
    if not most or len(series) > PATTERNS:
        return None
    blocks, words, y = _key(series)
    scale = (WIDTH - LABELS - ENDS) / most
    for row, line in zip(table.rows, counts, strict=True):
        y += GAP
        end = row[table.columns.index(ends)] if ends else row[columns[0]] if len(columns) == 1 else str(sum(line))
        words += _label(row[0], y)
        more, said = _bar(line, [row[at] for at in columns], y, scale)
        blocks += more
        words += [*said, Words(end, LABELS + sum(line) * scale + 6, y + BAR - 6, bold=True)]
        y += BAR
    return Chart(title, _told(table), table, y + GAP, tuple(blocks), tuple(words))


def line(title: str, rows: pd.DataFrame) -> Chart | None:
    """A line through the counts of one column, with every value printed; where one was suppressed the line is broken.

    Args:
        title: what the chart is called.
        rows: cells of text; the first column labels the points, the second holds their counts.

    Returns:
        The chart; None where there is nothing to draw.
    """
    table = _table(title, rows)
    counts = [number(row[1]) for row in table.rows]
    most = max((count for count in counts if count is not None), default=0)
    if not most:
        return None
    left, step = 40.0, (WIDTH - 80.0) / max(1, len(counts) - 1)
    floor = TOP + 20 + TALL
    at = [(left + place * step, None if n is None else floor - TALL * n / most) for place, n in enumerate(counts)]
    words, height = [], floor + 24.0
    for (x, y), row in zip(at, table.rows, strict=True):
        words.append(
            Words(row[1] if y is not None else "–", x, (floor if y is None else y) - 9, "middle", y is not None)
        )
        labels = wrapped(row[0], 9)
        words += [Words(text, x, floor + 20 + 15 * place, "middle") for place, text in enumerate(labels)]
        height = max(height, floor + 20 + 15 * len(labels))
    points = tuple((round(x, 1), round(y, 1)) for x, y in at if y is not None)
    guide = ((left - 20, floor, WIDTH - 20, floor),)
    return Chart(title, _told(table), table, height, (), tuple(words), tuple(_pieces(at)), points, guide)


def _table(title: str, rows: pd.DataFrame) -> Table:
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows.itertuples(index=False, name=None))
    return Table(title, tuple(plain(name) for name in rows.columns), cells)


def _told(table: Table) -> str:
    """Every value in one sentence a row."""
    names = table.columns[1:]
    if len(names) == 1:
        return "; ".join(f"{row[0]}: {row[1]}" for row in table.rows)
    rows = (
        f"{row[0]}: " + ", ".join(f"{name} {cell}" for name, cell in zip(names, row[1:], strict=True))
        for row in table.rows
    )
    return "; ".join(rows)


def _key(series: Sequence[str]) -> tuple[list[Block], list[Words], float]:
    """Samples of the patterns with their words, in as many lines as it takes; nothing for one series."""
    blocks: list[Block] = []
    words: list[Words] = []
    x, y = 0.0, TOP
    for pattern, name in enumerate(series if len(series) > 1 else ()):
        width = 30 + text_width(name, SIZE) + 18
        if x and x + width > WIDTH:
            x, y = 0.0, y + 22
        blocks.append(Block(x, y, 22, 14, pattern))
        words.append(Words(name, x + 28, y + 12))
        x += width
    return blocks, words, y + 22 if blocks else y


def _label(text: str, y: float) -> list[Words]:
    """The label to the left of a bar, in two lines at most."""
    lines = wrapped(text, 34)
    shown = [lines[0], " ".join(lines[1:])] if len(lines) > 1 else lines
    first = y + BAR - 7 - 7 * (len(shown) - 1)
    return [Words(plain(part, 38), LABELS - 10, first + 14 * place, "end") for place, part in enumerate(shown)]


def _bar(line: Sequence[int], texts: Sequence[str], y: float, scale: float) -> tuple[list[Block], list[Words]]:
    """The pieces of one bar, with their counts where they fit in and there are several."""
    blocks: list[Block] = []
    words: list[Words] = []
    x = LABELS
    for pattern, (count, text) in enumerate(zip(line, texts, strict=True)):
        width = count * scale
        if width:
            blocks.append(Block(round(x, 1), y, round(width, 1), BAR, pattern))
            said = text.partition(" ")[0]
            if len(line) > 1 and width > text_width(said, SIZE) + 12:
                words.append(Words(said, round(x + width / 2, 1), y + BAR - 6, "middle"))
        x += width
    return blocks, words


def _pieces(at: Iterable[tuple[float, float | None]]) -> list[str]:
    """The points of each piece of a line between those that are not known."""
    pieces: list[list[str]] = [[]]
    for x, y in at:
        if y is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{x:.1f},{y:.1f}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]
