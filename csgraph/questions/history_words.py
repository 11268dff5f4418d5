"""Entries of a child's history in sentences. No sentence names a child or copies an agency's own words."""

from __future__ import annotations

import pandas as pd

from csgraph.findings import Asking
from csgraph.questions.child_words import Row, boundary_told, day_of, label, missing

CODES = {
    "event": "event",
    "contact": "event",
    "account": "event",
    "engagement": "event",
    "assessment": "assessment",
    "referral": "referral",
    "closure": "plan",
    "meeting": "meeting",
    "action": "action_status",
    "plan": "plan",
    "worker": "role",
    "school": "enrolment",
    "placement": "placement",
    "place": "place_tie",
    "group": "context_status",
    "tie": "peer_tie",
}
"""The code list of each kind of entry's `kind`."""

FINDING = {
    "event": "{kind}, as {part}",
    "contact": "{kind}",
    "account": "{kind}",
    "engagement": "{kind}",
    "assessment": "{kind}, {part}",
    "referral": "{kind}",
    "closure": "{kind} closed",
    "challenge": "A professional challenge was raised",
    "meeting": "{kind}, {part}",
    "action": "An action was {part}",
    "plan": "{kind} {ends}",
    "worker": "{kind}: work with the child {ends}",
    "school": "On the roll of a school ({kind}): {ends}",
    "placement": "Placement ({kind}) {ends}",
    "place": "Tie to a place ({kind}) {ends}",
    "group": "Said to belong to a named group: {ends}",
    "tie": "Tie with another child ({kind}) {ends}",
}
ENDS = {"start": "began", "end": "ended"}
CHECK = "Check it with the agency that recorded it before relying on it."
CORRECTED = "A correction by the agency that recorded it."


def worded_entries(entries: pd.DataFrame) -> pd.DataFrame:
    """The text columns of entries.

    Args:
        entries: as `csgraph.network.chronology.merged`.
    """
    records = entries.to_dict("records")
    reasons = pd.Series([_reasons(row) for row in records], index=entries.index, dtype=object)
    return entries.assign(
        finding=[_finding(row) for row in records],
        reasons=reasons,
        sources=entries["cited"],
        next_step=CHECK,
        would_change=CORRECTED,
    )


def _finding(row: Row) -> str:
    state = str(row["state"])
    kind = label(row["kind"], CODES.get(state, ""), "kind not recorded") if state in CODES else ""
    part = label(row["part"], "event_role", "part not recorded").lower()
    told = FINDING[state].format(kind=kind, part=part, ends=ENDS.get(part, part))
    return f"{told}; recorded by {label(row['agency'], 'agency', 'an agency not named')}."


def _reasons(row: Row) -> list[str]:
    until = [f"Until {day_of(row['until'])}"] if row["part"] == "start" and not missing(row["until"]) else []
    how = ", ".join(label(code, "reliability").lower() for code in row["told"])
    return [f"Recorded as: {how or 'not said how surely'}", *until]


def worded_uncovered(rows: pd.DataFrame) -> pd.DataFrame:
    """The text columns of stretches that no extract of a source covers: `of` is the source."""
    days = zip(rows["of"], rows["agency"], rows["start"], rows["end"], strict=True)
    told = [(source, label(agency, "agency"), day_of(first), day_of(last)) for source, agency, first, last in days]
    return rows.assign(
        finding=[f"No loaded extract of {source} covers the child from {a} to {b}." for source, _, a, b in told],
        reasons=_listed(rows, "The days and children that each loaded extract says it covers"),
        next_step=[
            f"Ask {agency} for an extract of these days, or for what it knows of them." for _, agency, *_ in told
        ],
        would_change="An extract that covers these days and this child.",
    )


def worded_quiet(rows: pd.DataFrame, after_days: int) -> pd.DataFrame:
    """The text columns of stretches in which an agency recorded nothing, though its extracts cover the child."""
    days = zip(rows["of"], rows["start"], rows["end"], strict=True)
    told = [(label(agency, "agency"), day_of(first), day_of(last)) for agency, first, last in days]
    return rows.assign(
        finding=[
            f"{agency}: no new entry from {a} to {b}, though a loaded extract covers the child."
            for agency, a, b in told
        ],
        reasons=_listed(rows, f"More than {after_days} days without an entry"),
        next_step=[
            f"Ask {agency} whether somebody worked with the child then: nothing recorded proves nothing."
            for agency, *_ in told
        ],
        would_change="An entry of the agency within these days.",
    )


def _listed(rows: pd.DataFrame, reason: str) -> pd.Series:
    return pd.Series([[reason] for _ in range(len(rows))], index=rows.index, dtype=object)


def caveats(asking: Asking) -> list[str]:
    """What a reader must know first."""
    if asking.children is None:
        return ["A complete history is shown of children who are asked about, and of nobody else: name them."]
    return [
        boundary_told(asking, ""),
        "It holds what the loaded extracts record up to the day. What they do not cover stands as no_coverage.",
        "Several extracts of one agency that tell the same of the same day are one entry with all their records.",
        "Something without a day of its own stands at the day on which it was recorded.",
        "Ties with family and with adults are not in it: csgraph map professional-network shows them.",
        "Other children stand by their ids in one column only. Their history is not this child's to share.",
    ]
