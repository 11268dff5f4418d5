"""What each context is, whether its professionals met about it, and its figures."""

from __future__ import annotations

import pandas as pd

from csgraph.findings import Asking
from csgraph.network.as_of import days_before
from csgraph.questions.meetings_needed_rules import MeetingRule


def profiles(contexts: pd.DataFrame, involved: pd.DataFrame) -> pd.DataFrame:
    """One row a context with professionals: what it is, its children, and how many work with them."""
    kept = contexts[contexts["context"].isin(involved["context"])]
    table = kept.groupby("context").agg(
        context_kind=("context_kind", "first"), context_name=("name", "first"), children=("child", "nunique")
    )
    by = involved.groupby("context")
    known = by["child"].nunique()
    agencies = by["agency"].agg(lambda codes: sorted(set(codes)))
    return table.assign(
        known=known, without_worker=table["children"] - known, professionals=by["worker"].nunique(), agencies=agencies
    ).reset_index()


def with_states(found: pd.DataFrame, met: pd.DataFrame, asking: Asking, rule: MeetingRule) -> pd.DataFrame:
    """The profiles with state, and the latest joint meeting: last_met, last_kind, last_there."""
    last = met.drop_duplicates("context", keep="last").set_index("context")
    recent = met[met["held_on"] >= pd.Timestamp(days_before(asking.as_of, rule.days))]
    best = recent.groupby("context")["reached"].max().reindex(found["context"]).fillna(0).to_numpy()
    state = pd.Series("partly_met", index=found.index).where(found["context"].isin(last.index), "never_met")
    latest = last.reindex(found["context"]).set_index(found.index)
    return found.assign(
        state=state.mask(best >= found["known"], "met_within_year"),
        last_met=latest["held_on"],
        last_kind=latest["kind"],
        last_there=latest["there"],
    )


def who_works(involved: pd.DataFrame, people: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Everybody who works in a context: how many of its children, and whether the smallest meeting has them."""
    number = involved.groupby(["context", "worker"])["child"].nunique().rename("children").reset_index()
    named = number.join(people, on="worker")
    asked = pd.MultiIndex.from_frame(named[["context", "worker"]]).isin(
        pd.MultiIndex.from_frame(invited[["context", "worker"]])
    )
    return named.assign(in_smallest_meeting=asked)


def pairs_of(involved: pd.DataFrame, attendance: pd.DataFrame) -> pd.DataFrame:
    """Pairs of professionals of each context, and those at no meeting together at all: context, pairs, apart.

    Counted by sparse matrices: a town has millions of such pairs.

    Args:
        involved: `csgraph.network.context_meetings.involved_in`.
        attendance: worker, meeting.
    """
    import numpy as np
    from scipy.sparse import csr_array

    here = involved[["context", "worker"]].drop_duplicates()
    contexts, context_ids = pd.factorize(here["context"], sort=True)
    people, worker_ids = pd.factorize(here["worker"])
    came = attendance[attendance["worker"].isin(worker_ids)].drop_duplicates()
    meetings, meeting_ids = pd.factorize(came["meeting"])
    there = pd.Index(worker_ids).get_indexer(pd.Index(came["worker"]))
    shape = len(worker_ids), max(len(meeting_ids), 1)
    sat = csr_array((np.ones(len(came)), (there, meetings)), shape=shape)
    met = sat @ sat.T
    met.setdiag(0)
    work = csr_array((np.ones(len(here)), (contexts, people)), shape=(len(context_ids), len(worker_ids)))
    together = np.asarray((work @ (met > 0).astype(float)).multiply(work).sum(axis=1)).ravel() / 2
    size = np.bincount(contexts, minlength=len(context_ids))
    pairs = size * (size - 1) // 2
    counted = pd.DataFrame({"context": context_ids, "pairs": pairs, "apart": pairs - together.round().astype("int64")})
    return counted.astype({"context": "str"})


def listed(contexts: pd.DataFrame) -> pd.DataFrame:
    """Contexts with how many children they have: context, context_kind, name, children."""
    by = contexts.groupby("context")
    return by.agg(
        context_kind=("context_kind", "first"), name=("name", "first"), children=("child", "nunique")
    ).reset_index()
