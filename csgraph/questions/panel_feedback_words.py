"""Open referrals to the panel in sentences. No sentence names a child."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from csgraph.questions.panel_rules import PanelRules, in_sentence
from csgraph.questions.rule_files import unverified_caveat

FINDING = {
    "no_decision": "No decision is recorded {waiting} days after the referral of {referred}.",
    "no_feedback": "Decided on {decided}; no word to the referrer is recorded {waiting} days later.",
    "action_overdue": "Actions agreed and past their day, not recorded as done: {actions}, the first due on {due}.",
    "action_without_owner": "Actions agreed that nobody is recorded to carry out: {actions}.",
    "network_not_told": "Professionals who work with the child and of whom the panel's records of the child hold no "
    "word: {not_told}.",
    "cannot_tell": "Open when the panel's extract ended; how it stands on the day cannot be told.",
}
NEXT_STEP = {
    "no_decision": "Ask the {panel} to decide, or to record its decision; tell {who}.",
    "no_feedback": "Tell {who} what was decided and why, and record the day.",
    "action_overdue": "Ask the owners of the actions; agree a new day or say at the next meeting why not.",
    "action_without_owner": "Name an owner for each action at the next meeting of the {panel}.",
    "network_not_told": "Tell those who need to know what was decided and agreed, where sharing it is lawful and "
    "needed; invite them next time (figure: Professionals not told).",
    "cannot_tell": "Load the {panel}'s newest extract.",
}
WOULD_CHANGE = {
    "no_decision": "A decision recorded since.",
    "no_feedback": "The day of feedback, recorded.",
    "action_overdue": "The day on which the actions were done, or a new day agreed.",
    "action_without_owner": "An owner, recorded.",
    "network_not_told": "A record that they were invited or there, referred or own an action; their work with the "
    "child having ended.",
    "cannot_tell": "An extract of the panel that reaches the day.",
}
CLOCKED = ("no_decision", "no_feedback")


def worded(found: pd.DataFrame, rules: PanelRules, until: date | None) -> pd.DataFrame:
    """One finding a referral and thing that is open, in the order given."""
    parts = _parts(found, in_sentence(rules.panel.name))
    texts = {
        name: [patterns[state].format_map(part) for state, part in zip(found["state"], parts, strict=True)]
        for name, patterns in {"finding": FINDING, "next_step": NEXT_STEP, "would_change": WOULD_CHANGE}.items()
    }
    clocked = found["state"].isin(CLOCKED)
    sources = zip(found["evidence"], found["part_sources"], strict=True)
    return found.assign(
        **texts,
        basis=clocked.map({True: rules.feedback.basis, False: ""}),
        rule_source=clocked.map({True: rules.feedback.told, False: ""}),
        reasons=pd.Series(
            [_reasons(row, rules, until) for row in found.to_dict("records")], index=found.index, dtype=object
        ),
        sources=pd.Series([[one, *more] for one, more in sources], index=found.index, dtype=object),
    )


def caveats(rules: PanelRules, until: date | None, day: date) -> list[str]:
    """What a reader must know before using the answer."""
    clocks = rules.feedback
    reach = f"the panel's extracts speak until {until:%Y-%m-%d}" if until else "no extract of the panel reaches the day"
    return [
        (
            "Boundary: every referral to the panel by the day, of children, places and named groups, unless some "
            "were named."
        ),
        (
            f"Period: {reach}; every clock stops there. Referrals of the last {clocks.told_within_days} days, the "
            f"newest of each child, are asked whether the child's professionals of {day:%Y-%m-%d} were told."
        ),
        (
            f"Clocks: a decision within {clocks.decision_days} days, feedback within {clocks.feedback_days} "
            f"({clocks.told})."
        ),
        (
            "Coverage: it shows what was written down. Somebody told by telephone, or by a colleague who was at the "
            "meeting, is not recorded; not every professional needs to know everything. The same person under two "
            "identifiers is two."
        ),
        *unverified_caveat([clocks]),
    ]


def _parts(found: pd.DataFrame, panel: str) -> list[dict[str, str]]:
    """What the patterns are filled with, one row a finding."""
    days = {name: found[column].dt.strftime("%Y-%m-%d").fillna("a day not recorded") for name, column in DAYS.items()}
    waiting = found["waiting_days"].astype("Int64").astype("str").fillna("")
    who = found["worker_name"].fillna(found["referrer"]).fillna("the referrer")
    numbers = {name: found[name].map(len).map(str) for name in ("actions", "not_told")}
    table = pd.DataFrame(days | numbers | {"waiting": waiting, "who": who}).assign(panel=panel)
    return table.to_dict("records")  # type: ignore[return-value]


DAYS = {"referred": "referred_on", "decided": "decided_on", "due": "due_on"}


def _reasons(row: Mapping[Hashable, Any], rules: PanelRules, until: date | None) -> list[str]:
    """Why the referral is shown."""
    told = [f"referred on {row['referred_on']:%Y-%m-%d}"]
    told += [f"decided on {row['decided_on']:%Y-%m-%d}"] if not pd.isna(row["decided_on"]) else []
    told += [f"feedback on {row['feedback_on']:%Y-%m-%d}"] if not pd.isna(row["feedback_on"]) else []
    clocks = {"no_decision": rules.feedback.decision_days, "no_feedback": rules.feedback.feedback_days}
    if until and row["state"] in clocks:
        told.append(f"{clocks[str(row['state'])]} days were allowed; the records speak until {until:%Y-%m-%d}")
    return told
