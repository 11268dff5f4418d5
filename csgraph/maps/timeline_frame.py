"""The frame of a timeline: its lanes one under the other, months, titles, and grey where no extract covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csgraph.maps.model import Caption, Region
from csgraph.maps.timeline_drawn import Drawn
from csgraph.maps.timeline_lanes import WORK, Lane
from csgraph.maps.timeline_layout import TITLES, LaneLaid, Scale, lane_at, month_captions, rules

if TYPE_CHECKING:
    from csgraph.network.silences import Span

CAPTION = 15.0
"""Height of the words that name months."""


def laid_out(made: Drawn, lanes: Sequence[Lane]) -> list[LaneLaid]:
    """The lanes one under the other, each as high as what stands in it."""
    laid: list[LaneLaid] = []
    top = 0.0
    for lane in lanes:
        laid.append(lane_at(made.items[lane.name], top))
        top += laid[-1].height
    return laid


def captions_of(scale: Scale, laid: Sequence[LaneLaid], lanes: Sequence[Lane]) -> list[Caption]:
    """Months over and under the lanes; the roles of rows of work."""
    bottom = laid[-1].top + laid[-1].height
    found = [*month_captions(scale, -CAPTION), *month_captions(scale, round(bottom + CAPTION, 1))]
    for lane, at in zip(lanes, laid, strict=True):
        if lane.name == WORK:
            rows = [(name, y) for name, y in at.rows if name]
            found += [Caption(_fits(name), round(-TITLES / 2 - 45, 1), round(y, 1), quiet=True) for name, y in rows]
    return found


def _fits(words: str, longest: int = 34) -> str:
    return words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]} …"


def regions_of(
    scale: Scale, laid: Sequence[LaneLaid], lanes: Sequence[Lane], made: Drawn, gaps: Mapping[str, Sequence[Span]]
) -> list[Region]:
    """Grey where no extract covers, then the lines of lanes and months."""
    found = []
    for lane, at in zip(lanes, laid, strict=True):
        for first, last in gaps.get(lane.name, ()):
            left, right = scale.x(first), scale.x(last)
            words = "Not covered" if right - left > 110 else ""
            found.append(Region(words, round(left, 1), round(at.top, 1), round(max(right - left, 2.0), 1), at.height))
    whole = {name for name, spans in gaps.items() if list(spans) == [(scale.first, scale.last)]}
    quiet = {lane.name for lane in lanes if not made.items[lane.name]} - whole
    titles = [f"{lane.words}: none on record" if lane.name in quiet else lane.words for lane in lanes]
    bottom = laid[-1].top + laid[-1].height
    return [*found, *rules(scale, [at.top for at in laid], bottom, titles)]
