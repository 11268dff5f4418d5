"""Who was left out of meetings about a child, who did not come, which were not quorate, what cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.findings import Asking
from csgraph.network.as_of import days_before
from csgraph.network.coverage import covered_by_kind
from csgraph.network.meetings import agencies_of, at_work, guests, meetings_of_children, one_each
from csgraph.network.tenures import tenures
from csgraph.questions.network_rules import NetworkRules, Quorum

if TYPE_CHECKING:
    from csgraph.store import Store

ATTENDANCE = "attendance"
"""The kind of record that an extract of who was at meetings states."""

PAIR = ["child", "person"]


@dataclass(frozen=True)
class Meetings:
    """What is known of the meetings about the children asked about.

    Attributes:
        told: meetings with somebody's attendance: child, meeting, kind, day, cited.
        bare: meetings of which nobody's attendance is recorded, the same columns.
        guests: one row a child, meeting and guest: `told` and `csgraph.network.meetings.guests`.
        at_work: one row a child, meeting and professional who worked with the child that day, with agency and `asked`.
        uncovered: ids of the children of whom no loaded extract shows attendance.
    """

    told: pd.DataFrame
    bare: pd.DataFrame
    guests: pd.DataFrame
    at_work: pd.DataFrame
    uncovered: pd.Index


def known_meetings(store: Store, asking: Asking, children: pd.Index, rules: NetworkRules) -> Meetings:
    """Everything that the states rest on."""
    day, since = asking.as_of, days_before(asking.as_of, rules.meetings.days)
    every = meetings_of_children(store, since, day, rules.meetings.kinds)
    every = every[every["child"].isin(children)].reset_index(drop=True)
    people = guests(store, day)
    came = every["meeting"].isin(people.loc[people["attended"], "meeting"])
    every = one_each(every, came, rules.meetings.same_within_days)
    told = every[came.reindex(every.index)]
    there = told.merge(people, on="meeting", suffixes=("", "_guest"))
    work = at_work(told, tenures(store, store.read("child_records"), since, day))
    work = work[~work["role"].isin(rules.meetings.not_expected)]
    own = people.drop_duplicates("person").set_index("person")["agency"]
    work = work.assign(agency=work["person"].map(own).astype("str").fillna(agencies_of(work["role"])))
    covered = covered_by_kind(store, day, ATTENDANCE)[ATTENDANCE].reindex(children)
    # A meeting with attendance on record shows that some extract tells it; the panel tells only of its own.
    shown = children.isin(told.loc[told["kind"] != "panel", "child"])
    nothing = ~(covered.map(bool).to_numpy(dtype=bool) | shown)
    return Meetings(
        told, every[~came.reindex(every.index)], there, work.assign(asked=_asked(work, there)), children[nothing]
    )


def not_invited(known: Meetings) -> pd.DataFrame:
    """Professionals who worked with the child on the day and were neither asked nor there: one row each and child.

    Returns:
        child, person, worker, worker_name, role, phone, email, team, agency, held (meetings in their time), days,
        kinds and sources (lists).
    """
    work = known.at_work
    return _by_person(work[~work["asked"]], work.groupby(PAIR).size())


def did_not_attend(known: Meetings) -> pd.DataFrame:
    """Guests who were asked and did not come, as `not_invited`; `held` is how many meetings they were asked to."""
    asked = known.guests[known.guests["invited"] & (known.guests["worker_label"] == "Professional")]
    away = asked[~asked["attended"]]
    none = pd.Series(None, index=away.index, dtype="str")
    return _by_person(away.assign(team=none, cited=away["cited_guest"]), asked.groupby(PAIR).size())


def not_quorate(known: Meetings, rules: tuple[Quorum, ...]) -> pd.DataFrame:
    """Meetings at which an agency that must be there was not: one row a child and meeting.

    Returns:
        `Meetings.told` with present, lacking (lists of agencies), short (other agencies too few), rule (its place).
    """
    came = known.guests[known.guests["attended"]]
    there = came.groupby("meeting")["agency"].agg(lambda codes: sorted(set(codes)))
    found = []
    for place, rule in enumerate(rules):
        rows = known.told[known.told["kind"] == rule.kind]
        present = rows["meeting"].map(there)
        lacking = [[each[0] for each in rule.needs if not set(each) & set(codes)] for codes in present]
        short = [max(0, rule.others - len(set(codes) - set(rule.not_other))) for codes in present]
        judged = rows.assign(
            present=present, lacking=pd.Series(lacking, rows.index, dtype=object), short=short, rule=place
        )
        found.append(judged[judged["lacking"].map(bool).astype(bool) | (judged["short"] > 0)])
    nothing = known.told.head(0).assign(present=None, lacking=None, short=0, rule=0)
    return pd.concat([rows for rows in found if len(rows)] or [nothing], ignore_index=True)


def _asked(work: pd.DataFrame, there: pd.DataFrame) -> pd.Series:
    """Whether each professional was asked or came, by name or id, or the agency was without a name."""
    named = _among(work, there, [*PAIR, "meeting"]) | _among(work, there, ["meeting", "worker"])
    unnamed = there.loc[there["worker_label"] == "Agency", ["meeting", "agency"]]
    return pd.Series(named | _among(work, unnamed, ["meeting", "agency"]), index=work.index)


def _among(rows: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """Which rows have a like among others."""
    return pd.MultiIndex.from_frame(rows[columns]).isin(pd.MultiIndex.from_frame(others[columns]))


def _by_person(rows: pd.DataFrame, held: pd.Series) -> pd.DataFrame:
    """One row a child and professional, with the meetings."""
    ordered = rows.sort_values([*PAIR, "day", "meeting"])
    first = {name: (name, "first") for name in ("worker", "worker_name", "role", "phone", "email", "team", "agency")}
    lists = {"days": ("day", list), "kinds": ("kind", list), "sources": ("cited", list)}
    found = ordered.groupby(PAIR).agg(**first, **lists)
    return found.assign(held=held.reindex(found.index).astype("Int64")).reset_index()
