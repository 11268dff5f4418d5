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
    links = linked(involvements, known.schools, leads, store.read("teams"))
    return links.assign(superseded=superseded(links, store.read("batches"), known.records, known.as_of))


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
        `school` the school's id, missing where the link belongs to none, and `superseded` missing.
    """
    links = involvements.rename(columns={"name": "worker_name"})
    nothing = pd.Series(pd.NaT, index=links.index, dtype="datetime64[us]")
    belongs = _school_of(links, schools, leads)
    by_name = named_teams(links["team"], teams)
    return links.assign(team=by_name, link_source=citations(links), school=belongs, superseded=nothing)


def named_teams(team: pd.Series, teams: pd.DataFrame) -> pd.Series:
    """Teams by name where a record gives a code; else as recorded.

    Args:
        team: teams as recorded.
        teams: cypher/teams.cypher.
    """
    codes = teams["team"].str.removeprefix(TEAM_SCHEME)
    names = pd.Series(teams["name"].array, index=codes.array)[~codes.duplicated().to_numpy()]
    return team.map(names).astype("str").fillna(team)


def superseded(links: pd.DataFrame, batches: pd.DataFrame, records: pd.DataFrame, as_of: date) -> pd.Series:
    """The day of a newer extract of the same source that describes the child and no longer has the link; else missing.

    Only an open link can be left out by mistake; one with an end is over as recorded.

    Args:
        links: as `linked`.
        batches: cypher/batches.cypher.
        records: cypher/child_records.cypher.
        as_of: the day asked about; extracts after it are not known yet.
    """
    extracts = batches.loc[batches["extracted_on"] <= pd.Timestamp(as_of), ["batch", "source", "extracted_on"]]
    seen = records[["child", "batch"]].drop_duplicates().merge(extracts, on="batch")
    newest = seen.groupby(["child", "source"])["extracted_on"].max().rename("newest").reset_index()
    made = links[["child", "source", "batch"]].merge(extracts[["batch", "extracted_on"]], on="batch", how="left")
    last = made.merge(newest, on=["child", "source"], how="left").set_index(links.index)
    return last["newest"].where((last["newest"] > last["extracted_on"]) & links["end"].isna())


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
