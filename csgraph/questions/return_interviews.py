"""The clock of the return home interview: each missing episode, with what became of the interview."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.missing_episodes import DAY, interview_outcomes, missing_episodes
from csgraph.questions.timescale_rules import Clock, Timescales

if TYPE_CHECKING:
    from csgraph.store import Store

STATE = {
    "in_time": ("met", ""),
    "late": ("missed", "late"),
    "not_offered": ("missed", "not_offered"),
    "refused": ("refused", "refused"),
    "not_recorded": ("missed", "not_done"),
    "not_due": ("due", ""),
}
"""State and why, of what became of an interview; an episode that has not ended or has no duty is no finding."""


def return_interviews(
    store: Store, children: pd.Index, clock: Clock, rules: Timescales, as_of: date
) -> list[dict[str, object]]:
    """One row an episode of the children whose interview was due within the window, or is due.

    An extract that holds no day of any interview cannot show that one was held: of its episodes it cannot be told.
    """
    hours = 24 * clock.limits[0].number
    every = missing_episodes(store, as_of)
    dated = set(every.loc[every["interview_on"].notna(), "source"])
    episodes = every[every["child"].isin(children)]
    episodes = episodes.assign(became=interview_outcomes(episodes, as_of, hours))
    returned = episodes["end"].where(episodes["timed"], episodes["end"] + DAY)
    due = (returned + pd.Timedelta(hours=hours) - pd.Timedelta(seconds=1)).dt.normalize()
    first, last = as_of - timedelta(days=rules.window_days), as_of + timedelta(days=rules.due_within_days)
    shown = episodes.assign(due=due)[due.between(pd.Timestamp(first), pd.Timestamp(last))]
    rows = []
    for row in shown[shown["became"].isin(STATE)].to_dict("records"):
        state, why = STATE[row["became"]]
        if why in ("not_offered", "not_done") and row["due"] >= pd.Timestamp(as_of):
            state, why = "due", ""
        if why == "not_done" and row["source"] not in dated:
            state, why = "cannot_tell", "undated"
        rows.append(
            {
                "child": row["child"],
                "clock": clock.name,
                "time": 1,
                "counted_from": row["end"].date(),
                "due_on": row["due"].date(),
                "done_on": None if pd.isna(row["interview_on"]) else row["interview_on"].date(),
                "state": state,
                "why": why,
                "sources": row["evidence"],
                "covered": True,
            }
        )
    return rows
