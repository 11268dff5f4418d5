"""When nothing could be recorded of a child, or nothing was: days no extract covers, stretches without an entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.as_of import ages
from csgraph.network.coverage import child_schemes, children_of_batch
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

Span = tuple[date, date]
"""A first and a last day."""

NIGHT = timedelta(days=1)
COVERED: dict[str, Kind] = {
    "child": "text",
    "source": "text",
    "recorded_by": "text",
    "batch": "text",
    "start": "date",
    "end": "date",
}
"""Columns of `covered_days`."""

SILENCE: dict[str, Kind] = {"child": "text", "of": "text", "start": "date", "end": "date"}
"""Columns of a frame of silences: `of` is a source, or an agency."""


def covered_days(store: Store, children: pd.Index, as_of: date) -> pd.DataFrame:
    """The days of each child that each loaded extract covers, as `COVERED`: one row a child and batch.

    The days are missing where the batch does not cover the child. Extracts that cover no children are left out.
    """
    known = store.read("children").set_index("child")
    known = known.assign(age=ages(known["dob"], as_of))
    schemes, records = child_schemes(known.index, store.read("child_identifiers")), store.read("child_records")
    batches = store.read("batches")
    batches = batches[batches["schemes"].map(bool) & (batches["extracted_on"] <= pd.Timestamp(as_of))]
    rows = [pd.DataFrame({"child": pd.Series(dtype="str")})]
    for batch in batches.to_dict("records"):
        covers = children_of_batch(batch, known, schemes, records)
        named = {str(name): batch[name] for name in ("source", "recorded_by", "batch")}
        days = {"start": batch["period_start"], "end": batch["period_end"]}
        rows += [pd.DataFrame({"child": children[children.isin(covers)]}).assign(**named, **days)]
        rows += [pd.DataFrame({"child": children[~children.isin(covers)]}).assign(**named)]
    return frame(COVERED, pd.concat(rows, ignore_index=True))


def not_covered(covered: pd.DataFrame, first: pd.Series, as_of: date) -> pd.DataFrame:
    """Stretches of each child from its first day on that no batch of a source covers, as `SILENCE`.

    Args:
        covered: as `covered_days`.
        first: the first day of each child, by child.
        as_of: the last day.
    """
    begun = {child: day.date() for child, day in first.items()}
    rows = []
    for (child, source), part in covered.groupby(["child", "source"]):
        rows += [(child, source, *gap) for gap in gaps(_spans(part), (begun[child], as_of))]
    return frame(SILENCE, pd.DataFrame(rows, columns=list(SILENCE)))


def nothing_recorded(covered: pd.DataFrame, entries: pd.DataFrame, as_of: date, after_days: int) -> pd.DataFrame:
    """Stretches longer than so many days, within what an agency's extracts cover, without an entry of it; `SILENCE`.

    Args:
        covered: as `covered_days`.
        entries: child, agency and day of what was recorded.
        as_of: the last day.
        after_days: the longest stretch that is no silence.
    """
    days = {key: [day.date() for day in part.dropna()] for key, part in entries.groupby(["child", "agency"])["day"]}
    rows = []
    for (child, agency), part in covered.groupby(["child", "recorded_by"]):
        told = [(day, day) for day in days.get((child, agency), [])]
        for first, last in joined(_spans(part)):
            quiet = gaps(told, (first, min(last, as_of)))
            rows += [(child, agency, *gap) for gap in quiet if (gap[1] - gap[0] + NIGHT).days > after_days]
    return frame(SILENCE, pd.DataFrame(rows, columns=list(SILENCE)))


def _spans(covered: pd.DataFrame) -> list[Span]:
    whole = covered.dropna(subset=["start", "end"])
    return [(start.date(), end.date()) for start, end in zip(whole["start"], whole["end"], strict=True)]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + NIGHT:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def gaps(spans: Iterable[Span], within: Span) -> list[Span]:
    """The stretches of `within` that lie in none of the spans."""
    found: list[Span] = []
    free, end = within
    for first, last in joined(spans):
        if first > free and free <= end:
            found.append((free, min(first - NIGHT, end)))
        free = max(free, last + NIGHT)
    return [*found, (free, end)] if free <= end else found
