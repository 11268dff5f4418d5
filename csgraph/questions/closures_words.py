"""Closings in words: why each is shown, who must answer what, and what would change it. No sentence names a child."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.questions.closing_rules import ClosingRules
from csgraph.questions.closing_states import Closings
from csgraph.questions.concern_words import concern_reasons

SOURCES_SHOWN = 60

FINDING = {
    "disengagement_with_open_concerns": "{what} was closed on {day} for disengagement while concerns were open.",
    "disengagement": "{what} was closed on {day} for disengagement.",
    "closed_with_open_concerns": "{what} was closed on {day} while concerns were open.",
    "cannot_tell": "{what} was closed on {day}; whether for disengagement cannot be told.",
}

ENGAGING = (
    "what was tried to engage the child and the family, by whom and how often, what the child says of it, who keeps "
    "the lead now, and what the safety plan is"
)
NEXT_STEP = {
    "disengagement_with_open_concerns": "The team's manager answers with the lead practitioner: "
    + ENGAGING
    + "; and who answers for each open concern. Where one cannot be answered, reopen or name a lead.",
    "disengagement": "The team's manager answers with the lead practitioner: " + ENGAGING + ".",
    "closed_with_open_concerns": "The team's manager answers with the lead practitioner: who answers for each open "
    "concern since the closing, whether those who recorded them were asked, what the child says, and what the safety "
    "plan is.",
    "cannot_tell": "Ask the team for the reason in its own words: did the child or the family disengage? Load the "
    "case records, which give it.",
    "closed_again_for_disengagement": "A manager looks at the closings together: what was tried each time, what was "
    "learnt, whom the child trusts, and who stays in touch whatever case is open.",
}
WOULD_CHANGE = {
    "disengagement_with_open_concerns": "Words of the closing that say otherwise; a record that the concerns ended.",
    "disengagement": "Words of the closing that say otherwise; a concern on record.",
    "closed_with_open_concerns": "A record that the concerns had ended, or were handed to a named lead.",
    "cannot_tell": "The reason for closing in the agency's own words; a concern on record.",
    "closed_again_for_disengagement": "Words of a closing that say otherwise.",
}

KINDS = {"panel_action": "actions of the panel", "missing": "missing episodes", "incident": "incidents"}

CAVEATS = (
    "Boundary: every child with a closing in the window, unless children were named: most have no open plan any more.",
    (
        "Not listed, only counted, are closings whose reason is told and beside which no concern is recorded: that is "
        "no record, not no concern."
    ),
    "Peer groups, named groups and places are those of the day asked about, not of the day of each closing.",
    (
        "Words are read by rules: a phrase that they do not know is missed, and one that means something else is "
        "caught. Read the words before you speak to anybody."
    ),
)


def worded(told: Closings, rules: ClosingRules, open_plans: pd.Series) -> pd.DataFrame:
    """The closings to look at with their text columns: finding, reasons, sources, next step, what would change it.

    Args:
        told: the closings.
        rules: the rules that they were told by.
        open_plans: kinds of plan open on the day asked about (a list), by child.
    """
    table = told.table[told.table["state"] != "no_concern_recorded"].reset_index(drop=True)
    plans = [open_plans.get(child, []) for child in table["child"]]
    table = table.assign(open_plans=pd.Series(plans, index=table.index, dtype=object))
    known = concern_reasons(told.concerns, rules.closures.before_days)
    table = table.merge(known, on=["child", "closing"], how="left")
    for name in ("concerns", "told", "records"):
        table[name] = table[name].map(lambda cell: cell if isinstance(cell, list) else []).astype(object)
    rows = list(table.to_dict("records"))
    sources = [distinct([row["evidence"], row["records"]], SOURCES_SHOWN) for row in rows]
    return table.assign(
        finding=[
            FINDING[row["state"]].format(what=what_closed(row["kind"]), day=f"{row['day']:%Y-%m-%d}") for row in rows
        ],
        reasons=pd.Series([_reasons(row, rules) for row in rows], index=table.index, dtype=object),
        sources=pd.Series(sources, index=table.index, dtype=object),
        next_step=table["state"].map(NEXT_STEP),
        would_change=table["state"].map(WOULD_CHANGE),
    )


def what_closed(kind: str) -> str:
    """What was closed, in words."""
    return code_list("plan").codes.get(kind, "A case")


def _reasons(row: dict[Hashable, Any], rules: ClosingRules) -> list[str]:
    """Why a closing is shown: what it was closed for, what remained, what goes on, what cannot be told."""
    labels = code_list("closure").codes
    codes, plans = row["codes"], row["open_plans"]
    coded = [f"National code {code}: {labels.get(code, 'not in the list')}" for code in codes]
    fitting = [rule for rule in rules.wording if rule.name in row["wordings"]]
    said = [f"The agency's words say: {rule.name} (rule: {rule.told})" for rule in fitting]
    silent = "The agency's words are recorded and no rule finds disengagement in them"
    hidden = "The agency's words are not recorded" + (": a national code never says disengagement" if codes else "")
    words = said or [silent if row["words"] else hidden]
    going_on = ", ".join(code_list("plan").codes.get(kind, kind) for kind in plans)
    on = f"Open on the day asked about: {going_on}" if plans else "No plan is recorded as open on the day asked about"
    lacking = ", ".join(KINDS[kind] for kind in row["uncovered"])
    gaps = [f"No loaded extract shows for this child: {lacking}"] if lacking else []
    return [*coded, *words, *row["told"], on, *gaps]
