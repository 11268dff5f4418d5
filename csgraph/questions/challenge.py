"""Which closings did nobody challenge, who could have, and how did recorded challenges end?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.challenges import challenges_to
from csgraph.network.coverage import covered_by_kind
from csgraph.questions.challenge_figures import challenge_figures
from csgraph.questions.challenge_states import (
    CHALLENGED,
    WORKER,
    challenge_states,
    concerns_at,
    could_challenge,
    timed,
)
from csgraph.questions.challenge_words import CAVEATS, worded
from csgraph.questions.closing_rules import closing_rules
from csgraph.questions.closing_states import STATES as CLOSED
from csgraph.questions.closing_states import closings_told, named_closing
from csgraph.questions.escalation_rules import escalation
from csgraph.questions.rule_files import unverified_caveat
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "closing": "text",
    "closed": "text",
    "closed_on": "date",
    "closed_for": "text",
    "wordings": "texts",
    "concerns": "texts",
    "team": "text",
    "challenges": "whole",
    "raised_on": "date",
    "resolved_on": "date",
    "days": "whole",
    "stage": "text",
    "agencies": "texts",
    "worker": "texts",
    "worker_name": "texts",
    "role": "texts",
    "phone": "texts",
    "email": "texts",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "closing": "the closing: kind of case and day",
    "closed": "kind of case that was closed",
    "closed_on": "day it was closed",
    "closed_for": "why it is asked about, a state of the question closures",
    "wordings": "what the agency's words say of disengagement",
    "concerns": "kinds of concern on record at the closing or since",
    "team": "the team that led the case on that day",
    "challenges": "how many challenges are recorded",
    "raised_on": "day of the challenge that decides the state: an open one first, then the longest",
    "resolved_on": "day it was resolved",
    "days": "working days that it took, or has been open",
    "stage": "the stage of escalation that an open challenge has come to",
    "agencies": "agencies of those who challenged",
    "worker": "ids of those who worked with the child on that day and could have challenged; in one order",
    "worker_name": "their names, in the same order",
    "role": "their roles, in the same order",
    "phone": "their work telephones, in the same order",
    "email": "their work e-mails, in the same order",
}

STATES = ("no_challenge_recorded", *CHALLENGED, "cannot_tell")
"""In the order of the table; resolved challenges come after what somebody can act on."""


def answer(store: Store, asking: Asking) -> Findings:
    """Every closing for disengagement or with open concerns, and whether a professional challenged it."""
    closing, rules = closing_rules(), escalation()
    told = closings_told(store, asking.as_of, closing, asking.children)
    table = told.table[told.table["state"].isin(CLOSED[:3])].rename(columns={"state": "closed_for"})
    challenges = timed(challenges_to(store, table, asking.as_of), asking.as_of)
    table = _with(table, challenge_states(challenges, rules), concerns_at(told), could_challenge(told, rules))
    covering = covered_by_kind(store, asking.as_of, "challenge")["challenge"]
    table["covering"] = [covering.get(child, []) for child in table["child"]]
    unchallenged = table["covering"].map(bool).map({True: "no_challenge_recorded", False: "cannot_tell"})
    table["state"] = table["state"].fillna(unchallenged).astype("str")
    rows = worded(table, rules).assign(subject_label="Child", basis="L")
    place = {state: n for n, state in enumerate(STATES)}
    rows = rows.assign(place=rows["state"].map(place)).sort_values(
        ["place", "day", "child", "closing"], ascending=[True, False, True, True], kind="stable", ignore_index=True
    )
    rows = rows.assign(closing=named_closing(rows))
    rows = rows.rename(columns={"child": "subject", "kind": "closed", "day": "closed_on"})
    caveats = [*CAVEATS, *unverified_caveat([*closing.every(), *rules.stage])]
    return Findings(
        QUESTION.name,
        asking.as_of,
        findings_table(rows, MORE),
        challenge_figures(table, challenges, rules),
        caveats,
    )


def _with(table: pd.DataFrame, *more: pd.DataFrame) -> pd.DataFrame:
    """The table with further columns by closing; an absent list is empty, an absent count 0."""
    for part in more:
        table = table.merge(part, on=["child", "closing"], how="left")
    for name in ("agencies", "told", "records", "concerns", *WORKER):
        table[name] = table[name].map(lambda cell: cell if isinstance(cell, list) else []).astype(object)
    told = {"stage": table["stage"].astype("str").fillna(""), "state": table["state"].astype("str")}
    return table.assign(challenges=table["challenges"].fillna(0).astype("int64"), **told)


QUESTION = Question(
    name="challenge",
    title="Closings that nobody challenged",
    concern="Professional challenge in response to the closing of cases was not to be seen in an audit: those who knew "
    "the child said nothing, or nobody wrote it down.",
    about="Closings for disengagement or while concerns were open: whether a professional challenge is recorded, who "
    "worked with the child on that day and could have raised one, how long challenges took. It says nothing about "
    "whether a closing was right, and names no one as having failed.",
    answer=answer,
    keys=("closing",),
)
