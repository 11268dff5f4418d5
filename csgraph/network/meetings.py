"""Meetings about children, who was asked to them and who came, and who worked with the child on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import code_list, folded
from csgraph.network.citations import citations

if TYPE_CHECKING:
    from csgraph.store import Store

OTHER = "other"
"""The agency of whoever no record and no role gives one."""


def meetings_of_children(store: Store, since: date, as_of: date, kinds: Sequence[str]) -> pd.DataFrame:
    """Meetings about a child by its own record, or by a referral to the panel that it discussed.

    Returns:
        One row a child and meeting: child, meeting, kind, day, cited.
    """
    rows = subjects_of_meetings(store, as_of)
    rows = rows[rows["subject_label"] == "Child"].rename(columns={"subject": "child"})
    rows = rows.assign(cited=citations(rows), day=rows["held_on"])
    rows = rows[rows["kind"].isin(kinds) & (rows["day"] >= pd.Timestamp(since))]
    rows = rows.sort_values(["child", "day", "meeting", "cited"]).drop_duplicates(["child", "meeting"])
    return rows[["child", "meeting", "kind", "day", "cited"]].reset_index(drop=True)


def subjects_of_meetings(store: Store, as_of: date) -> pd.DataFrame:
    """What every meeting was about by its own record, or by a referral to the panel that it discussed.

    Returns:
        One row a record: subject, subject_label (Child, Location or Group), meeting, kind, held_on and provenance.
    """
    own = store.read("meeting_subjects", as_of=as_of)
    referred = store.read("panel_referrals", as_of=as_of)
    referred = referred[["subject", "subject_label", "referral"]].drop_duplicates()
    discussed = store.read("panel_referral_meetings", as_of=as_of).merge(referred, on="referral")
    return pd.concat([own, discussed[own.columns]], ignore_index=True)


def guests(store: Store, as_of: date) -> pd.DataFrame:
    """Whoever was asked to a meeting or came to it.

    A professional is known by name, by id where none is recorded: one who is in two extracts under two identifiers is
    one guest. The agency is the one that the record of the meeting names, else one that the professional works for,
    else that of the role.

    Returns:
        One row a meeting and guest: meeting, person, worker, worker_label, worker_name, role, phone, email, agency,
        invited, attended, cited.
    """
    people = store.read("meeting_people", as_of=as_of)
    works = store.read("worker_agencies", as_of=as_of)
    named = works.drop_duplicates(["worker", "source", "record", "batch"])
    rows = people.merge(
        named[["worker", "source", "record", "batch", "agency"]], on=["worker", "source", "record", "batch"], how="left"
    )
    about = works.drop_duplicates("worker").set_index("worker")
    rows = rows.assign(**{name: rows["worker"].map(about[name]).astype("str") for name in ("role", "phone", "email")})
    kind = rows["worker"].str.removeprefix("agency:").where(rows["worker_label"] == "Agency")
    agency = rows["agency"].fillna(kind).fillna(rows["worker"].map(about["agency"]).astype("str"))
    rows = rows.assign(
        agency=agency.fillna(agencies_of(rows["role"])), person=persons(rows), cited=citations(rows),
        invited=rows["part"] == "invited", attended=rows["part"] == "attended",
    ).sort_values(["meeting", "person", "worker", "part", "cited"])  # fmt: skip
    first = ("worker", "worker_label", "worker_name", "role", "phone", "email", "agency", "cited")
    kept = {name: (name, "first") for name in first}
    found = rows.groupby(["meeting", "person"]).agg(**kept, invited=("invited", "any"), attended=("attended", "any"))
    return found.reset_index()


def persons(rows: pd.DataFrame) -> pd.Series:
    """Who a worker is across extracts: the name as code lists compare it, else the id."""
    names = {name: folded(name) for name in rows["worker_name"].dropna().unique()}
    return rows["worker_name"].map(names).astype("str").fillna(rows["worker"])


def agencies_of(roles: pd.Series) -> pd.Series:
    """The agency that each role belongs to, by the code list of roles."""
    known = code_list("agency").codes
    of = {role: flag for flag, listed in code_list("role").flags.items() if flag in known for role in listed}
    of |= {"housing_officer": "housing", "probation": "probation"}
    return roles.map(of).astype("str").fillna(OTHER)


def at_work(meetings: pd.DataFrame, times: pd.DataFrame) -> pd.DataFrame:
    """Who worked with the child on the day of each meeting.

    Args:
        meetings: as `meetings_of_children`.
        times: `csgraph.network.tenures.joined`.

    Returns:
        One row a child, meeting and professional: the columns of both.
    """
    both = meetings.merge(times, on="child")
    there = both[(both["begin"] <= both["day"]) & (both["until"] >= both["day"])]
    return there.sort_values(["child", "day", "meeting", "person", "role"]).drop_duplicates(
        ["child", "meeting", "person"]
    )


def one_each(meetings: pd.DataFrame, held: pd.Series, within: int) -> pd.DataFrame:
    """Meetings without those that another extract tells with attendance: of one child and kind within so many days.

    Args:
        meetings: as `meetings_of_children`.
        held: for each row whether anybody's attendance is recorded.
        within: days.
    """
    bare = meetings[~held].reset_index(names="n")
    full = meetings.loc[held, ["child", "kind", "day"]]
    both = bare.merge(full, on=["child", "kind"], suffixes=("", "_full"))
    again = both.loc[(both["day"] - both["day_full"]).dt.days.abs() <= within, "n"]
    return meetings[~meetings.index.isin(again)]
