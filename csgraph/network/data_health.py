"""What the loaded extracts leave out: what they cover, who is in one of them alone, dates, reliability, properties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.coverage import child_schemes
from csgraph.network.disagreements import disagreements
from csgraph.network.involvement import holds, superseded

if TYPE_CHECKING:
    from csgraph.store import Store

SCHEMES_OF_ONE = 1


@dataclass(frozen=True)
class DataHealth:
    """The health of a store's data on a day.

    Attributes:
        sources: one row a source: source, recorded_by, newest (the last day of its newest extract; missing where none
            names one), days_old, kinds, roles (lists), batches, rows_read, rows_rejected, children, label (citation).
        unmatched: child and source, one row each, of children whom one agency alone knows, by one identifier.
        superseded: cypher/involvements.cypher, those links that a newer extract of their source no longer has.
        links: cypher/link_quality.cypher.
        gaps: cypher/record_gaps.cypher.
        conflicts: as `csgraph.network.disagreements.disagreements`.
        children: agencies (how many hold a child), children (how many).
    """

    sources: pd.DataFrame
    unmatched: pd.DataFrame
    superseded: pd.DataFrame
    links: pd.DataFrame
    gaps: pd.DataFrame
    conflicts: pd.DataFrame
    children: pd.DataFrame


def data_health(store: Store, as_of: date, children: frozenset[str] | None = None) -> DataHealth:
    """What is there and what is not, of every source that describes one of the children; None for all.

    Extracts after the day are left out of what is told of sources and conflicts, not of what their records lack.
    """
    records, batches = store.read("child_records"), store.read("batches")
    known = records if children is None else records[records["child"].isin(children)]
    sources = _sources(batches, store.read("loaded_batches"), known, as_of)
    if children is not None:
        sources = sources[sources["children"] > 0].reset_index(drop=True)
    every = store.read("matching_records")
    statements = every[(every["label"] == "Child") & ~(every["extracted_on"] > pd.Timestamp(as_of))]
    statements = statements.rename(columns={"node": "child"})
    asked = statements if children is None else statements[statements["child"].isin(children)]
    involvements = store.read("involvements", since=days_before(as_of, 0), as_of=as_of)
    newer = superseded(involvements, batches, records, as_of)
    return DataHealth(
        sources,
        _unmatched(known, store.read("child_identifiers")),
        involvements[newer.notna() & holds(involvements, as_of)].reset_index(drop=True),
        store.read("link_quality", as_of=as_of),
        store.read("record_gaps", as_of=as_of),
        disagreements(asked),
        _held_by(known),
    )


def _sources(batches: pd.DataFrame, loaded: pd.DataFrame, records: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row a source, by its extracts that were made by the day."""
    told = batches.merge(loaded[["batch", "rows_read", "rows_rejected"]], on="batch", how="left")
    told = told[told["extracted_on"].isna() | (told["extracted_on"] <= pd.Timestamp(as_of))]
    # A batch that a person's decisions made is no extract of an agency.
    told = told[told["source"] != "decisions"].sort_values(["source", "period_end", "batch"], na_position="first")
    by = told.groupby("source")
    last = told.drop_duplicates("source", keep="last").set_index("source")
    table = last[["recorded_by", "kinds", "roles"]].assign(
        newest=by["period_end"].max(),
        batches=by.size(),
        rows_read=by["rows_read"].sum(),
        rows_rejected=by["rows_rejected"].sum(),
        children=records.groupby("source")["child"].nunique().reindex(last.index),
        label=last.index + " (" + last["batch"] + ")",
    )
    days = (pd.Timestamp(as_of) - table["newest"]).dt.days
    table = table.assign(children=table["children"].fillna(0).astype("int64"), days_old=days.clip(lower=0))
    return table.reset_index()


def _unmatched(records: pd.DataFrame, identifiers: pd.DataFrame) -> pd.DataFrame:
    """Children whom records of one agency alone describe, by one kind of identifier: child, source.

    They may be known to others by an identifier that nothing joins, or to nobody else: that cannot be told apart.
    """
    described = records.groupby("child")["recorded_by"].nunique()
    schemes = child_schemes(pd.Index(described.index), identifiers).groupby("child").size()
    alone = described.index[(described <= SCHEMES_OF_ONE) & (schemes.reindex(described.index) <= SCHEMES_OF_ONE)]
    rows = records.loc[records["child"].isin(alone), ["child", "source"]].drop_duplicates()
    return rows.sort_values(["source", "child"], ignore_index=True)


def _held_by(records: pd.DataFrame) -> pd.DataFrame:
    """How many children so many agencies hold."""
    each = records.dropna(subset="recorded_by").groupby("child")["recorded_by"].nunique()
    counts = each.value_counts().sort_index()
    return pd.DataFrame({"agencies": counts.index.to_numpy(dtype="int64"), "children": counts.to_numpy()})


def source_states(sources: pd.DataFrame, stale_after: int) -> pd.Series:
    """covered, stale or no_period, for each source of `DataHealth.sources`."""
    none, old = sources["newest"].isna(), sources["days_old"] > stale_after
    states = np.select([none.to_numpy(dtype=bool), old.to_numpy(dtype=bool)], ["no_period", "stale"], "covered")
    return pd.Series(states, index=sources.index, dtype="str")
