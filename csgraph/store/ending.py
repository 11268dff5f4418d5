"""Takes what is past its day of review out of a store: out of the graph, and out of the batches that it is made of.

A relationship goes with all its versions once the version that the graph shows is past its day: else an older one, of
which no source holds any more, would be shown in its place. A batch that lost what a role is told from says so: it
covers only the days after, so that no gap is ever told from what was taken out.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.store.difference import Difference
from csgraph.store.erasing import says_nothing
from csgraph.store.leaving import DECIDED, Leaving, leaving
from csgraph.store.protocol import Store
from csgraph.store.retention import reviewed
from csgraph.store.review_days import days_of_review, due, possible_ids
from csgraph.store.revise import revise

TELL_ROLES = ("INVOLVED_WITH", "ATTENDS", "WORKS_AT")
"""Types from which the roles are told that a batch says it can show."""
STILL_TOLD = pd.DateOffset(days=366)
"""For how long after its end a relationship may still be told of, as a predecessor is."""


@dataclass(frozen=True)
class Ending:
    """What is to be taken out, before it is.

    Attributes:
        day: what is past its day of review on this day goes.
        rows: the relationships, columns of `csgraph.store.review_days.COLUMNS`.
        leaving: the nodes that go with them.
        batches: the batches that were looked at; others came since, and stay as they are.
        changed: how many batches will say less; more than none also where a tie is of somebody to themselves, which no
            graph shows.
        shortened: by source, how many batches cover fewer days than before.
        days: the day of review of each relationship in the graph, by id.
    """

    day: pd.Timestamp
    rows: pd.DataFrame
    leaving: Leaving
    batches: frozenset[str]
    changed: int = 0
    shortened: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, pd.Timestamp] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(len(self.rows) or self.changed or self.leaving.counts)

    def people(self) -> set[str]:
        """Node ids of the people whose relationships go; for the audit log."""
        ends = (("from_label", "from_id"), ("to_label", "to_id"))
        tied = {one for label, id_ in ends for one in self.rows.loc[self.rows[label].isin(model.PEOPLE), id_]}
        return tied.union(*(self.leaving.keys.get(label, ()) for label in model.PEOPLE))


def plan_ending(store: Store, day: date) -> Ending:
    """Work out what is past its day of review on a day, and what goes with it; nothing is changed.

    Raises:
        StoreError: the store cannot be read, or a kept batch is damaged.
    """
    batches = [store.kept_batch(batch) for batch in store.kept()]
    links = Ending(
        day=pd.Timestamp(day),
        rows=due(store, day),
        leaving=Leaving(),
        batches=frozenset(batch.id for batch in batches),
        days=days_of_review(store),
    )
    after = [ended(batch, links) or batch for batch in batches]
    changed = sum(other is not one for one, other in zip(batches, after, strict=True))
    shortened: dict[str, int] = {}
    for one, other in zip(batches, after, strict=True):
        source = str(one.ledger["source"])
        shortened[source] = shortened.get(source, 0) + (one.ledger["period_start"] != other.ledger["period_start"])
    counts = {source: count for source, count in sorted(shortened.items()) if count}
    return replace(links, leaving=leaving(batches, after, links.day), changed=changed, shortened=counts)


def end(store: Store, ending: Ending) -> Difference:
    """Take out what was planned, in one transaction; every batch stays known, so none is imported a second time.

    Raises:
        StoreError: nothing was written, and why.
    """
    return revise(store, lambda batch: ended(batch, ending))


def ended(batch: Batch, ending: Ending) -> Batch | None:
    """What a batch says without what goes: the very same one where nothing of it does, None for an empty decision."""
    if batch.id not in ending.batches:
        return batch
    days = {joint: _days(batch, joint, rows, ending) for joint, rows in reviewed(batch).links.items()}
    past = {joint: rows < ending.day for joint, rows in days.items()}
    links = {joint: _only(rows, ~past[joint]) for joint, rows in batch.links.items()}
    keys = ending.leaving.keys
    nodes = {label: _only(rows, ~rows["key"].isin(keys.get(label, ()))) for label, rows in batch.nodes.items()}
    same, apart = (_only(rows, _not_among(rows, ending.leaving.equations)) for rows in (batch.same, batch.apart))
    left = replace(
        batch,
        ledger=_covering(batch, past, days),
        nodes={label: rows for label, rows in nodes.items() if len(rows)},
        links={joint: rows for joint, rows in links.items() if len(rows)},
        same=same,
        apart=apart,
    )
    if _size(left) == _size(batch):
        return batch
    return None if batch.ledger["source"] == DECIDED and says_nothing(left) else left


def _days(batch: Batch, joint: Joint, rows: pd.DataFrame, ending: Ending) -> pd.Series:
    """The day that counts for each row: the graph's, or its own where its two ends are one and the graph has none."""
    days = rows["review_by"]
    for ids in possible_ids(joint, rows, str(batch.ledger["source"])):
        shown = pd.Series([ending.days.get(one) for one in ids], index=rows.index, dtype=days.dtype)
        known = pd.Series([one in ending.days for one in ids], index=rows.index, dtype=bool)
        days = shown.where(known, days)
    return days


def _only(rows: pd.DataFrame, stays: pd.Series) -> pd.DataFrame:
    return rows if stays.all() else rows[stays].reset_index(drop=True)


def _not_among(rows: pd.DataFrame, gone: AbstractSet[tuple[str, str, str]]) -> pd.Series:
    named = zip(rows["label"], rows["key"], rows["other"], strict=True)
    return pd.Series([one not in gone for one in named], index=rows.index, dtype=bool)


def _covering(batch: Batch, past: Mapping[Joint, pd.Series], days: Mapping[Joint, pd.Series]) -> dict[str, object]:
    """The batch's ledger, its first day covered after the last on which what goes could have told of a role."""
    first = cast("date | None", batch.ledger["period_start"])
    told = [
        _told_until(batch.links[joint][gone], days[joint][gone])
        for joint, gone in past.items()
        if joint[0] in TELL_ROLES and gone.any()
    ]
    last = max((one.max() for one in told), default=pd.NaT)
    if first is None or pd.isna(last) or last.date() < first:
        return batch.ledger
    return {**batch.ledger, "period_start": (last + pd.DateOffset(days=1)).date()}


def _told_until(rows: pd.DataFrame, days: pd.Series) -> pd.Series:
    """The last day on which each row could have been told of."""
    ended_on = rows["end"] + STILL_TOLD
    return days.where(~(ended_on < days), ended_on)


def _size(batch: Batch) -> int:
    return sum(map(len, (*batch.nodes.values(), *batch.links.values(), batch.same, batch.apart)))
