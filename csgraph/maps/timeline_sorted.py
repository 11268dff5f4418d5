"""Which happenings stand in which lane of a timeline, and how many of them: no more than can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from csgraph.maps.happening import Happening
from csgraph.maps.timeline_drawn import Drawer
from csgraph.maps.timeline_lanes import WORK, Bundle, Lane, few_enough, lane_of, middle, workers_together
from csgraph.maps.timeline_layout import Item, rows_of


def lasting(
    within: Sequence[Happening], lanes: Sequence[Lane], drawer: Drawer
) -> tuple[dict[str, list[Happening]], int]:
    """What lasted, by lane, and how many of these were left out."""
    spans: dict[str, list[Happening]] = {lane.name: [] for lane in lanes}
    for one in within:
        if one.lasts and (lane := lane_of(one.key, lanes)):
            spans[lane].append(one)
    first, most, left = drawer.scale.first, int(drawer.view.settings.rest["lasting"]), 0
    for name, every in spans.items():
        if drawer.several and name == WORK:
            together = sorted(workers_together(every), key=lambda one: (-len(one.children), one.what, one.node))
            kept = together[:most]
            left += len(together) - len(kept)
        else:
            kept = _with_news(every, first, most, only=drawer.several)
            left += len(every) - len(kept)
        spans[name] = sorted(
            kept, key=lambda one: (one.what, one.day, one.node) if name == WORK else (one.day, one.node)
        )
    return spans, left


def _with_news(every: Sequence[Happening], first: date, most: int, *, only: bool) -> list[Happening]:
    """What fits: kinds of which something began or ended in these days, then those that lasted throughout.

    Args:
        every: what lasted, of one lane.
        first: the first day drawn.
        most: how many may be drawn.
        only: leave out what neither began nor ended.
    """
    news = [one for one in every if one.day >= first or one.until is not None]
    kinds = {one.what for one in news}
    kept: list[Happening] = []
    for kind in sorted({one.what for one in every}, key=lambda kind: (kind not in kinds, kind)):
        part = [one for one in (news if only else every) if one.what == kind]
        if kept and len(kept) + len(part) > most:
            break
        kept += part
    return kept[: 2 * most]


def points_of(
    within: Sequence[Happening], lanes: Sequence[Lane], spans: Mapping[str, Sequence[Happening]], drawer: Drawer
) -> dict[str, list[Bundle]]:
    """What stands on one day, by lane, few enough to be read."""
    points: dict[str, list[Happening]] = {lane.name: [] for lane in lanes}
    for one in within:
        if not one.lasts and (lane := lane_of(one.key, lanes)):
            points[lane].append(one)
    named, rest = {lane.name: lane for lane in lanes}, drawer.view.settings.rest

    def fits(name: str, parts: Sequence[Bundle]) -> bool:
        items = [Item((drawer.point(part, named[name]),), (drawer.scale.x(middle(part)),)) for part in parts]
        return len(rows_of(items)) <= int(rest["rows"])

    most = drawer.view.drawing.records or drawer.view.settings.records
    ends = 2 * sum(len(part) for part in spans.values())
    return few_enough(points, fits, most - ends - int(rest["others"]))
