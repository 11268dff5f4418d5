"""How many closings were challenged, by whom, how long it took and what came of it."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from csgraph.frames import frame
from csgraph.questions.challenge_states import CHALLENGED
from csgraph.questions.escalation_rules import Escalation

Z = 1.959964
"""Standard normal deviate of a 95 per cent interval."""


def challenge_figures(table: pd.DataFrame, challenges: pd.DataFrame, rules: Escalation) -> dict[str, pd.DataFrame]:
    """Shares challenged, days taken, challenges by agency, outcomes.

    Args:
        table: the closings with state (of challenge) and closed_for (state of the closing).
        challenges: as `csgraph.network.challenges.challenges_to`, with days (working days taken).
        rules: the rules of escalation.
    """
    once = challenges.drop_duplicates("challenge")
    kinds = once.dropna(subset="resolved_on")["outcome"].map(rules.outcome).astype("str")
    outcomes = kinds.value_counts().rename_axis("outcome_kind").rename("challenges").reset_index()
    return {
        "Closings challenged": shares(table),
        "Working days to resolve": days_taken(once),
        "Challenges by agency": by_agency(once),
        "Outcomes of challenges": frame(
            {"outcome_kind": "text", "challenges": "whole"}, outcomes.sort_values("outcome_kind", ignore_index=True)
        ),
    }


def shares(table: pd.DataFrame) -> pd.DataFrame:
    """The share of closings challenged where an extract would show it, with its 95 per cent interval (Wilson).

    What cannot be told stands beside it and never counts as unchallenged.
    """
    groups = [("all", table), *((str(name), part) for name, part in table.groupby("closed_for"))]
    rows = []
    for name, part in groups:
        told = part[part["state"] != "cannot_tell"]
        challenged = int(told["state"].isin(CHALLENGED).sum())
        low, high = wilson(challenged, len(told))
        share = challenged / len(told) if len(told) else None
        rows.append((name, len(told), challenged, share, low, high, len(part) - len(told)))
    kinds = {"closed_for": "text", "closings": "whole", "challenged": "whole"}
    numbers = {"share": "number", "low": "number", "high": "number", "cannot_tell": "whole"}
    columns = kinds | numbers
    return frame(columns, pd.DataFrame(rows, columns=list(columns))).round(3)  # type: ignore[arg-type]


def wilson(of: int, among: int) -> tuple[float | None, float | None]:
    """The 95 per cent interval of a share (Wilson 1927): honest for few cases and for none; nothing among none."""
    if not among:
        return None, None
    share, square = of / among, Z * Z / among
    middle = share + square / 2
    half = Z * sqrt(share * (1 - share) / among + square / (4 * among))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def days_taken(challenges: pd.DataFrame) -> pd.DataFrame:
    """Working days from raising to resolving: of all, then by the challenger's agency."""
    resolved = challenges.dropna(subset="resolved_on")
    groups = [("all", resolved), *((str(name), part) for name, part in resolved.groupby("agency"))]
    rows = [
        (name, len(part), *(part["days"].astype("float64").quantile(q) for q in (0.25, 0.5, 0.75)))
        for name, part in groups
    ]
    columns = ["agency", "resolved", "lower_quartile", "median", "upper_quartile"]
    kinds = dict(zip(columns, ("text", "whole", "number", "number", "number"), strict=True))
    return frame(kinds, pd.DataFrame(rows, columns=columns))  # type: ignore[arg-type]


def by_agency(challenges: pd.DataFrame) -> pd.DataFrame:
    """Challenges raised and resolved by each agency."""
    by = challenges.groupby("agency")
    counts = pd.DataFrame({"challenges": by.size(), "resolved": by["resolved_on"].count()})
    return frame({"agency": "text", "challenges": "whole", "resolved": "whole"}, counts.reset_index())
