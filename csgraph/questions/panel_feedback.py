"""Which referrals to the panel have no decision, which referrers were not told, which actions are overdue?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.questions.panel_feedback_figures import feedback_figures
from csgraph.questions.panel_feedback_words import caveats, worded
from csgraph.questions.panel_open import Asked, open_actions, open_referrals
from csgraph.questions.panel_records import asked_about, panel_records, told_until
from csgraph.questions.panel_rules import Feedback, panel_rules
from csgraph.questions.panel_told import untold
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "referral": "text",
    "referred_on": "date",
    "decided_on": "date",
    "feedback_on": "date",
    "waiting_days": "whole",
    "referrer": "text",
    "worker_name": "text",
    "agency": "text",
    "actions": "texts",
    "due_on": "date",
    "not_told": "texts",
    "rule_source": "text",
}
"""This question's columns after those of every findings table. `not_told` holds ids of professionals."""

ABOUT = {
    "referral": "id of the referral",
    "referred_on": "the day it was made",
    "decided_on": "the day of the decision, if there is one",
    "feedback_on": "the day the referrer was told, if there is one",
    "waiting_days": "days since the referral or the decision, as far as the panel's extracts speak",
    "referrer": "id of who made it",
    "worker_name": "what the referrer is called",
    "agency": "the agency for which it was made",
    "actions": "ids of the actions that the finding is about",
    "due_on": "the first day on which one of them was due",
    "not_told": "ids of the professionals of whom the panel's records of the child hold no word",
    "rule_source": "where the clock comes from; unverified where nobody read it",
}

UNKNOWN = "agency not recorded"


def answer(store: Store, asking: Asking) -> Findings:
    """What of each referral is open: the decision, word to the referrer, actions, word to the child's professionals."""
    day, rules = asking.as_of, panel_rules()
    records = panel_records(store, day)
    referrals = _with_referrers(store, asked_about(records.referrals, asking), day)
    until = told_until(store.read("batches"), day)
    newest = _newest_of_children(referrals, day, rules.feedback)
    asked = Asked(referrals, open_actions(records, referrals, until), untold(store, records, newest, day), until)
    found = open_referrals(asked, rules.feedback)
    table = findings_table(worded(found, rules, until), MORE)
    return Findings(
        QUESTION.name, day, table, feedback_figures(asked.referrals, found, asked.untold), caveats(rules, until, day)
    )


def _with_referrers(store: Store, referrals: pd.DataFrame, day: date) -> pd.DataFrame:
    """Referrals with who made each (the first by id, where several did) and the agency."""
    people = store.read("panel_referrers", as_of=day).drop_duplicates("referral")
    agencies = store.read("panel_referrer_agencies", as_of=day).drop_duplicates(["referral", "worker"])
    people = people.merge(agencies, on=["referral", "worker"], how="left")
    own = people["worker"].where(people["worker_label"] == "Agency")
    school = people["worker_label"].map({"School": "agency:school"})
    people["agency"] = people["agency"].fillna(own).fillna(school).astype("str").str.removeprefix("agency:")
    named = people.rename(columns={"worker": "referrer"})[["referral", "referrer", "worker_name", "agency"]]
    return referrals.merge(named, on="referral", how="left").fillna({"agency": UNKNOWN})


def _newest_of_children(referrals: pd.DataFrame, day: date, rules: Feedback) -> pd.DataFrame:
    """The newest referral of each child, where it is recent enough for the network of the day to be asked about."""
    recent = referrals["referred_on"] >= pd.Timestamp(days_before(day, rules.told_within_days))
    of_children = referrals[recent & (referrals["subject_label"] == "Child")]
    return of_children.sort_values(["subject", "referred_on", "referral"]).drop_duplicates("subject", keep="last")


QUESTION = Question(
    name="panel-feedback",
    title="Referrals to the panel without decision, feedback or action",
    concern="There were often gaps in communication to and from the contextual safeguarding panel.",
    about="Referrals of children, places and groups without a decision, decisions of which the referrer was not "
    "told, actions overdue or without an owner, and professionals of a child's network of whom the panel's records "
    "hold no word. It tells what was written down: somebody may have been told by telephone.",
    answer=answer,
    keys=("referral",),
)
