"""How clocks were kept: by clock, by team and by month; and the clocks themselves, with where each is said."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.timescale_rules import Timescales
from csgraph.schema import Kind

STATES = ("met", "missed", "due", "refused", "cannot_tell")


def figures(table: pd.DataFrame, rules: Timescales) -> dict[str, pd.DataFrame]:
    """Counts of each state, the share met of what was met or missed, and the clocks as they stand in the rules."""
    titles = {clock.name: clock.title for clock in rules.clock}
    by = table.assign(title=table["clock"].map(titles), month=table["due_on"].dt.strftime("%Y-%m"))
    return {
        "By clock": _counts(by, "title"),
        "By team": _counts(by, "team"),
        "By month due": _counts(by, "month"),
        "The clocks": _clocks(rules),
    }


def _counts(table: pd.DataFrame, by: str) -> pd.DataFrame:
    counts = table.groupby([by, "state"]).size().unstack(fill_value=0).reindex(columns=list(STATES), fill_value=0)
    judged = counts["met"] + counts["missed"]
    share = (counts["met"] / judged.where(judged > 0)).astype("float64").round(3)
    kinds: dict[str, Kind] = {by: "text", **dict.fromkeys(STATES, "whole"), "share_met": "number"}
    return frame(kinds, counts.assign(share_met=share).reset_index())


def _clocks(rules: Timescales) -> pd.DataFrame:
    rows = [
        (clock.name, clock.title, clock.limits_told, clock.repeats, clock.basis, clock.told) for clock in rules.clock
    ]
    kinds: dict[str, Kind] = {
        "clock": "text",
        "title": "text",
        "within": "text",
        "repeats": "flag",
        "basis": "text",
        "rule_source": "text",
    }
    return frame(kinds, pd.DataFrame(rows, columns=list(kinds)))
