"""A batch: what one import of one extract asserts, as frames. Importing makes it, a store upserts it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from csgraph import model
from csgraph.frames import frame, kinds
from csgraph.schema import Kind

STATED: dict[str, Kind] = {
    "key": "text",
    "record": "text",
    "row": "whole",
    "table": "text",
    "file": "text",
    "recorded_by": "text",
    "reliability": "text",
    "recorded_on": "date",
}
"""Columns of every node frame beside the label's own properties."""

JOINED: dict[str, Kind] = {
    "label": "text",
    "key": "text",
    "other": "text",
    **{k: v for k, v in STATED.items() if k not in ("key", "table")},
}
"""Columns of the frame of identifiers that a record equates."""

Joint = tuple[str, str, str]
"""A relationship type with its from and to labels."""


@dataclass(frozen=True)
class Period:
    """What days an extract speaks of.

    Attributes:
        extracted_on: the day of the extract; stands in for a missing recorded_on.
        start: first day covered; None where nobody said, and then no gap can be told from it.
        end: last day covered.
        roles: roles that this extract can show, where it is less than its mapping says.
        listed_only: whether it covers only those whom it names, where that is other than its mapping says.
        who: which children it covers in words, likewise.
    """

    extracted_on: date
    start: date | None = None
    end: date | None = None
    roles: tuple[str, ...] | None = None
    listed_only: bool | None = None
    who: str | None = None


@dataclass(frozen=True)
class Batch:
    """One import.

    Attributes:
        ledger: properties of the Batch node; its `id` is a hash of files, mapping and period, so the same extract is
            the same batch.
        title: title of the source.
        nodes: asserted nodes by label, columns of `node_columns`; one row an assertion.
        links: relationships by `Joint`, columns of `link_columns`.
        same: identifiers that a record equates, columns of `JOINED`.
        apart: equations that a person declared wrong, in either direction, same columns. Such a pair joins nobody,
            whichever batch said it and whichever came first.
    """

    ledger: dict[str, object]
    title: str
    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    links: dict[Joint, pd.DataFrame] = field(default_factory=dict)
    same: pd.DataFrame = field(default_factory=lambda: frame(JOINED, {}))
    apart: pd.DataFrame = field(default_factory=lambda: frame(JOINED, {}))

    @property
    def id(self) -> str:
        """The batch's id."""
        return str(self.ledger["id"])


def node_columns(label: str) -> dict[str, Kind]:
    """Columns of a frame of asserted nodes."""
    return {**STATED, **kinds(model.NODE[label].properties)}


def link_columns(type_: str) -> dict[str, Kind]:
    """Columns of a frame of relationships, before a store has resolved their ends."""
    left_out = {"id", "batch", "history", "source"}
    return {name: kind for name, kind in kinds(model.link_properties(type_)).items() if name not in left_out}


def hashed(*parts: object) -> str:
    """A short stable hash (80 bits) of some parts; missing parts count as empty."""
    return hashlib.blake2b("\x1f".join("" if p is None else str(p) for p in parts).encode(), digest_size=10).hexdigest()


def hashed_rows(columns: Iterable[pd.Series]) -> list[str]:
    """`hashed` of each row of some columns of text."""
    return [
        hashed(*row) for row in zip(*(c.astype(object).where(c.notna(), "").tolist() for c in columns), strict=True)
    ]
