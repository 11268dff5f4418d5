"""Whom to ring: professionals close to a child's circumstances who are not recorded for the child."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import citations
from csgraph.network.listing import lists_by

LEAD_ROLES = frozenset({
    "social_worker", "fhlp", "lcpp", "lead_practitioner_eh", "yjs_case_manager", "exploitation_worker",
    "police_exploitation", "youth_worker",
})  # fmt: skip
"""Roles that plan around a child's peers: worth a call about another child of the family or group.

A peer's family doctor is not: that would only spread what the doctor knows.
"""

CANDIDATE = ["child", "role", "setting", "worker", "worker_name", "phone", "email", "team", "why", "source"]
"""Columns of a way's candidates, one row a child, professional and reason."""

PAIR = ["child", "worker"]
NEED = ["child", "role", "setting"]


@dataclass(frozen=True)
class Nearby:
    """What the ways to a suggestion are looked for in.

    Attributes:
        held: links that hold on the day, as `csgraph.network.involvement.linked`, `school` among them.
        schools: current schools of each child: child, school, school_name.
        leads: safeguarding leads of schools: school, worker, name, phone, email, and provenance.
        relatives: pairs of children of one family: child, other, why.
        peers: pairs of children of one group: child, other, why.
        officers: officers on missing episodes: child, worker, name, phone, email, role, start, and provenance.
    """

    held: pd.DataFrame
    schools: pd.DataFrame
    leads: pd.DataFrame
    relatives: pd.DataFrame
    peers: pd.DataFrame
    officers: pd.DataFrame


def suggestions(nearby: Nearby, states: pd.DataFrame) -> pd.DataFrame:
    """People to ring about each child, who have no link to the child that holds.

    Args:
        nearby: where to look.
        states: expected roles of the children asked about, with states.

    Returns:
        One row a child and professional: `CANDIDATE` without why and source, `fills` (whether nobody present is
        recorded in that role), `reasons` and `sources` (lists).
    """
    asked = pd.Index(states["child"].unique())
    unfilled = states.loc[states["state"] != "present", ["child", "role", "setting"]]
    ways = [
        school_leads(nearby, unfilled),
        workers_of_others(nearby.held, nearby.relatives, unfilled),
        workers_of_others(nearby.held, nearby.peers, unfilled.head(0)),
        officers(nearby.officers),
    ]
    found = pd.concat([way[CANDIDATE] for way in ways], ignore_index=True)
    found = found[found["child"].isin(asked)].merge(
        nearby.held[PAIR].drop_duplicates(), on=PAIR, how="left", indicator=True
    )
    found = found[found["_merge"] == "left_only"].drop(columns="_merge")
    return _one_each(found.assign(fills=_among(found, unfilled, NEED)))


def school_leads(nearby: Nearby, unfilled: pd.DataFrame) -> pd.DataFrame:
    """The safeguarding lead of a current school, where none is present for the child in that school.

    Known from a record of who works there, or from the links of the school's other pupils.
    """
    named = nearby.leads.rename(columns={"name": "worker_name"}).assign(source=citations(nearby.leads), team=None)
    of_pupils = nearby.held[(nearby.held["role"] == "dsl") & nearby.held["school"].notna()].assign(
        source=nearby.held["link_source"]
    )
    columns = ["school", "worker", "worker_name", "phone", "email", "team", "source"]
    leads = pd.concat([named[columns], of_pupils[columns]], ignore_index=True).drop_duplicates(["school", "worker"])
    at_school = nearby.schools[["child", "school", "school_name"]].drop_duplicates(["child", "school"])
    lacking = unfilled[unfilled["role"] == "dsl"].merge(
        at_school, left_on=["child", "setting"], right_on=["child", "school"]
    )
    found = lacking.merge(leads, on="school")
    return found.assign(
        why="safeguarding lead of " + found["school_name"].fillna(found["school"]) + ", where the child is on roll"
    )


def workers_of_others(held: pd.DataFrame, pairs: pd.DataFrame, unfilled: pd.DataFrame) -> pd.DataFrame:
    """Those who work with another child: in a role that plans around peers, or one unfilled for this child.

    Roles of a school are left out: another child's school says nothing about this child's.
    """
    found = pairs.merge(
        held.rename(columns={"child": "other", "link_source": "cited"}).drop(columns="source"), on="other"
    )
    found = found[~found["role"].isin(code_list("role").flags["school"])]
    found = found[found["role"].isin(LEAD_ROLES) | _among(found, unfilled, ["child", "role"])]
    why = "works with " + found["other"] + ", " + found["why"]
    return found.assign(setting="", why=why, source=found["cited"])


def officers(found: pd.DataFrame) -> pd.DataFrame:
    """The officers on the child's missing episodes of the year."""
    days = found["start"].dt.strftime("%Y-%m-%d").fillna("an unknown day")
    return found.assign(
        worker_name=found["name"],
        role=found["role"].fillna("police_missing"),
        setting="",
        team=None,
        why="officer on the missing episode of " + days,
        source=citations(found),
    )


def _among(rows: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> np.ndarray:
    """Which rows have a like among others."""
    return pd.MultiIndex.from_frame(rows[columns]).isin(pd.MultiIndex.from_frame(others[columns]))


def _one_each(found: pd.DataFrame) -> pd.DataFrame:
    """One row a child and professional, with every reason; the role that is unfilled first."""
    ordered = found.sort_values([*PAIR, "fills", "role", "why"], ascending=[True, True, False, True, True])
    people = ordered.drop_duplicates(PAIR).drop(columns=["why", "source"])
    reasons = lists_by(ordered, PAIR, "why").rename(columns={"why": "reasons"})
    sources = lists_by(ordered, PAIR, "source").rename(columns={"source": "sources"})
    return people.merge(reasons, on=PAIR).merge(sources, on=PAIR)
