"""Which professionals of a child's network took no part in the panel's work on the child."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.involvement import holds
from csgraph.questions.panel_records import PanelRecords
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

UNTOLD: dict[str, Kind] = {
    "child": "text",
    "referral": "text",
    "worker": "text",
    "worker_name": "text",
    "role": "text",
    "team": "text",
    "phone": "text",
    "email": "text",
    "recorded_by": "text",
    "evidence": "text",
}


def untold(store: Store, records: PanelRecords, newest: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Professionals who work with a child on the day and of whom the panel's records of the child hold no word.

    Word of somebody is: they made a referral of the child, were invited to a meeting on it or were there, or are to
    carry out an action about the child.

    Args:
        store: the store.
        records: the panel's records.
        newest: the referral of each child that is asked about: subject, referral.
        as_of: the day.

    Returns:
        Columns of `UNTOLD`, one row a child, professional and role.
    """
    links = store.read("involvements", since=as_of, as_of=as_of)
    links = links[holds(links, as_of) & (links["worker_label"] == "Professional")]
    links = links.merge(newest[["subject", "referral"]].rename(columns={"subject": "child"}), on="child")
    told = pd.MultiIndex.from_frame(_told(store, records, as_of)[["subject", "worker"]])
    links = links[~pd.MultiIndex.from_frame(links[["child", "worker"]]).isin(told)]
    links = links.assign(worker_name=links["name"], evidence=citations(links)).sort_values(["child", "role", "link"])
    return frame(UNTOLD, links.drop_duplicates(["child", "worker", "role"]))


def _told(store: Store, records: PanelRecords, as_of: date) -> pd.DataFrame:
    """Whom the panel's records of a subject name: subject, worker."""
    referrers = store.read("panel_referrers", as_of=as_of)
    people = store.read("meeting_people", as_of=as_of)
    owners = store.read("action_owners", as_of=as_of)
    parts = [
        records.referrals[["subject", "referral"]].merge(referrers, on="referral"),
        records.discussed[["subject", "meeting"]].merge(people, on="meeting"),
        records.actions[["subject", "action"]].merge(owners, on="action"),
    ]
    return pd.concat([part[["subject", "worker"]] for part in parts], ignore_index=True).drop_duplicates()
