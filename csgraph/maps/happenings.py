"""What a timeline shows of some children: each happening with its days, its records, and whom and where it joins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csgraph.maps.happening import Happening, codes_of, in_order, shared
from csgraph.maps.happenings_between import joined_to, missing_of, ties_of, work_of
from csgraph.maps.model import Facts
from csgraph.maps.words import coded, known
from csgraph.questions.history_words import CODES

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from csgraph.store import Store

LASTING = ("plan", "school", "placement")
"""Entries of the chronology that are drawn from their first day to their last."""
APART = ("worker", "tie")
"""Entries that the chronology tells by record, and other frames by worker and by tie."""


def happenings(store: Store, children: Collection[str], as_of: date, words: Mapping[str, str]) -> list[Happening]:
    """Everything on record of the children up to the day, in order of the day.

    Args:
        store: an open store.
        children: node ids.
        as_of: the day; nothing after it is told.
        words: short words by key, for what the code lists say at length.
    """
    from csgraph.network.chronology import chronology, merged

    entries = merged(chronology(store, children, as_of))
    found = [
        *_entries(entries, joined_to(store, children, as_of), words, _guests(store, as_of)),
        *missing_of(store, children, as_of, words),
        *ties_of(store, children, as_of, words),
        *work_of(store, children, as_of),
    ]
    return in_order(shared(found))


def _entries(
    entries: pd.DataFrame,
    around: Mapping[str, list[tuple[str, str]]],
    words: Mapping[str, str],
    guests: Mapping[str, Facts],
) -> list[Happening]:
    """Happenings of the chronology; ends of what is drawn as lasting are told by its first day."""
    kept = entries[~entries["state"].isin(APART) & (entries["kind"] != "missing")]
    kept = kept[~(kept["state"].isin(LASTING) & (kept["part"] == "end"))]
    found = [_entry(row, around, words) for row in kept.to_dict("records")]
    return [replace(one, facts=(*one.facts, *guests.get(one.node, ()))) for one in found]


def _guests(store: Store, as_of: date) -> dict[str, Facts]:
    """By meeting who came, and who was asked and did not come, where its record tells it."""
    from csgraph.network.meetings import guests

    rows = guests(store, as_of).dropna(subset="worker_name").sort_values(["meeting", "worker_name"])
    found: dict[str, Facts] = {}
    for meeting, part in rows.groupby("meeting"):
        came = part.loc[part["attended"], "worker_name"]
        others = part.loc[~part["attended"], "worker_name"]
        facts = (("Came", ", ".join(came)), ("Asked, not recorded as there", ", ".join(others)))
        found[str(meeting)] = tuple((name, value) for name, value in facts if value)
    return found


def _entry(row: Mapping[Any, Any], around: Mapping[str, list[tuple[str, str]]], words: Mapping[str, str]) -> Happening:
    state, kind = str(row["state"]), str(row["kind"]) if known(row["kind"]) else ""
    lasts = state in LASTING
    key = f"{state}.{kind}".rstrip(".")
    said = words.get(key) or words.get(state) or coded(CODES.get(state), kind)
    ended = state in ("place", "group") and row["part"] == "end"
    child = str(row["child"])
    others = [(one, how) for one, how in around.get(str(row["node"]), ()) if one != child]
    if state == "place":
        others.append((str(row["node"]), coded("place_tie", kind)))
    return Happening(
        key,
        f"{row['node']}+end" if ended else str(row["node"]),
        f"{said}, ended" if ended else said,
        row["day"].date(),
        row["until"].date() if lasts and known(row["until"]) else None,
        lasts,
        (child,),
        tuple(others),
        codes_of(row["agency"]),
        tuple(row["told"]),
        tuple(row["cited"]),
        _facts(state, kind, row),
    )


def _facts(state: str, kind: str, row: Mapping[Any, Any]) -> Facts:
    """The code in full, and what became of it. Which part a child had in an event is left out: it would show blame."""
    long = coded(CODES[state], kind) if kind and state in CODES else ""
    became = str(row["part"]).capitalize() if state in ("assessment", "action", "meeting") else ""
    facts = (("What it is", long), ("Recorded as", became))
    return tuple((name, value) for name, value in facts if value)
