"""How pages were made for meetings: counted from the audit log, which names nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from csgraph.governance.assurance_counts import LONG, WHOLE
from csgraph.governance.chain import entries, log_path
from csgraph.network.as_of import days_before

SEALED, CLEAR, ORDINARY = (
    "for a shared screen, sealed",
    "for a shared screen, in clear",
    "for paper or one's own screen",
)


def pages_by_month(url: str, as_of: date) -> pd.DataFrame:
    """Maps that were drawn of a store in the year before a day, by month and by how they were made.

    Args:
        url: the store's URL, as the log has it.
        as_of: the day.

    Returns:
        Counts as `csgraph.governance.assurance_counts.counts_of` returns them, by Month; empty without a map.
    """
    first = days_before(as_of).isoformat()
    drawn = [
        (entry["at"][:7], _made(entry["action"]))
        for entry in entries(log_path())
        if entry["store"] == url and entry["action"].startswith("map ") and first <= entry["at"][:10] <= str(as_of)
    ]
    if not drawn:
        return pd.DataFrame(columns=[*LONG, WHOLE])
    counts = Counter(drawn)
    ways, months = (SEALED, CLEAR, ORDINARY), sorted({month for month, _ in drawn})
    rows = [("", "", way, sum(counts[month, way] for month in months)) for way in ways]
    rows += [("Month", month, way, counts[month, way]) for month in months for way in ways]
    return pd.DataFrame(rows, columns=[*LONG, WHOLE], dtype=object).astype({WHOLE: int})


def _made(action: str) -> str:
    if " --meeting" not in action:
        return ORDINARY
    return SEALED if " --encrypt" in action else CLEAR
