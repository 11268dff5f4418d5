"""Places in words: reasons, sources, the next step and what would change the finding. No sentence names a child."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.network.places import Places

SOURCES_SHOWN = 60
KINDS = {
    "incident": "incidents there",
    "missing": "missing children found there",
    "harmed_at": "records of harm there",
    "feels_unsafe_at": "records of a child feeling unsafe there",
    "frequents": "records of a child going there (shown, does not count)",
    "feels_safe_at": "records of a child feeling safe there",
}
"""Each kind of record in words."""

CAVEATS = (
    "Boundary: every place that a loaded source names. A place that nobody records does not show.",
    (
        "Period: 13 windows of four weeks up to the day. A trend compares the newest twelve weeks with the twelve "
        "before, and is told only from five days with events on."
    ),
    (
        "Coverage: places that are watched more are recorded more. Different agencies may hold one place under "
        "several references; such places are counted apart."
    ),
    (
        "Ranked by independent reports: how many unrelated children have a day of their own there, so that neither one "
        "evening with many children nor many evenings of one child raises a place. Brothers, sisters and households "
        "count once. A child's own home or placement, the place that a child went missing from, and joint placement "
        "never count."
    ),
    (
        "Shrinkage: the expected number draws few reports towards the mean of the kind of place; the interval beside "
        "it says how far it can be relied on. Ranks whose intervals overlap do not differ."
    ),
    "The list is about places and what can be done there. It says nothing of any child who was there.",
)

WOULD_CHANGE = (
    "A record that proves wrong; a record under another reference of the same place; somebody who says that it is, "
    "or is not, a safe place."
)

STEPS = {
    "ranked": "Consider a context assessment of the place with those who have reach there: {reach}.",
    "too_few": "Nothing to do about the place itself; ask again when more is recorded.",
    "protective": "Ask what keeps children safe there, and who could help more of them to use it: {reach}.",
}


def worded(found: Places, figures: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One finding a place, in the order of the table."""
    table = found.table
    groups = figures["Peer groups that meet there"].groupby("place")["group_name"].agg(list)
    schools = figures["Schools near"].groupby("place")["school_name"].agg(lambda names: sorted(set(names.dropna())))
    table = table.assign(groups=_lists(table, groups), schools=_lists(table, schools))
    rows = table.to_dict("records")
    reasons = _reasons(found.records)
    told = {row["place"]: reasons.get(row["place"], []) + _further(row) for row in rows}
    evidence = found.records.groupby("place")["evidence"].agg(lambda texts: distinct([list(texts)], SOURCES_SHOWN))
    return table.assign(
        subject=table["place"],
        subject_label="Location",
        finding=[_finding(row) for row in rows],
        basis="",
        reasons=_lists(table, pd.Series(told, dtype=object)),
        sources=_lists(table, evidence),
        next_step=[STEPS[row["state"]].format(reach=_reach(row)) for row in rows],
        would_change=WOULD_CHANGE,
        expected=table["expected"].round(2),
        low=table["low"].round(2),
        high=table["high"].round(2),
    )


def _lists(table: pd.DataFrame, known: pd.Series) -> pd.Series:
    """The list known of each place; an empty one where nothing is."""
    lists = known.to_dict()
    return pd.Series([lists.get(place, []) for place in table["place"]], index=table.index, dtype=object)


def _finding(row: Mapping[Any, Any]) -> str:
    """One sentence."""
    children = _count(row["unrelated"], "unrelated child", "unrelated children")
    days = _count(row["days"], "day", "days")
    numbers = f"{children}, {_count(row['events'], 'event', 'events')} on {days} in the last year"
    if row["state"] == "protective":
        return f"Recorded as a safe place; {numbers}."
    if row["state"] == "too_few":
        return f"Too few independent reports to rank: {numbers}."
    trend = row["trend"] if row["trend"].startswith("too") else f"events are {row['trend']}"
    expected = f"{row['expected']:.1f} expected, {row['low']:.1f} to {row['high']:.1f}"
    return f"{numbers}; {row['reports']} independent reports ({expected}); trend: {trend}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _reasons(records: pd.DataFrame) -> dict[str, list[str]]:
    """What was recorded at each place, by kind and agency."""
    by = records.groupby(["place", "kind"]).agg(
        count=("via", "nunique"),
        children=("child", "nunique"),
        by=("recorded_by", lambda who: sorted(set(who.dropna()))),
    )
    agencies = code_list("agency").codes
    reasons: dict[str, list[str]] = {}
    for (place, kind), count, children, who in by.itertuples(index=True, name=None):
        told = f", recorded by {', '.join(agencies.get(name, name) for name in who)}" if who else ""
        words = KINDS.get(kind, kind)
        reasons.setdefault(place, []).append(f"{count} × {words} ({_count(children, 'child', 'children')}){told}")
    return reasons


def _further(row: Mapping[Any, Any]) -> list[str]:
    """Disagreement, and the groups that meet there."""
    told = []
    if row["state"] == "protective" and row["unrelated"]:
        told.append("Recorded as a safe place although harm was recorded there: both are shown.")
    if row["state"] != "protective" and row["safe"]:
        safe = _count(row["safe"], "child feels", "children feel")
        told.append(f"{safe} safe there although others came to harm: both are shown.")
    if row["groups"]:
        told.append(f"Members of {', '.join(row['groups'])} meet there")
    return told


def _reach(row: Mapping[Any, Any]) -> str:
    """Who has reach at a place."""
    agencies = code_list("agency").codes
    known = [agencies.get(name, name) for name in row["guardians"]]
    near = [f"{name} (school near)" for name in row["schools"]]
    return ", ".join([*known, *near]) or "nobody is recorded as having reach; ask who could be"
