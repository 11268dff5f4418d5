"""The tables of a timeline: every record by itself, what no extract covers, and what is older than the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csgraph.maps.happening import Happening
from csgraph.maps.model import Table
from csgraph.maps.records import some
from csgraph.maps.tables import facts_text, without_blanks
from csgraph.maps.timeline_drawn import Drawer
from csgraph.maps.timeline_lanes import Lane
from csgraph.maps.timeline_words import UNKNOWN_START, certainty, recorded_by
from csgraph.maps.words import short_day

if TYPE_CHECKING:
    from csgraph.network.silences import Span

COLUMNS = ("Day", "Until", "What", "Of", "With", "Details", "Recorded by", "Certainty", "Sources")


def chronology_table(drawer: Drawer, found: Sequence[Happening], title: str) -> Table:
    """Every happening by itself, in order of the day."""
    rows = tuple(
        (
            "Not recorded" if one.day == UNKNOWN_START else short_day(one.day),
            short_day(one.until) if one.until else "",
            one.what,
            drawer.children(one) if drawer.several else "",
            drawer.with_whom(one),
            facts_text(one.facts),
            recorded_by(one),
            certainty(one),
            "; ".join(some(one.sources)),
        )
        for one in found
    )
    return without_blanks(Table(title, COLUMNS, rows, empty="Nothing is on record in this time."))


def uncovered_table(lanes: Sequence[Lane], gaps: Mapping[str, Sequence[Span]]) -> Table:
    """The stretches of days in which nothing could be on record."""
    rows = tuple(
        (lane.words, short_day(first), short_day(last)) for lane in lanes for first, last in gaps.get(lane.name, ())
    )
    title = "Days that no loaded extract covers"
    return Table(
        title, ("Lane", "From", "Until"), rows, empty="Loaded extracts cover every lane and day of the picture."
    )
