"""All that the panel took on, counted together: before and after, beside the others, as ratios with intervals."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.panel_impact_words import CAUTION
from csgraph.questions.rate_ratios import against, rate_ratios
from csgraph.schema import Kind

STATES = ("fewer_after", "more_after", "no_clear_change", "too_early", "cannot_tell")
LABELS = ("Child", "Location", "Group")
TOGETHER: dict[str, Kind] = {
    "subject_label": "text",
    "who": "text",
    "subjects": "whole",
    "before": "whole",
    "after": "whole",
    "days_before": "whole",
    "days_after": "whole",
    "ratio": "number",
    "low": "number",
    "high": "number",
    "interval_holds_1": "flag",
    "how": "text",
    "caution": "text",
}
"""`how` says what the ratio is; `interval_holds_1` is missing where there is no interval."""

ALL, MATCHED, OTHERS, DIFFERENCE = (
    "taken on",
    "taken on, of those with a comparison",
    "comparison: not taken on by then",
    "taken on against comparison",
)
HOW = {
    ALL: "rate after / rate before; exact interval given the sum of the two counts",
    MATCHED: "rate after / rate before; exact interval given the sum of the two counts",
    OTHERS: "rate after / rate before, around the same days; exact interval given the sum of the two counts",
    DIFFERENCE: "difference in differences: log R = log(after / before) - log(after / before of the comparison), "
    "variance = the sum of 1 / count over the four counts",
}


def all_together(found: pd.DataFrame) -> pd.DataFrame:
    """The figure for children, places and groups apart: columns of `TOGETHER`."""
    measured = found[found["state"].isin(STATES[:3])]
    rows = [_rows(measured[measured["subject_label"] == label]).assign(subject_label=label) for label in LABELS]
    table = pd.concat([part for part in rows if len(part)] or [pd.DataFrame(columns=list(TOGETHER))])
    within = (table["low"] <= 1) & (table["high"] >= 1)
    table["interval_holds_1"] = within.astype("boolean").where(table["low"].notna())
    table[["ratio", "low", "high"]] = table[["ratio", "low", "high"]].astype("float64").round(2)
    return frame(TOGETHER, table.assign(how=table["who"].map(HOW), caution=CAUTION))


def by_state(found: pd.DataFrame) -> pd.DataFrame:
    """How many children, places and groups are in each state."""
    counts = found.groupby(["subject_label", "state"]).size().unstack(fill_value=0)
    return counts.reindex(index=LABELS, columns=STATES, fill_value=0).rename_axis(columns=None).reset_index()


def network_totals(found: pd.DataFrame) -> pd.DataFrame:
    """The mean share present before and after, and the gaps closed, over the children of whom both can be told."""
    told = found[found["gaps_before"].notna()]
    row = {
        "children": len(told),
        "mean_network_before": round(float(told["network_before"].mean()), 3),
        "mean_network_after": round(float(told["network_after"].mean()), 3),
        "gaps_before": int(told["gaps_before"].sum()),
        "gaps_closed": int(told["gaps_closed"].sum()),
    }
    return pd.DataFrame([row])


def _rows(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows of one kind of subject; none without any."""
    if measured.empty:
        return measured.iloc[:0]
    matched = measured[measured["compared_with"] > 0]
    others = matched.assign(before=matched["comparison_before"], after=matched["comparison_after"])
    weight = matched["compared_with"]
    others = others.assign(days_before=weight * matched["days_before"], days_after=weight * matched["days_after"])
    table = pd.DataFrame(
        [
            {"who": ALL, "subjects": len(measured)} | _sums(measured),
            {"who": MATCHED, "subjects": len(matched)} | _sums(matched),
            {"who": OTHERS, "subjects": int(weight.sum())} | _sums(others),
        ]
    )
    usable = table.assign(days_before=table["days_before"].clip(lower=1), days_after=table["days_after"].clip(lower=1))
    table = table.join(rate_ratios(usable))
    difference = {"who": DIFFERENCE} | against(table.iloc[1], table.iloc[2])
    return pd.concat([table, pd.DataFrame([difference])], ignore_index=True)


def _sums(rows: pd.DataFrame) -> dict[str, int]:
    return {name: int(rows[name].sum()) for name in ("before", "after", "days_before", "days_after")}
