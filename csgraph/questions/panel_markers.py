"""What of a child ought to have come to the panel: core factors, repeat missing episodes, factors of exploitation."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list
from csgraph.frames import frame
from csgraph.network.circumstances import Circumstances
from csgraph.network.citations import citations
from csgraph.network.listing import lists_by
from csgraph.questions.grounds import grounds
from csgraph.questions.panel_rules import Known
from csgraph.schema import Kind

MARKERS = ("core_factors", "repeat_missing", "exploitation")
"""In the order in which they are told."""

MARKED: dict[str, Kind] = {
    "markers": "texts",
    "factors": "texts",
    "factor_reasons": "texts",
    "factor_sources": "texts",
    "missing_episodes": "whole",
    "latest_missing": "date",
    "missing_sources": "texts",
}
"""Columns of `marked`."""


def marked(known: Circumstances, children: pd.Index, rules: Known) -> pd.DataFrame:
    """The markers of each of the children, and what they rest on, by child id.

    `factors` are core factors, the codes. A core factor that stands alone is named only where it is one of
    exploitation: 14A labels a child and is never shown by itself. Missing episodes that began on one day are one.
    """
    flags = code_list("factor").flags
    found = known.having("factor", frozenset(flags["core"]))
    factors = _of(found, children).sort_values(["child", "value"], kind="stable")
    missing = _of(known.having("missing"), children)
    number = factors.groupby("child")["value"].nunique().reindex(children, fill_value=0)
    days = missing.groupby("child")["day"].nunique().reindex(children, fill_value=0)
    exploited = factors.loc[factors["value"].isin(flags["exploitation"]), "child"]
    has = {
        "core_factors": number >= rules.core_factors,
        "repeat_missing": days >= rules.missing_episodes,
        "exploitation": pd.Series(children.isin(exploited), index=children),
    }
    alone = factors["child"].map(number < rules.core_factors).astype(bool) & ~factors["value"].isin(
        flags["exploitation"]
    )
    shown = factors[~alone]
    data = {
        "markers": [[name for name in MARKERS if has[name][child]] for child in children],
        "factors": _lists(shown, "value", children),
        "factor_reasons": _lists(grounds(shown), "reason", children),
        "factor_sources": _lists(shown.assign(source=citations(shown)), "source", children),
        "missing_episodes": days.tolist(),
        "latest_missing": missing.groupby("child")["day"].max().reindex(children).tolist(),
        "missing_sources": _lists(missing.assign(source=citations(missing)), "source", children),
    }
    return frame(MARKED, pd.DataFrame(data, index=children)).set_index(children)


def _of(facts: pd.DataFrame, children: pd.Index) -> pd.DataFrame:
    return facts[facts["child"].isin(children)]


def _lists(rows: pd.DataFrame, column: str, children: pd.Index) -> list[list[str]]:
    """The different values of a column for each child, in their order."""
    lists = lists_by(rows, ["child"], column).set_index("child")[column].to_dict()
    return [lists.get(child, []) for child in children]
