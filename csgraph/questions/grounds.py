"""Facts of a child in words: why a role is expected, each with the record it rests on."""

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import citations

WORDS = {
    "age": "aged {value}",
    "plan": "{label}, open since {day}",
    "factor": "factor {value} ({label}) found on {day}",
    "missing": "missing episode on {day}",
    "s47": "section 47 enquiry open since {day}",
    "suspect_outcome": "suspect in an incident on {day}; outcome {value}",
    "disability": "disability on record: {label}",
    "send": "special educational needs on record: {label}",
    "school": "on the roll of {value}",
}
"""How each kind of fact reads."""

LISTS = {"plan": "plan", "factor": "factor", "disability": "disability", "send": "send"}
"""The code list that gives a fact's value its label."""


def grounds(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts as reasons: child, fact, value, reason, source. Repeated facts are one: the latest, and how many.

    Kinds of fact that no rule asks for are left out.
    """
    latest = facts[facts["fact"].isin(WORDS)].sort_values("day", kind="stable", na_position="first")
    count = latest.groupby(["child", "fact", "value"])["fact"].transform("size")
    latest = latest.assign(count=count).drop_duplicates(["child", "fact", "value"], keep="last")
    worded = [_worded(str(fact), rows) for fact, rows in latest.groupby("fact")]
    reasons = pd.concat([pd.Series(dtype="str"), *worded]).reindex(latest.index)
    kept = latest[["child", "fact", "value"]].assign(reason=reasons, source=_cited(latest))
    return kept.reset_index(drop=True)


def _worded(fact: str, rows: pd.DataFrame) -> pd.Series:
    """The reason that each row of one kind of fact gives."""
    labels = code_list(LISTS[fact]).codes if fact in LISTS else {}
    days = rows["day"].dt.strftime("%Y-%m-%d").fillna("an unknown day")
    parts = zip(rows["value"].fillna("not recorded"), days, rows["count"], strict=True)
    texts = [
        WORDS[fact].format(value=value, label=labels.get(value, value), day=day) + _times(count)
        for value, day, count in parts
    ]
    return pd.Series(texts, index=rows.index, dtype="str")


def _times(count: int) -> str:
    return f", the latest of {count} records" if count > 1 else ""


def _cited(facts: pd.DataFrame) -> pd.Series:
    """The record of each fact, empty where none is known."""
    return citations(facts).where(facts["source"].notna(), "")
