"""What remained when a case was closed, in sentences with days."""

from __future__ import annotations

import pandas as pd

from csgraph.network.citations import distinct
from csgraph.network.listing import lists_by

DATES_SHOWN = 12

CONCERNS = {
    "panel_action": "Action of the panel agreed on {dates}, open at the closing or since",
    "missing_before": "Missing in the {days} days before the closing: {dates}",
    "incident_before": "Incident in the {days} days before the closing: {dates}",
    "missing_after": "Missing since the closing: {dates}",
    "incident_after": "Incident since the closing: {dates}",
    "place": "Linked with {name} on the day asked about, where unrelated children came to harm; newest record {dates}",
    "peer_group": "In {name} on the day asked about; newest tie {dates}",
    "named_group": "Said to belong to {name} on the day asked about; recorded {dates}",
}


def concern_reasons(concerns: pd.DataFrame, days: int) -> pd.DataFrame:
    """Concerns of each closing: child, closing, concerns (their kinds), told (sentences with days), records."""
    by = ["child", "closing"]
    shown = concerns.assign(name=concerns["name"].fillna(""), date=concerns["start"].dt.strftime("%Y-%m-%d"))
    shown = shown.assign(date=shown["date"].fillna("day unknown"))
    dates = lists_by(shown, [*by, "concern", "name"], "date")
    told = zip(dates["concern"], dates["name"], dates["date"], strict=True)
    dates["told"] = [
        CONCERNS[kind].format(name=name, days=days, dates=", ".join(distinct([each], DATES_SHOWN)))
        for kind, name, each in told
    ]
    found = lists_by(dates, by, "told")
    found["concerns"] = lists_by(shown, by, "concern")["concern"]
    found["records"] = lists_by(shown, by, "evidence")["evidence"]
    return found
