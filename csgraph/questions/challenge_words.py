"""Challenges to closings in words. No sentence names a child, nor a professional: those stand in columns."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.questions.escalation_rules import Escalation

SOURCES_SHOWN = 60

CLOSED_FOR = {
    "disengagement_with_open_concerns": "for disengagement while concerns were open",
    "disengagement": "for disengagement",
    "closed_with_open_concerns": "while concerns were open",
}
FINDING = {
    "no_challenge_recorded": "{what} was closed on {day} {why}, and no professional challenge is recorded.",
    "challenged_overdue": "{what} was closed on {day} {why}; a challenge is open past all stages of escalation.",
    "challenged_open": "{what} was closed on {day} {why}; a challenge is open.",
    "challenged_resolved": "{what} was closed on {day} {why}; it was challenged and the challenge is resolved.",
    "cannot_tell": "{what} was closed on {day} {why}; whether it was challenged cannot be told.",
}
WOULD_CHANGE = {
    "no_challenge_recorded": "A record of a challenge, or of each professional's agreement to the closing.",
    "challenged_overdue": "A record of how the challenge was resolved.",
    "challenged_open": "A record of how the challenge was resolved, or the stage's days passing.",
    "challenged_resolved": "A new concern, or a new challenge.",
    "cannot_tell": "An extract that shows challenges for this child.",
}
CAVEATS = (
    (
        "Boundary: every child with a closing for disengagement or while concerns were open, in the window of the "
        "question closures, unless children were named."
    ),
    "A challenge that was spoken and not recorded is not seen: no challenge recorded does not say that nobody spoke.",
    (
        "Who could have challenged are those whose link held on the day of the closing, but for the roles that close "
        "such a case; a professional in a source not loaded is missing."
    ),
    "Working days are Mondays to Fridays; bank holidays count as working days.",
    "No name is a fault: few challenges may mean that closings are agreed, or that nobody dares. Ask before you judge.",
)


def worded(table: pd.DataFrame, rules: Escalation) -> pd.DataFrame:
    """The closings with finding, reasons, sources, next step and what would change it.

    Args:
        table: closings with state, closed_for, told (sentences on challenges), records, roles (of those who could have
            challenged), stage (its name), evidence and concerns.
        rules: the rules of escalation.
    """
    rows = table.to_dict("records")
    return table.assign(
        finding=[_finding(row) for row in rows],
        reasons=pd.Series([_reasons(row) for row in rows], index=table.index, dtype=object),
        sources=pd.Series(
            [distinct([row["evidence"], row["records"]], SOURCES_SHOWN) for row in rows],
            index=table.index,
            dtype=object,
        ),
        next_step=[_next_step(row, rules) for row in rows],
        would_change=table["state"].map(WOULD_CHANGE),
    )


def _finding(row: dict[Hashable, Any]) -> str:
    what = code_list("plan").codes.get(row["kind"], "A case")
    return FINDING[row["state"]].format(what=what, day=f"{row['day']:%Y-%m-%d}", why=CLOSED_FOR[row["closed_for"]])


def _reasons(row: dict[Hashable, Any]) -> list[str]:
    """What was closed and why, what was challenged, who was there to do it."""
    said = [f"The agency's words say: {name}" for name in row["wordings"]]
    open_ = ", ".join(kind.replace("_", " ") for kind in row["concerns"])
    concerns = [f"On record at the closing or since: {open_}"] if open_ else []
    roles = _labels(row["role"])
    there = f"Others who worked with the child on that day: {roles}" if roles else "Nobody else is recorded on that day"
    looked = [f"Looked in {source}" for source in row["covering"]]
    return [*said, *concerns, *row["told"], there, *looked]


def _labels(roles: list[str]) -> str:
    labels = code_list("role").codes
    return ", ".join(dict.fromkeys(labels.get(role, role) for role in roles))


def _next_step(row: dict[Hashable, Any], rules: Escalation) -> str:
    """Who does what next, by the route of escalation."""
    first = rules.stage[0]
    if row["state"] == "no_challenge_recorded":
        roles = _labels(row["role"])
        ask = f"Ask {roles} (columns)" if roles else "Find out who knew the child on that day, and ask them"
        route = f"{first.name} within {first.days} working days: {first.who}. The route: {first.told}"
        return f"{ask} whether they agree with the closing, and record the answer. Who does not: {route}."
    if row["state"] == "challenged_overdue":
        last = rules.stage[-1]
        return f"{last.who[0].upper()}{last.who[1:]}: decide now, and record the outcome. The route: {last.told}."
    if row["state"] == "challenged_open":
        stage = next(one for one in rules.stage if one.name == row["stage"])
        return f"By now {stage.name}: {stage.who}. Record what is agreed. The route: {stage.told}."
    if row["state"] == "cannot_tell":
        return "Ask the agency that closed the case for its challenges, or load its case records."
    return "See that what was agreed is done, and that who challenged was told."
