"""What is open of each referral to the panel: the decision, word to the referrer, actions, word to the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from csgraph.network.listing import lists_by
from csgraph.questions.panel_feedback_figures import STATES
from csgraph.questions.panel_records import PanelRecords
from csgraph.questions.panel_rules import Feedback


@dataclass(frozen=True)
class Asked:
    """What the findings are told from: the referrals asked about, their actions, whom nobody told."""

    referrals: pd.DataFrame
    actions: pd.DataFrame
    untold: pd.DataFrame
    until: date | None


def open_actions(records: PanelRecords, referrals: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """The open actions of each referral: agreed at a meeting that discussed it, or made from the referral itself."""
    through = records.discussed.dropna(subset="referral")[["subject", "referral", "meeting"]]
    by_meeting = (
        records.actions.dropna(subset="meeting").drop(columns="referral").merge(through, on=["subject", "meeting"])
    )
    actions = pd.concat([by_meeting, records.actions.dropna(subset="referral")], ignore_index=True)
    actions = actions[actions["open"] & actions["referral"].isin(referrals["referral"])]
    late = actions["due_on"] < pd.Timestamp(until) if until else False
    return actions.assign(late=late).sort_values(["referral", "due_on", "action"], ignore_index=True)


def open_referrals(asked: Asked, rules: Feedback) -> pd.DataFrame:
    """One row a referral and thing that is open; where the panel's extracts do not reach the day, one `cannot_tell`."""
    rows = asked.referrals
    if asked.until is None:
        waiting = (
            rows["decided_on"].isna() | rows["feedback_on"].isna() | rows["referral"].isin(asked.actions["referral"])
        )
        return _ordered(_with_parts(rows[waiting].assign(state="cannot_tell", waiting_days=None), asked))
    end = pd.Timestamp(asked.until)
    since_referral, since_decision = (end - rows["referred_on"]).dt.days, (end - rows["decided_on"]).dt.days
    undecided = rows["decided_on"].isna() & rows["feedback_on"].isna()
    silent = rows["decided_on"].notna() & rows["feedback_on"].isna()
    actions, people = asked.actions, asked.untold
    masks = {
        "no_decision": (undecided & (since_referral > rules.decision_days), since_referral),
        "no_feedback": (silent & (since_decision > rules.feedback_days), since_decision),
        "action_overdue": (rows["referral"].isin(actions.loc[actions["late"], "referral"]), None),
        "action_without_owner": (rows["referral"].isin(actions.loc[~actions["owned"], "referral"]), None),
        "network_not_told": (rows["referral"].isin(people["referral"]), None),
    }
    found = [
        rows[mask].assign(state=state, waiting_days=days[mask] if days is not None else None)
        for state, (mask, days) in masks.items()
    ]
    return _ordered(_with_parts(pd.concat(found, ignore_index=True), asked))


def _with_parts(found: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Findings with the actions and professionals that they are about, and the records of those."""
    overdue = asked.actions[asked.actions["late"].astype(bool)].assign(state="action_overdue")
    ownerless = asked.actions[~asked.actions["owned"]].assign(state="action_without_owner")
    actions = pd.concat([overdue, ownerless], ignore_index=True)
    people = asked.untold.assign(state="network_not_told")
    keys = ["referral", "state"]
    parts = pd.concat([actions[[*keys, "evidence"]], people[[*keys, "evidence"]]], ignore_index=True)
    lists = {
        "actions": lists_by(actions, keys, "action").rename(columns={"action": "actions"}),
        "not_told": lists_by(people, keys, "worker").rename(columns={"worker": "not_told"}),
        "part_sources": lists_by(parts, keys, "evidence").rename(columns={"evidence": "part_sources"}),
    }
    for name, rows in lists.items():
        found = found.merge(rows, on=keys, how="left")
        found[name] = [cell if isinstance(cell, list) else [] for cell in found[name]]
    due = actions.groupby(keys)["due_on"].min().reset_index()
    return found.merge(due, on=keys, how="left")


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    place = found["state"].map({state: place for place, state in enumerate(STATES)})
    keys = found.assign(place=place).sort_values(["place", "referred_on", "referral", "subject"], kind="stable")
    return keys.drop(columns="place").reset_index(drop=True)
