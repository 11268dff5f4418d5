"""What the panel's own records hold on a day: referrals, meetings, actions, and which days they speak for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking
from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.coverage import batches_of_day
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

SUBJECT = ["subject", "subject_label"]
DISCUSSED: dict[str, Kind] = {
    "subject": "text",
    "subject_label": "text",
    "referral": "text",
    "meeting": "text",
    "held_on": "date",
    "evidence": "text",
}


@dataclass(frozen=True)
class PanelRecords:
    """The panel's records by the day.

    Attributes:
        referrals: one row a referral and subject: subject, subject_label, referral, referred_on, decided_on, decision,
            feedback_on, tool_attached, evidence (a citation).
        discussed: one row a subject and meeting at which it was discussed: subject, subject_label, referral (missing
            where the meeting was about the subject of itself), meeting, held_on, evidence.
        actions: one row an action and subject: subject, subject_label, action, meeting (or missing), referral (or
            missing), agreed_on, due_on, done_on, open (neither done nor dropped), owned (somebody is to do it) and
            evidence.
    """

    referrals: pd.DataFrame
    discussed: pd.DataFrame
    actions: pd.DataFrame


def panel_records(store: Store, as_of: date) -> PanelRecords:
    """The panel's referrals, discussions and actions by the day."""
    rows = store.read("panel_referrals", as_of=as_of)
    referrals = rows.assign(evidence=citations(rows)).drop_duplicates(["subject", "referral"], ignore_index=True)
    return PanelRecords(referrals, _discussed(store, as_of, referrals), _actions(store, as_of))


def asked_about(rows: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """Rows whose subject is asked about: children by `children`, places and groups by `contexts`.

    Who asks about some children and no place or group hears of no place or group.
    """
    child = rows["subject_label"] == "Child"
    children = True if asking.children is None else rows["subject"].isin(asking.children)
    if asking.contexts is not None:
        return rows[(child & children) | (~child & rows["subject"].isin(asking.contexts))]
    return rows[child & children] if asking.children is not None else rows


def panel_days(batches: pd.DataFrame) -> tuple[date, date] | None:
    """The first and the last day for which some extract shows referrals to the panel; None where none does.

    Args:
        batches: cypher/batches.cypher.
    """
    shown = batches[batches["kinds"].map(lambda kinds: "panel_referral" in kinds).astype(bool)]
    if shown[["period_start", "period_end"]].dropna().empty:
        return None
    return shown["period_start"].min().date(), shown["period_end"].max().date()


def told_until(batches: pd.DataFrame, as_of: date) -> date | None:
    """The last day for which the panel's extracts speak on the day asked about; None where none speaks for it.

    A clock stops there: what happened between the end of the extract and the day asked about is not known.
    """
    days = panel_days(batches_of_day(batches, as_of))
    return None if days is None else min(as_of, days[1])


def taken_on(records: PanelRecords, not_taken_on: tuple[str, ...]) -> pd.DataFrame:
    """When the panel first took each subject on: it was discussed at a meeting, or decided on.

    A referral that ended in one of the decisions `not_taken_on` took nobody on, whatever meeting it came to.

    Returns:
        Columns subject, subject_label, day, evidence (the record that says so); one row a subject, by its id.
    """
    refused = records.referrals["decision"].str.strip().str.casefold().isin([no.casefold() for no in not_taken_on])
    no = pd.MultiIndex.from_frame(records.referrals.loc[refused, ["subject", "referral"]])
    columns = [*SUBJECT, "referral", "day", "evidence"]
    agreed = records.actions.rename(columns={"agreed_on": "day"})
    moments = [
        records.discussed.rename(columns={"held_on": "day"})[columns],
        records.referrals.rename(columns={"decided_on": "day"})[columns],
        agreed[agreed["meeting"].notna()][columns],
    ]
    every = pd.concat(moments, ignore_index=True).dropna(subset="day")
    ours = every[~pd.MultiIndex.from_frame(every[["subject", "referral"]]).isin(no)]
    # An action of a meeting is one more record of a discussion: it takes nobody on whose every referral was refused.
    met = ours["referral"].notna() | ~ours["subject"].isin(no.get_level_values(0))
    first = ours[met].sort_values(["subject", "day", "evidence"], kind="stable").drop_duplicates("subject")
    return first[[*SUBJECT, "day", "evidence"]].reset_index(drop=True)


def _discussed(store: Store, as_of: date, referrals: pd.DataFrame) -> pd.DataFrame:
    """Subjects and the panel's meetings about them, through a referral or of themselves."""
    through = store.read("panel_referral_meetings", as_of=as_of)
    through = through.assign(evidence=citations(through)).drop_duplicates(["referral", "meeting"])
    through = through.merge(referrals[[*SUBJECT, "referral"]], on="referral")
    itself = store.read("meeting_subjects", as_of=as_of)
    itself = itself[itself["kind"] == "panel"]
    rows = [frame(DISCUSSED, through), frame(DISCUSSED, itself.assign(evidence=citations(itself)))]
    return pd.concat(rows, ignore_index=True)


def _actions(store: Store, as_of: date) -> pd.DataFrame:
    """The panel's actions and whom they are about."""
    agreed = store.read("panel_agreed_actions", as_of=as_of).drop_duplicates(["action", "agreed_at"])
    at_meeting = agreed["agreed_label"] == "Meeting"
    agreed = agreed.assign(
        evidence=citations(agreed),
        meeting=agreed["agreed_at"].where(at_meeting),
        referral=agreed["agreed_at"].where(~at_meeting),
        open=agreed["done_on"].isna() & ~agreed["status"].isin(["done", "dropped"]),
        owned=agreed["action"].isin(store.read("action_owners", as_of=as_of)["action"]),
    )
    about = store.read("action_subjects", as_of=as_of).drop_duplicates(["subject", "action"])
    kept = ["action", "meeting", "referral", "agreed_on", "due_on", "done_on", "open", "owned", "evidence"]
    return about[[*SUBJECT, "action"]].merge(agreed[kept], on="action")
