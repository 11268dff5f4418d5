"""How a pack or a brief was made: what was asked, of whom and when, by which rules, from which extracts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.folders import every
from csgraph.governance.plain_text import plain
from csgraph.maps.model import Table
from csgraph.maps.words import coded, short_day
from csgraph.questions import all_questions

if TYPE_CHECKING:
    from csgraph.maps.parts import Part
    from csgraph.store import Store

LONG = 600
LIMITS = ("Boundary", "Period", "Order", "Clocks", "Compared")
"""How sentences begin that say what was looked at."""


@dataclass(frozen=True)
class Methods:
    """How it was made.

    Attributes:
        tables: what was asked, what the extracts cover, and which rules answered it.
        limits: of whom and of which days each answer is.
        caveats: whatever else a reader must know first.
    """

    tables: tuple[Table, ...]
    limits: tuple[str, ...]
    caveats: tuple[str, ...]


def methods_of(store: Store, as_of: date, parts: Sequence[Part], caveats: Sequence[str]) -> Methods:
    """How an answer of several parts was made.

    Args:
        store: the store as it may be shown.
        as_of: the day.
        parts: the sections.
        caveats: every caveat, each with or without the name of its question before it.
    """
    told = [plain(one, LONG) for one in dict.fromkeys(caveats)]
    limits = [one for one in told if one.startswith(LIMITS) or one.partition(": ")[2].startswith(LIMITS)]
    tables = (_asked(parts), _extracts(store.read("sources"), as_of), _rules())
    return Methods(
        tuple(table for table in tables if table.rows), tuple(limits), tuple(one for one in told if one not in limits)
    )


def _asked(parts: Sequence[Part]) -> Table:
    known = all_questions()
    rows = tuple(
        (
            plain(part.title, LONG),
            known[part.question].title,
            f"csgraph ask {part.question}",
            known[part.question].about,
        )
        for part in parts
        if part.question in known
    )
    return Table("What was asked", ("Section", "Question", "To ask it alone", "What it tells, and what not"), rows)


def _rules() -> Table:
    """Where each file's rules were published: each source once, and whether whoever wrote the rule read it."""
    found = []
    for stem, path in every("rules", "*.toml").items():
        sources = sorted(set(_sourced(tomllib.loads(path.read_text(encoding="utf-8")))))
        found += [
            (stem.replace("_", " "), plain(source, LONG), *_trust(basis, read)) for source, basis, read in sources
        ]
    columns = ("Rules", "Where they come from", "Basis", "Source read")
    return Table("Rules that the answers rest on", columns, tuple(found))


def _trust(basis: str, read: bool) -> tuple[str, str]:
    words = {"S": "statutory or national guidance", "L": "local or good practice"}.get(basis, "")
    return words, "yes" if read else "no: check it before a report rests on it"


def _sourced(read: Any) -> Iterator[tuple[str, str, bool]]:
    """The source, the basis and whether the source was read, of every rule in a parsed file."""
    if isinstance(read, list):
        for one in read:
            yield from _sourced(one)
    elif isinstance(read, dict):
        if isinstance(read.get("source"), str) and isinstance(read.get("verified"), bool):
            yield read["source"], str(read.get("basis", "")), read["verified"]
        for one in read.values():
            yield from _sourced(one)


def _extracts(batches: pd.DataFrame, as_of: date) -> Table:
    """What each loaded extract covers; one that ends before the day cannot tell of it."""
    rows = [
        (
            plain(one["source"]),
            coded("agency", one["recorded_by"]),
            _day(one["extracted_on"]),
            f"{_day(one['period_start'])} to {_day(one['period_end'])}",
            "yes" if one["period_end"] >= pd.Timestamp(as_of) else "no",
            plain(one["who"], LONG),
        )
        for one in batches.sort_values(["source", "extracted_on"], kind="stable").to_dict("records")
    ]
    columns = ("Extract", "Agency", "Extracted on", "Covers", "To the day", "Whom or what it is of")
    return Table("What the loaded extracts cover", columns, tuple(rows))


def _day(value: Any) -> str:
    return "" if pd.isna(value) else short_day(value.date())
