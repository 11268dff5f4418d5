"""Where the records of a timeline stand: days to the right, lanes downwards, in rows so that none overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from csgraph.maps.layout import Box, Places, box_of
from csgraph.maps.model import Caption, MapNode, Region
from csgraph.maps.words import MONTHS

GAP = 8.0
PAD = 12.0
TITLES = 330.0
"""Room to the left of the first day, for what lanes and rows are called."""
EMPTY = 42.0
"""Height of a lane in which nothing stands."""
UNDER_TITLE = 14.0
"""Room for a lane's title where its rows have names too."""
FURTHEST = 160.0
"""How far a record without a day of its own is moved along its row before another row is begun."""


@dataclass(frozen=True)
class Scale:
    """Days as places to the right."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        """Where a day lies; days outside lie at the edges."""
        whole = max((self.last - self.first).days, 1)
        return self.width * min(max((day - self.first).days, 0), whole) / whole

    def months(self) -> list[date]:
        """The first day, and the first of each month after it."""
        found = [self.first]
        while (following := _next_month(found[-1])) <= self.last:
            found.append(following)
        return found


@dataclass(frozen=True)
class Item:
    """Records that stand in one row together: one, or both ends of what lasted.

    Attributes:
        nodes: the records.
        xs: where each stands.
        row: what its row is called, where rows have names; items of one name share rows.
        moves: whether it may be moved along its row.
    """

    nodes: tuple[MapNode, ...]
    xs: tuple[float, ...]
    row: str = ""
    moves: bool = False

    def reach(self) -> tuple[float, float]:
        """Its left and right."""
        boxes = [box_of(node) for node in self.nodes]
        both = list(zip(self.xs, boxes, strict=True))
        return min(x - box.half for x, box in both), max(x + box.half for x, box in both)


@dataclass
class Row:
    """A row while it is filled: its name, what stands in it, and which parts of it are taken."""

    name: str
    items: list[Item] = field(default_factory=list)
    taken: list[tuple[float, float]] = field(default_factory=list)

    def needs(self, item: Item) -> float:
        """How far an item must be moved to the right to find room; none where it stands free."""
        left, right = item.reach()
        if all(right + GAP <= begin or end + GAP <= left for begin, end in self.taken):
            return 0.0
        return max(end for _, end in self.taken) + GAP - left

    def add(self, item: Item, by: float = 0.0) -> None:
        """Add an item, moved to the right."""
        left, right = item.reach()
        self.items.append(Item(item.nodes, tuple(x + by for x in item.xs), item.row))
        self.taken.append((left + by, right + by))


@dataclass(frozen=True)
class LaneLaid:
    """A lane at its place: records, names of rows, top and height."""

    places: Places
    rows: tuple[tuple[str, float], ...]
    top: float
    height: float


def rows_of(items: Sequence[Item]) -> list[Row]:
    """Items in as few rows as they need, in their order; named rows stay together."""
    rows: list[Row] = []
    for item in items:
        same = [row for row in rows if row.name == item.row]
        needs = [row.needs(item) for row in same]
        least = min(needs, default=float("inf"))
        if least == 0.0 or (item.moves and least <= FURTHEST):
            same[needs.index(least)].add(item, least)
        else:
            rows.append(Row(item.row))
            rows[-1].add(item)
    return rows


def lane_at(items: Sequence[Item], top: float) -> LaneLaid:
    """A lane that begins at a height."""
    places: Places = {}
    names = []
    rows = rows_of(items)
    y = top + (PAD + UNDER_TITLE if any(row.name for row in rows) else PAD)
    for row in rows:
        boxes = [box_of(node) for item in row.items for node in item.nodes]
        y += max(box.up for box in boxes)
        places |= {node.id: (x, y) for item in row.items for node, x in zip(item.nodes, item.xs, strict=True)}
        names.append((row.name, y))
        y += max(box.down for box in boxes) + GAP / 2
    return LaneLaid(places, tuple(names), top, max(y - top, EMPTY))


def month_captions(scale: Scale, y: float) -> list[Caption]:
    """The months over their days; January and the first with the year. Months too short for their name have none."""
    starts = scale.months()
    captions: list[Caption] = []
    for start, following in pairwise([*starts, scale.last + timedelta(days=1)]):
        left, right = scale.x(start), scale.x(min(following, scale.last))
        if right - left < 40:
            continue
        year = f" {start.year}" if start.month == 1 or not captions else ""
        captions.append(Caption(f"{MONTHS[start.month - 1][:3]}{year}", round((left + right) / 2, 1), y))
    return captions


def rules(scale: Scale, tops: Sequence[float], bottom: float, titles: Sequence[str]) -> list[Region]:
    """Thin lines: one over each lane, with its title at the left, and one at the first day of each month."""
    wide = TITLES + scale.width
    named = zip((*titles, ""), (*tops, bottom), strict=True)
    across = [Region(title, -TITLES, round(top, 1), wide, 0.5) for title, top in named]
    down = [Region("", round(scale.x(day), 1), tops[0], 0.5, round(bottom - tops[0], 1)) for day in scale.months()]
    return [*down, Region("", scale.width, tops[0], 0.5, round(bottom - tops[0], 1)), *across]


def short_span(scale: Scale, start: date, end: date, boxes: tuple[Box, Box]) -> bool:
    """Whether the two ends of what lasted would lie on each other."""
    return scale.x(end) - scale.x(start) < boxes[0].half + boxes[1].half + GAP


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
