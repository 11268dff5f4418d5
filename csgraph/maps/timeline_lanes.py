"""The lanes of a timeline: what belongs into which, several of a month as one, and what no extract covers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.maps.happening import Happening

if TYPE_CHECKING:
    from csgraph.network.silences import Span
    from csgraph.store import Store

OTHERS = "others"
WORK = "work"
LEAST = (3, 2)
"""From how many of one kind in a month on they stand as one; the next where there are too many shapes still."""
COARSEST = len(LEAST)
"""The level at which all of a lane and month stand as one."""
CROWD = 3
"""From how many different ones of one day in a lane on they stand as one."""


@dataclass(frozen=True)
class Lane:
    """A lane.

    Attributes:
        name: as this package calls it.
        words: its title.
        kind: the theme's kind of its records.
        entries: the kinds of entry that belong into it.
        covered: kinds of record, as mappings state them, of which an extract must tell to cover the lane.
        above: whether words stand over the shapes.
    """

    name: str
    words: str
    kind: str = ""
    entries: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    above: bool = False


Bundle = tuple[Happening, ...]
"""What stands as one shape."""


def lanes_of(read: Iterable[Mapping[str, Any]]) -> list[Lane]:
    """The lanes of the settings."""
    return [
        Lane(
            str(one["name"]),
            str(one["words"]),
            str(one.get("kind", "")),
            tuple(one.get("entries", ())),
            tuple(one.get("covered", ())),
            bool(one.get("above", False)),
        )
        for one in read
    ]


def lane_of(key: str, lanes: Sequence[Lane]) -> str:
    """The lane that a kind of entry belongs into, by its code first; empty for none."""
    for wanted in (key, key.partition(".")[0]):
        for lane in lanes:
            if wanted in lane.entries:
                return lane.name
    return ""


def bundles(points: Iterable[Happening], level: int) -> list[Bundle]:
    """Happenings of a day, some of them together, in order.

    Args:
        points: of one lane.
        level: how many together: 0 for three and more of one kind in a month, and crowded days; 1 for two and more of
            one kind; 2 for all of a month.
    """
    least = LEAST[min(level, len(LEAST) - 1)]
    by: dict[tuple[str, int, int], list[Happening]] = {}
    for one in points:
        by.setdefault((one.what if level < len(LEAST) else "", one.day.year, one.day.month), []).append(one)
    found = [tuple(part) for part in by.values() if len(part) >= least]
    days: dict[date, list[Happening]] = {}
    for one in (one for part in by.values() if len(part) < least for one in part):
        days.setdefault(one.day, []).append(one)
    for crowd in days.values():
        found += [tuple(crowd)] if len(crowd) >= CROWD else [(one,) for one in crowd]
    return sorted(found, key=lambda part: (middle(part), part[0].key, part[0].node))


def middle(part: Bundle) -> date:
    """The day at which happenings that stand as one are drawn."""
    return date.fromordinal(round(sum(one.day.toordinal() for one in part) / len(part)))


def few_enough(
    points: Mapping[str, Sequence[Happening]], fits: Callable[[str, Sequence[Bundle]], bool], room: int
) -> dict[str, list[Bundle]]:
    """The bundles of each lane, as few together as can be read.

    Args:
        points: by lane what stands on one day.
        fits: whether the bundles of a lane are few enough for it.
        room: how many shapes there may be in all.
    """
    found: dict[str, list[Bundle]] = {}
    for least in range(COARSEST + 1):
        for name, part in points.items():
            levels = [bundles(part, level) for level in range(least, COARSEST + 1)]
            found[name] = next((made for made in levels if fits(name, made)), levels[-1])
        if sum(len(part) for part in found.values()) <= room:
            break
    return found


def workers_together(work: Iterable[Happening]) -> list[Happening]:
    """Times of work as rows of several children: each worker's time in a role once, whoever of them it was with."""
    by: dict[tuple[str, str], list[Happening]] = {}
    for one in work:
        by.setdefault((one.node, one.key), []).append(one)
    rows = []
    for part in by.values():
        ends = [one.until for one in part if one.until is not None]
        rows.append(
            Happening(
                part[0].key,
                part[0].node,
                part[0].what,
                min(one.day for one in part),
                max(ends) if len(ends) == len(part) else None,
                lasts=True,
                children=tuple(sorted({child for one in part for child in one.children})),
                agency=tuple(dict.fromkeys(code for one in part for code in one.agency)),
                sources=tuple(dict.fromkeys(text for one in part for text in one.sources)),
                facts=tuple(dict.fromkeys(fact for one in part for fact in one.facts)),
            )
        )
    return rows


def not_covered(store: Store, lanes: Sequence[Lane], children: Collection[str], within: Span) -> dict[str, list[Span]]:
    """By lane the stretches of days on which no loaded extract that could tell of it covers any of the children."""
    from csgraph.network.silences import covered_days, gaps

    days = covered_days(store, pd.Index(sorted(children), dtype="str"), within[1]).dropna(subset=["start", "end"])
    batches = store.read("batches").set_index("batch")
    kinds = days["batch"].map(batches["kinds"].to_dict())
    found = {}
    for lane in lanes:
        if lane.covered:
            tells = [not set(lane.covered).isdisjoint(of) for of in kinds]
            part = days[tells]
            spans = [(a.date(), b.date()) for a, b in zip(part["start"], part["end"], strict=True)]
            found[lane.name] = gaps(spans, within)
    return found
