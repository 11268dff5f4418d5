"""How each closing stands: challenged or not, for how long, and who could have challenged it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.network.aligned import aligned
from csgraph.network.listing import lists_by
from csgraph.questions.closing_states import Closings
from csgraph.questions.escalation_rules import Escalation, working_days

CHALLENGED = ("challenged_overdue", "challenged_open", "challenged_resolved")
"""States of a closing that somebody challenged."""
WORKER = ["worker", "worker_name", "role", "phone", "email"]
"""Lists of those who could have challenged, in one order."""


def timed(challenges: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Challenges with days: working days from raising to resolving, or to the day asked about."""
    until = challenges["resolved_on"].fillna(pd.Timestamp(as_of))
    pairs = zip(challenges["raised_on"], until, strict=True)
    days = [working_days(raised.date(), last.date()) for raised, last in pairs]
    return challenges.assign(days=pd.Series(days, index=challenges.index, dtype="Int64"))


def challenge_states(challenges: pd.DataFrame, rules: Escalation) -> pd.DataFrame:
    """Each challenged closing: state, how many challenges, the one that decides, sentences on all of them.

    An open challenge decides before a resolved one, one that took longer before a shorter one.
    """
    by = ["child", "closing"]
    stages = [rules.stage_after(days) for days in challenges["days"]]
    open_ = challenges["resolved_on"].isna()
    states = [
        "challenged_resolved" if not is_open else "challenged_open" if stage else "challenged_overdue"
        for is_open, stage in zip(open_, stages, strict=True)
    ]
    names = [stage.name if stage and is_open else "" for is_open, stage in zip(open_, stages, strict=True)]
    rows = challenges.assign(state=states, stage=names, open=open_, told=_told(challenges))
    first = rows.sort_values([*by, "open", "days", "challenge"], ascending=[True, True, False, False, True])
    first = first.drop_duplicates(by)[[*by, "state", "stage", "raised_on", "resolved_on", "days"]]
    first = first.merge(rows.groupby(by).size().rename("challenges").reset_index(), on=by)
    for column, name in {"agency": "agencies", "told": "told", "evidence": "records"}.items():
        first = first.merge(lists_by(rows, by, column).rename(columns={column: name}), on=by, how="left")
    return first


def could_challenge(told: Closings, rules: Escalation) -> pd.DataFrame:
    """Whose link held on the day of a closing, but for those who close such a case; lists by closing in one order."""
    kinds = told.table[["child", "closing", "kind"]]
    links = told.links.merge(kinds, on=["child", "closing"]).dropna(subset="worker")
    pairs = zip(links["role"], links["kind"], strict=True)
    closes = [role in rules.closing_roles.get(kind, ()) for role, kind in pairs]
    others = links[~pd.Series(closes, index=links.index, dtype=bool)].drop_duplicates(
        ["child", "closing", "worker", "role"]
    )
    others = others.sort_values(["child", "closing", "role", "worker"])
    return aligned(others, ["child", "closing"], dict(zip(WORKER, WORKER, strict=True)))


def _told(challenges: pd.DataFrame) -> list[str]:
    """A sentence a challenge: when it was raised, how long it took or is open. Its words stay in the store."""
    rows = zip(challenges["raised_on"], challenges["resolved_on"], challenges["days"], strict=True)
    return [
        f"Challenge raised on {raised:%Y-%m-%d}, "
        + ("open for " if pd.isna(resolved) else "resolved after ")
        + ("1 working day" if days == 1 else f"{days} working days")
        for raised, resolved, days in rows
    ]


def concerns_at(told: Closings) -> pd.DataFrame:
    """Kinds of concern at each closing: child, closing, concerns (a list)."""
    return lists_by(told.concerns, ["child", "closing"], "concern").rename(columns={"concern": "concerns"})
