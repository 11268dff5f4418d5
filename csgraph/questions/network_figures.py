"""Who was asked and who came, by agency and kind of meeting; and the 0 to 19 health service in its own right."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.completeness import COUNTED
from csgraph.questions.network_rules import NetworkRules
from csgraph.questions.network_states import Meetings
from csgraph.schema import Kind

COUNTS: dict[str, Kind] = {
    "invited": "whole",
    "attended": "whole",
    "came_unasked": "whole",
    "left_out": "whole",
    "attendance_rate": "number",
}
"""Guests asked; came of those; came unasked; worked with the child and were not asked; the share that came."""


def attendance(known: Meetings) -> pd.DataFrame:
    """By agency and kind of meeting, one guest of a meeting about several children counting once."""
    return frame({"agency": "text", "kind": "text", **COUNTS}, _counted(known, ["agency", "kind"]).reset_index())


def health_service(known: Meetings, table: pd.DataFrame, rules: NetworkRules) -> pd.DataFrame:
    """By role of the 0 to 19 health service: what missing-links says of it, and its part in meetings.

    Args:
        known: the meetings.
        table: the findings of missing-links.
        rules: which roles these are.
    """
    remits = rules.remits()
    roles = pd.Index(sorted(remits), name="role")
    states = ["present", "present_stale", "ended_without_successor", "gap", "cannot_tell"]
    rows = table[table["role"].isin(roles) & table["state"].isin([*COUNTED, "cannot_tell"])]
    counted = rows.groupby(["role", "state"]).size().unstack(fill_value=0).reindex(roles, columns=states, fill_value=0)
    met = _counted(known, ["role"]).reindex(roles)
    met[["invited", "attended", "came_unasked", "left_out"]] = met[
        ["invited", "attended", "came_unasked", "left_out"]
    ].fillna(0)
    columns: dict[str, Kind] = {"role": "text", **dict.fromkeys(states, "whole"), **COUNTS, "remit": "text"}
    return frame(columns, counted.join(met).assign(remit=roles.map(remits)).reset_index())


def _counted(known: Meetings, by: list[str]) -> pd.DataFrame:
    people = known.guests.drop_duplicates(["meeting", "person"])
    out = known.at_work[~known.at_work["asked"]].drop_duplicates(["meeting", "person"])
    flags = people.assign(
        came=people["invited"] & people["attended"], came_unasked=people["attended"] & ~people["invited"]
    )
    asked = flags.groupby(by).agg(
        invited=("invited", "sum"), attended=("came", "sum"), came_unasked=("came_unasked", "sum")
    )
    table = asked.join(out.groupby(by).size().rename("left_out"), how="outer").fillna(0)
    rate = (table["attended"] / table["invited"].where(table["invited"] > 0)).round(3)
    return table.assign(attendance_rate=rate)
