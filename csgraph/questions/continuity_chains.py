"""What is told of each child and role whose workers changed: the last worker, how many there were, and each change."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.network.tenures import OF
from csgraph.questions.continuity_states import Known


def chains(known: Known) -> pd.DataFrame:
    """What is told of each child and role: the last worker, how many, how often they changed, and each change."""
    recent = known.times[known.times["until"] > known.since]
    ordered = recent.sort_values([*OF, "until", "begin", "person"])
    by = ordered.groupby(OF)
    last = by[["worker", "worker_name", "phone", "email", "team", "until"]].last()
    counted = last.assign(
        workers=by["person"].nunique(),
        changes=known.changes.groupby(OF).size().reindex(last.index).fillna(0),
        sources=by["sources"].agg(distinct),
        steps=_steps(known.changes).reindex(last.index),
    )
    return counted.reset_index()


def _steps(changes: pd.DataFrame) -> pd.Series:
    """Each change in words, by child and role."""
    labels = code_list("worker_change").codes
    reason = changes["change_reason_before"].map(labels).astype("str").fillna("no reason recorded")
    both = changes["shared"].map(lambda days: f"{days} days together" if days != 1 else "1 day together")
    said = [
        f"{day:%Y-%m-%d}: {new} took over from {old}, who is recorded until {until:%Y-%m-%d}; {why}; {days}"
        for day, new, old, until, why, days in zip(
            changes["begin"],
            named(changes, ""),
            named(changes, "_before"),
            changes["until_before"],
            reason,
            both,
            strict=True,
        )
    ]
    return changes[OF].assign(step=said).groupby(OF)["step"].agg(list)


def named(rows: pd.DataFrame, suffix: str) -> pd.Series:
    """Name and team of a worker: of the row, or with suffix `_before` of whoever went before."""
    team = rows[f"team{suffix}"]
    named = rows[f"worker_name{suffix}"].fillna(rows[f"worker{suffix}"])
    return named.fillna("the last worker") + (" (" + team + ")").where(team.notna(), "")
