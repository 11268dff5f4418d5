"""Subjects that the panel had not taken on, like those that it had: whom a count before and after is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.questions.panel_rules import Impact
from csgraph.questions.panel_windows import DatedEvents, days_of

if TYPE_CHECKING:
    from csgraph.store import Store

NEVER = 10**6
"""Later than any day."""


def traits(store: Store) -> pd.DataFrame:
    """What must be the same of two subjects that are compared: subject, subject_label, like, dob, safe.

    `like` is the kind of a place; children are alike by age band, which depends on the day. `safe`: a place that
    somebody recorded as a safe one.
    """
    children, places = store.read("children"), store.read("places")
    names = store.read("subject_names")
    groups = names.loc[~names["id"].isin(places["place"]), "id"].drop_duplicates()
    parts = [
        pd.DataFrame({"subject": children["child"], "subject_label": "Child", "like": "", "dob": children["dob"]}),
        pd.DataFrame({"subject": places["place"], "subject_label": "Location", "like": places["kind"].fillna("")}),
        pd.DataFrame({"subject": groups, "subject_label": "Group", "like": ""}),
    ]
    safe = places.loc[places["protective"].fillna(value=False).astype(bool), "place"]
    every = pd.concat(parts, ignore_index=True).sort_values("subject", ignore_index=True)
    return every.assign(dob=pd.to_datetime(every["dob"]), safe=every["subject"].isin(safe))


def compared(
    subjects: pd.DataFrame, others: pd.DataFrame, taken: pd.DataFrame, events: DatedEvents, rules: Impact
) -> pd.DataFrame:
    """Up to so many others for each subject, whose windows are around the same day.

    Not taken on by the end of the window after; of the same age band on the day, or the same kind; with as many events
    in the window before, or nearly. The nearest come first, then the order of ids; nobody is compared with twice.

    Args:
        subjects: subject, subject_label, day, before, and like and dob as in `traits`.
        others: as `traits`, only those that may be compared with.
        taken: subject and day of all that the panel took on.
        events: the events.
        rules: windows, how many, how near, age bands.

    Returns:
        Columns subject, other, before, after: events of the other in the two windows of the subject.
    """
    on = taken.set_index("subject")["day"].reindex(others["subject"])
    others = others.assign(on=np.where(on.notna(), days_of(on.fillna(pd.Timestamp(0))), NEVER))
    used: set[str] = set()
    pairs: list[tuple[str, str, int, int]] = []
    for (_, label), now in subjects.sort_values(["day", "subject"]).groupby(["day", "subject_label"], sort=True):
        day = int(days_of(now["day"])[0])
        free = others[(others["subject_label"] == label) & (others["on"] > day + rules.after_days)]
        free = free[~free["subject"].isin(used)]
        free = free.assign(
            band=age_bands(free, now["day"].iloc[0], rules),
            before=events.counted(free["subject"], *window(day, -rules.before_days, -1, len(free))),
            after=events.counted(free["subject"], *window(day, 1, rules.after_days, len(free))),
        )
        for row in now.assign(band=age_bands(now, now["day"].iloc[0], rules)).to_dict("records"):
            alike = free[(free["band"] == row["band"]) & (free["like"] == row["like"])]
            alike = alike[~alike["subject"].isin(used) & (alike["subject"] != row["subject"])]
            apart = (alike["before"] - row["before"]).abs()
            near = alike.assign(apart=apart)[apart <= rules.events_apart].sort_values(["apart", "subject"])
            for other, before, after in near[["subject", "before", "after"]].head(rules.compared_with).to_numpy():
                used.add(other)
                pairs.append((row["subject"], other, before, after))
    kept = pd.DataFrame(pairs, columns=["subject", "other", "before", "after"])
    return kept.astype({"subject": "str", "other": "str", "before": "int64", "after": "int64"})


def window(day: int, start: int, end: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last day of a window around a day, for so many rows."""
    return np.full(rows, day + start), np.full(rows, day + end)


def age_bands(rows: pd.DataFrame, day: pd.Timestamp, rules: Impact) -> pd.Series:
    """The number of the age band of each child on the day; -1 for an age unknown or in no band, and for all else."""
    before_birthday = rows["dob"].dt.month * 100 + rows["dob"].dt.day > day.month * 100 + day.day
    years = day.year - rows["dob"].dt.year - before_birthday
    band = pd.Series(-1, index=rows.index)
    for number, (youngest, oldest) in enumerate(rules.age_bands):
        band = band.mask(years.between(youngest, oldest), number)
    return band
