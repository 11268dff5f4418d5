"""Everything that was recorded of some children, in order of the day, each entry with the records that tell it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

ENTRY: dict[str, Kind] = {
    "child": "text",
    "state": "text",
    "day": "date",
    "until": "date",
    "agency": "text",
    "kind": "text",
    "part": "text",
    "node": "text",
    "detail": "text",
    "source": "text",
    "told": "text",
    "cited": "text",
}
"""Columns of `chronology`: `state` is the kind of entry, `kind` a code, `node` what it is with."""

LASTING = ("plan", "worker", "school", "placement", "place", "group", "tie")
"""Entries that begin on one day and may end on another: each end is an entry of its own."""

OWN_KIND = ("contact", "account", "engagement")
"""Kinds of event that are kinds of entry of their own."""


def chronology(store: Store, children: Collection[str], as_of: date) -> pd.DataFrame:
    """Every entry of the children known on the day, none of them after it.

    Returns:
        One row an entry and record, as `ENTRY`, in order of child and day.
    """
    plans = store.read("history_plans", as_of=as_of).rename(columns={"plan": "node"}).assign(what="plan")
    spans = pd.concat([plans, store.read("history_spans", as_of=as_of)], ignore_index=True)
    parts = [
        _events(store.read("event_children", as_of=as_of)),
        _assessments(store.read("assessments", as_of=as_of)),
        store.read("history_records", as_of=as_of).rename(columns={"what": "state"}),
        *_ends_of(spans.rename(columns={"what": "state"})),
    ]
    rows = pd.concat([_entries(part, children, as_of) for part in parts], ignore_index=True)
    return rows.sort_values(["child", "day", "state", "kind", "part", "node", "cited"], ignore_index=True)


def _events(rows: pd.DataFrame) -> pd.DataFrame:
    state = rows["event_kind"].where(rows["event_kind"].isin(OWN_KIND), "event")
    dated = {"day": rows["start"].dt.normalize().fillna(rows["recorded_on"]), "until": rows["end"].dt.normalize()}
    return rows.assign(state=state, kind=rows["event_kind"], part=rows["role"], node=rows["event"], **dated)


def _assessments(rows: pd.DataFrame) -> pd.DataFrame:
    day = rows["completed_on"].fillna(rows["start"])
    part = rows["completed_on"].isna().map({True: "begun", False: "completed"})
    return rows.assign(state="assessment", day=day, until=day, part=part, node=rows["assessment"], detail=rows["tool"])


def _ends_of(spans: pd.DataFrame) -> list[pd.DataFrame]:
    """The begin of each lasting entry, with its end, and the end of each that has ended."""
    ended = spans[spans["end"].notna()]
    return [
        spans.assign(day=spans["start"], until=spans["end"], part="start"),
        ended.assign(day=ended["end"], until=ended["end"], part="end"),
    ]


def _entries(rows: pd.DataFrame, children: Collection[str], as_of: date) -> pd.DataFrame:
    """Rows of one sort as entries: those of the children, up to the day."""
    day = pd.Timestamp(as_of)
    mine = rows[rows["child"].isin(children) & (rows["day"] <= day)]
    told = mine.assign(
        until=mine["until"].where(mine["until"] <= day),
        agency=mine["recorded_by"],
        told=mine["reliability"],
        cited=citations(mine),
    )
    return frame(ENTRY, told)


def merged(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries that several extracts of one agency tell alike, as one with all its records.

    Two entries of one extract are never made one: the second of a day in one goes with the second in the other.

    Returns:
        The columns of `ENTRY` without source, with `cited` and `told` as lists.
    """
    alike = ["child", "state", "day", "until", "agency", "kind", "part"]
    ties = entries["state"].isin(LASTING) & (entries["state"] != "plan")
    with_node = entries["node"].where(ties, "")
    keyed = entries.assign(with_node=with_node)
    keyed["nth"] = keyed.groupby([*alike, "with_node", "source"], dropna=False).cumcount()
    groups = keyed.groupby([*alike, "with_node", "nth"], dropna=False, sort=False)
    first = groups[["node", "detail"]].first().reset_index()
    lists = groups[["cited", "told"]].agg(_different)
    rows = first.assign(cited=lists["cited"].array, told=lists["told"].array).drop(columns=["with_node", "nth"])
    return rows.sort_values(["day", "child", "state", "kind", "part", "node"], kind="stable", ignore_index=True)


def _different(texts: pd.Series) -> list[str]:
    return sorted(set(texts.dropna()))
