"""Missing episodes known on a day, one a child and episode, and what became of the return home interview."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.citations import citations
from csgraph.network.shared_events import TOOK_PART

if TYPE_CHECKING:
    from csgraph.store import Store

INTERVIEW = ("interview_offered", "interview_accepted", "interview_on")
DAY = pd.Timedelta(days=1)

OUTCOMES = (
    "in_time", "late", "refused", "not_offered", "not_recorded", "not_applicable", "not_due", "still_missing",
)  # fmt: skip
"""What became of an interview. The last three ask nothing of anybody yet."""


def missing_episodes(store: Store, as_of: date) -> pd.DataFrame:
    """Every missing episode that had begun by the day, in order of child and start.

    An agency that records days alone tells of the same episode as one that records hours, where both name the child and
    the day: it is one episode, and what only the former says of the interview is kept.

    Returns:
        The columns of cypher/missing_episodes.cypher, then day, timed (hours are known) and evidence (citations). What
        happened after the day is left out of end and interview_on.
    """
    rows = store.read("missing_episodes", as_of=as_of)
    rows = rows[rows["start"].notna() & (rows["role"].isna() | rows["role"].isin(TOOK_PART))]
    tomorrow = pd.Timestamp(as_of) + DAY
    rows = rows[rows["start"] < tomorrow].drop_duplicates(["child", "event"])
    rows = rows.assign(
        end=rows["end"].where(rows["end"] < tomorrow),
        interview_on=rows["interview_on"].where(rows["interview_on"] < tomorrow),
        day=rows["start"].dt.normalize(),
        evidence=citations(rows).map(lambda text: [text]),
    )
    return _joined(rows.assign(timed=_timed(rows))).sort_values(["child", "start", "event"], ignore_index=True)


def _timed(rows: pd.DataFrame) -> pd.Series:
    """Whether hours are known: midnight at both ends is a day written as a moment."""
    midnight = [rows[name].isna() | (rows[name] == rows[name].dt.normalize()) for name in ("start", "end")]
    hours: pd.Series = ~(midnight[0] & midnight[1])
    return hours


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an episode, where an agency told the day and another the hours."""
    key = ["child", "day"]
    hours, days = rows[rows["timed"]], rows[~rows["timed"]]
    told = days.drop_duplicates(key).set_index(key)[[*INTERVIEW, "evidence"]]
    index = pd.MultiIndex.from_frame(hours[key])
    also = told.reindex(index).set_axis(hours.index)
    filled = {name: hours[name].fillna(also[name]) for name in INTERVIEW}
    both = [[*a, *b] if isinstance(b, list) else a for a, b in zip(hours["evidence"], also["evidence"], strict=True)]
    hours = hours.assign(**filled, evidence=pd.Series(both, index=hours.index, dtype=object))
    alone = days[~pd.MultiIndex.from_frame(days[key]).isin(index)]
    return pd.concat([hours, alone])


def interview_outcomes(episodes: pd.DataFrame, as_of: date, hours: int) -> pd.Series:
    """What became of the return home interview of each episode: one of `OUTCOMES`.

    An interview is dated by its day: it is late when the whole day lies after the hours. An interview that was held
    counts as held, whatever was written of the offer.

    Args:
        episodes: as `missing_episodes`.
        as_of: the day.
        hours: the hours after the return within which it is to be held.
    """
    returned = episodes["end"].where(episodes["timed"], episodes["end"] + DAY)
    due = returned + pd.Timedelta(hours=hours)
    held, offered = episodes["interview_on"], episodes["interview_offered"]
    told = [
        (episodes["end"].isna(), "still_missing"),
        (held.notna() & (held > due), "late"),
        (held.notna(), "in_time"),
        (offered == "no", "not_offered"),
        (offered == "not_applicable", "not_applicable"),
        (episodes["interview_accepted"] == "no", "refused"),
        (due >= pd.Timestamp(as_of) + DAY, "not_due"),
    ]
    masks, names = [mask.to_numpy(dtype=bool) for mask, _ in told], [name for _, name in told]
    return pd.Series(np.select(masks, names, "not_recorded"), index=episodes.index, dtype="str")


def first_repeats(episodes: pd.DataFrame, within_days: int) -> pd.DataFrame:
    """The second episode of each child that has one: child, event, start, after (days since the first return), soon.

    Args:
        episodes: as `missing_episodes`, of all time: the first on record must be the first.
        within_days: from how many days on a repeat is no longer soon.
    """
    number = episodes.groupby("child").cumcount()
    first, second = (episodes[number == n].set_index("child") for n in (0, 1))
    came_back = first["end"].fillna(first["start"]).reindex(second.index)
    after = (second["start"] - came_back).dt.days.clip(lower=0)
    evidence = [a + b for a, b in zip(first["evidence"].reindex(second.index), second["evidence"], strict=True)]
    found = second[["event", "start", "day"]].assign(after=after, soon=after <= within_days)
    return found.assign(evidence=pd.Series(evidence, index=found.index, dtype=object)).reset_index()
