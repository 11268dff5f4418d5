"""Figures on missing episodes: interviews by month, children with repeats, return places, overlaps and chance."""

from __future__ import annotations

import pandas as pd

from csgraph.frames import frame
from csgraph.network.chance_overlaps import by_chance, overlaps_found, overlaps_of
from csgraph.network.co_missing import CoMissing, timed
from csgraph.network.missing_episodes import OUTCOMES
from csgraph.questions.co_missing_rules import CoMissingRules
from csgraph.schema import Kind

DUE = ("in_time", "late", "refused", "not_offered", "not_recorded")
"""Outcomes of interviews that were due: the share in time is of these."""
MOST = 5
"""Children with so many episodes or more are counted together."""


def interviews_by_month(episodes: pd.DataFrame) -> pd.DataFrame:
    """How many interviews had which outcome, by the month in which the episode began, and the share in time.

    Args:
        episodes: as `missing_episodes`, with outcome.
    """
    columns: dict[str, Kind] = {"month": "text", "episodes": "whole", **dict.fromkeys(OUTCOMES, "whole")}
    month = episodes["start"].dt.strftime("%Y-%m")
    counts = pd.crosstab(month, episodes["outcome"]).reindex(columns=list(OUTCOMES), fill_value=0)
    due = counts[list(DUE)].sum(axis=1)
    counts = counts.assign(episodes=counts.sum(axis=1), share_in_time=(counts["in_time"] / due.where(due > 0)).round(3))
    return frame(columns | {"share_in_time": "number"}, counts.rename_axis("month").reset_index())


def children_by_episodes(episodes: pd.DataFrame) -> pd.DataFrame:
    """How many children had so many episodes, and the share of all episodes that were theirs."""
    each = episodes.groupby("child").size()
    label = each.astype("str").where(each < MOST, f"{MOST} or more")
    table = pd.DataFrame({"children": each.groupby(label).size(), "episodes": each.groupby(label).sum()})
    share = (table["episodes"] / max(len(episodes), 1)).round(3)
    columns: dict[str, Kind] = {
        "number": "text",
        "children": "whole",
        "episodes": "whole",
        "share_of_episodes": "number",
    }
    return frame(columns, table.assign(share_of_episodes=share).rename_axis("number").reset_index())


def repeats_figure(repeats: pd.DataFrame) -> pd.DataFrame:
    """How many first repeats there were, and how many of them came soon after the first return."""
    soon = int(repeats["soon"].sum())
    columns: dict[str, Kind] = {"first_repeats": "whole", "within_4_weeks": "whole", "share": "number"}
    share = round(soon / len(repeats), 3) if len(repeats) else None
    return frame(columns, pd.DataFrame({"first_repeats": [len(repeats)], "within_4_weeks": [soon], "share": [share]}))


def by_return_place(returns: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Places where missing children were found again, most unrelated children first; not safe places.

    Returns:
        place, name, kind, children, unrelated, events, then by (who recorded it) and evidence (lists), for findings.
    """
    known = places.set_index("place")
    safe = known.index[known["protective"].fillna(value=False).astype(bool)]
    counted = returns[~returns["place"].isin(safe)].groupby("place")
    table = pd.DataFrame(
        {
            "children": counted["child"].nunique(),
            "unrelated": counted["home"].nunique(),
            "events": counted["event"].nunique(),
            "by": counted["recorded_by"].agg(lambda who: sorted(set(who.dropna()))),
            "evidence": counted["evidence"].agg(list),
        }
    )
    table = table.join(known[["name", "kind"]]).rename_axis("place").reset_index()
    table = table.sort_values(["unrelated", "events", "place"], ascending=[False, False, True], ignore_index=True)
    return table[["place", "name", "kind", "children", "unrelated", "events", "by", "evidence"]]


def overlaps_and_chance(found: CoMissing, rules: CoMissingRules) -> pd.DataFrame:
    """How many overlaps of unrelated children there were, and how many chance alone would give.

    Returns:
        overlap (all; found at the same place; of two who were never recorded together nor found at the same place),
        found, expected (the mean if days were chance), low and high (nine in ten of the draws lie between).
    """
    episodes, minutes = timed(found.episodes), rules.overlap.minutes
    draws = {"repetitions": rules.chance.repetitions, "seed": rules.chance.seed}
    chance = by_chance(episodes, timed(found.returns), minutes=minutes, **draws)
    every = overlaps_found(episodes, minutes)
    counted = {
        "all": (every, chance["anywhere"]),
        "found at the same place": (int((found.occasions["how"] == "same_place").sum()), chance["same_place"]),
        "of two whom nothing else connects": (
            every - overlaps_of(found.occasions, episodes, minutes),
            chance["anywhere"] - chance["same_place"],
        ),
    }
    rows = [
        (name, number, round(float(by.mean()), 1), float(by.quantile(0.05)), float(by.quantile(0.95)))
        for name, (number, by) in counted.items()
    ]
    columns: dict[str, Kind] = {
        "overlap": "text", "found": "whole", "expected": "number", "low": "number", "high": "number"
    }  # fmt: skip
    return frame(columns, pd.DataFrame(rows, columns=list(columns)))
