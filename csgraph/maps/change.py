"""The map of change: the same children and places on two days side by side, and which findings came and went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.maps.change_drawn import Side, earlier_side, frames_of, later_side, spots
from csgraph.maps.change_found import Shown, TwoDays, changed_findings, shown, two_days
from csgraph.maps.change_tables import findings_table, ties_tables
from csgraph.maps.layout import placed
from csgraph.maps.model import Drawing, Map, MapMeta, MapModel, MapNode, record_of
from csgraph.maps.records import Describer, describer
from csgraph.maps.settings import settings
from csgraph.maps.tables import records_table
from csgraph.maps.words import written_day

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store import Store

NAME = "change"


@dataclass(frozen=True)
class Compared:
    """What a map of two days is made of.

    Attributes:
        since: the earlier day.
        why: which day that is, in words.
        days: the ties of both days.
        shown: who is drawn.
        findings: what has changed in the answers to questions on them.
    """

    since: date
    why: str
    days: TwoDays
    shown: Shown
    findings: pd.DataFrame


def draw(store: Store, drawing: Drawing) -> MapModel:
    """What has changed for the drawing's children, or for the groups of which ties changed.

    Raises:
        CsgraphError: the day to compare with is not before the day.
    """
    used = settings(NAME)
    since, why = earlier_day(store, drawing)
    days = two_days(store, since, drawing.as_of)
    children = drawing.children if drawing.child is None else frozenset({drawing.child})
    kept = shown(days, children, drawing.records or used.records, int(used.rest["places"]))
    of = children if children is not None else frozenset(id_ for id_ in kept.ids() if _is_child(days, id_))
    found = changed_findings(store, used.rest["compared"], of, since, drawing.as_of)
    _named_too(store, days, found)
    return change_map(Compared(since, why, days, kept, found), drawing, store.read("child_names"))


def earlier_day(store: Store, drawing: Drawing) -> tuple[date, str]:
    """The day to compare with, and which that is: the one named, the panel's last meeting, or three months before.

    Raises:
        CsgraphError: the day named is not before the day.
    """
    from csgraph.maps.pack import last_meeting
    from csgraph.network.as_of import days_before
    from csgraph.questions.changes import changes_rules

    if drawing.since is not None:
        if drawing.since >= drawing.as_of:
            raise CsgraphError(
                f"The day to compare with, {drawing.since}, is not before the day shown, {drawing.as_of}.",
                "Name an earlier --since.",
            )
        return drawing.since, "the day asked for"
    last = last_meeting(store, drawing.as_of)
    if last is not None:
        return last, "the panel's last meeting on record"
    number = changes_rules().days
    return days_before(drawing.as_of, number), f"{number} days before, for no meeting of the panel is on record"


def change_map(found: Compared, drawing: Drawing, children: pd.DataFrame | None = None) -> MapModel:
    """The map of two days.

    Args:
        found: the ties and findings of both.
        drawing: what was asked.
        children: id, forename and surname of every child of the store; see `describer`.
    """
    view = describer(found.days.graph, settings(NAME), drawing, children)
    changes = _as_shared(found.findings, drawing)
    sides = (
        earlier_side(found.days, found.shown, view),
        later_side(found.days, found.shown, view, _resolved(changes)),
    )
    captions = [
        _caption(name, part, found.days) for name, part in zip(found.shown.captions, found.shown.parts, strict=True)
    ]
    places, frames = spots(found.shown, found.days, sides, captions)
    heads = (f"On {written_day(found.since)}", f"On {written_day(drawing.as_of)}")
    regions, shift = frames_of(frames, captions, heads)
    nodes = _at_places(sides, places, shift)
    later = tuple(node for node in nodes if record_of(node.id) == node.id)
    return MapModel(
        NAME,
        _meta(view, found, changes),
        nodes,
        tuple(edge for side in sides for edge in side.edges),
        regions=tuple(regions),
        tables=(
            findings_table(changes, view),
            *ties_tables(later, (*sides[1].edges, *sides[1].across)),
            records_table(later, f"Everything on the map, {heads[1][0].lower()}{heads[1][1:]}"),
        ),
        listed=tuple(sorted(_subjects(changes) - found.shown.ids())),
    )


def _at_places(
    sides: tuple[Side, Side], places: Mapping[str, tuple[float, float]], shift: float
) -> tuple[MapNode, ...]:
    """The records of both sides: the same spot on each."""
    later = {id_: (round(x, 1), round(y, 1)) for id_, (x, y) in places.items()}
    earlier = {node.id: later[record_of(node.id)] for node in sides[0].nodes}
    moved = {id_: (x - round(shift, 1), y) for id_, (x, y) in earlier.items()}
    return (*placed(sides[0].nodes, moved), *placed(sides[1].nodes, later))


def _caption(name: str, part: Sequence[str], days: TwoDays) -> str:
    """What a part is called, with how many of its ties changed."""
    touching = [state for pair, state in days.states().items() if set(part).intersection(pair)]
    told = f"{touching.count('new')} ties new, {touching.count('gone')} ended or grown old"
    return f"{name}: {told}" if name else ""


def _is_child(days: TwoDays, id_: str) -> bool:
    return bool(days.graph.nodes[id_]["label"] == "Child")


def _named_too(store: Store, days: TwoDays, found: pd.DataFrame) -> None:
    """Adds to the network whoever a finding is about and no tie is, so that the tables can name them."""
    known = store.read("child_homes").set_index("child")
    for child in sorted(_subjects(found) - set(days.graph)):
        if child in known.index:
            row = known.loc[child]
            fixed = {"label": "Child", "kind": "child", "name": None}
            days.graph.add_node(child, **fixed, **{name: row[name] for name in ("forename", "surname", "dob")})


def _subjects(found: pd.DataFrame) -> set[str]:
    return set(found.loc[found["subject_label"] == "Child", "subject"])


def _as_shared(found: pd.DataFrame, drawing: Drawing) -> pd.DataFrame:
    """The findings; those on places and groups without small counts, unless people are named."""
    from csgraph.findings import Findings
    from csgraph.governance.small_counts import suppressed

    if drawing.disguise is None or drawing.identifiable:
        return found
    return suppressed(Findings("changes", drawing.as_of, found)).table


def _resolved(found: pd.DataFrame) -> dict[str, list[str]]:
    """By subject the findings that were resolved, in their own words."""
    rows = found[found["state"] == "resolved"]
    told: dict[str, list[str]] = {}
    for subject, text in zip(rows["subject"], rows["finding"], strict=True):
        told.setdefault(str(subject), []).append(str(text))
    return told


def _meta(view: Describer, found: Compared, changes: pd.DataFrame) -> MapMeta:
    """What the reader must know."""
    used, drawing, left = view.settings, view.drawing, found.shown.left_out
    kept = found.shown.ids()
    states = [state for pair, state in found.days.states().items() if kept.issuperset(pair)]
    asked = drawing.children is not None or drawing.child is not None
    counts = changes["state"].value_counts()
    return used.head(
        drawing,
        title=f"{used.title} since {written_day(found.since)}",
        boundary="the children asked about, and whoever is tied to them"
        if asked
        else "peer groups of which a tie changed",
        summary=(
            ("Compared with", f"{written_day(found.since)}: {found.why}"),
            ("Ties new", str(states.count("new"))),
            ("Ties ended or grown old", str(states.count("gone"))),
            ("Ties on both days", str(states.count("held"))),
            *((f"Findings {state}", str(counts.get(state, 0))) for state in ("new", "changed", "resolved", "ended")),
        ),
        left_out=f"{left} children with a tie that changed, to keep the map readable; name them with --child."
        if left
        else "",
    )


MAP = Map(
    NAME,
    "What has changed between two days",
    "Two days side by side: ties that are new, ended or on both, and findings that are new, resolved or ended.",
    draw,
)
