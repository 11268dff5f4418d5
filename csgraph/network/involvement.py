"""Who works with which child: every link known on a day, with the school that it belongs to and its team by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import folded
from csgraph.network.citations import citations

if TYPE_CHECKING:
    from csgraph.network.circumstances import Circumstances
    from csgraph.store import Store

TEAM_SCHEME = "ssdteam:"
"""Identifiers of teams by the code that involvements give for a team."""


def known_links(store: Store, known: Circumstances, leads: pd.DataFrame, since: date) -> pd.DataFrame:
    """Links known on the day of `known`, except those that ended before `since`; as `linked`."""
    involvements = store.read("involvements", since=since, as_of=known.as_of)
    return linked(involvements, known.schools, leads, store.read("teams"))


def linked(involvements: pd.DataFrame, schools: pd.DataFrame, leads: pd.DataFrame, teams: pd.DataFrame) -> pd.DataFrame:
    """Links between children and those who work with them.

    A link belongs to a current school of the child when the same record put the child on its roll, when its team is
    that school's name, or when somebody recorded that the professional works there.

    Args:
        involvements: cypher/involvements.cypher.
        schools: current schools of each child, as `Circumstances.schools`.
        leads: cypher/school_leads.cypher.
        teams: cypher/teams.cypher.

    Returns:
        The involvements; `name` is `worker_name`, `team` a name where its code is known, `link_source` the record and
        `school` the school's id, missing where the link belongs to none.
    """
    links = involvements.rename(columns={"name": "worker_name"})
    codes = teams["team"].str.removeprefix(TEAM_SCHEME)
    named = pd.Series(teams["name"].array, index=codes.array)[~codes.duplicated().to_numpy()]
    by_name = links["team"].map(named).astype("str").fillna(links["team"])
    return links.assign(team=by_name, link_source=citations(links), school=_school_of(links, schools, leads))


def holds(links: pd.DataFrame, as_of: date) -> pd.Series:
    """Which links hold on the day: begun, not ended, and not told as historic."""
    begun = links["start"].isna() | (links["start"] <= pd.Timestamp(as_of))
    open_ = links["end"].isna() | (links["end"] >= pd.Timestamp(as_of))
    return begun & open_ & (links["involvement"].fillna("current") == "current")


def _school_of(links: pd.DataFrame, schools: pd.DataFrame, leads: pd.DataFrame) -> pd.Series:
    """The current school that each link belongs to; missing where there is none."""
    numbered = links.reset_index(names="n")
    named = schools.assign(team_key=schools["school_name"].fillna("").map(folded))
    ways = [
        numbered.merge(schools, on=["child", "source", "record", "batch"])[["n", "school"]],
        numbered.assign(team_key=numbered["team"].fillna("").map(folded))
        .query("team_key != ''")
        .merge(named, on=["child", "team_key"])[["n", "school"]],
        numbered.merge(schools[["child", "school"]], on="child").merge(
            leads[["school", "worker"]], on=["school", "worker"]
        )[["n", "school"]],
    ]
    found = pd.concat(ways).drop_duplicates("n").set_index("n")["school"]
    return found.reindex(links.index)
