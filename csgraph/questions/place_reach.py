"""Who meets at a place, and who has reach there: peer groups, schools near, schools of the children."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csgraph.network.families import household_of
from csgraph.network.peer_grouping import PeerGroups

NEAR = 800
"""Metres in a straight line: about ten minutes on foot."""
MEETING = 2
"""Unrelated members of a group with a record at a place, from whom on the group is said to meet there."""


def groups_there(records: pd.DataFrame, groups: PeerGroups) -> pd.DataFrame:
    """Peer groups of which two unrelated members have a record at a place: place, group, group_name, members."""
    linked = records.loc[records["kind"] != "feels_safe_at", ["place", "child"]].drop_duplicates()
    both = linked.merge(groups.members[["child", "group"]], on="child")
    both = both.assign(home=household_of(both["child"], groups.households))
    table = both.groupby(["place", "group"]).agg(members=("child", "nunique"), homes=("home", "nunique")).reset_index()
    table = table[table["homes"] >= MEETING].drop(columns="homes").merge(groups.groups[["group", "name"]], on="group")
    table = table.rename(columns={"name": "group_name"})[["place", "group", "group_name", "members"]]
    return table.sort_values(["place", "members", "group"], ascending=[True, False, True], ignore_index=True)


def schools_near(places: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Open schools within 800 metres of each place: place, school, school_name, metres; nearest first."""
    from scipy.spatial import KDTree

    located = places.dropna(subset=["easting", "northing"])
    columns = ["place", "school", "school_name", "metres"]
    if located.empty or sites.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns}).astype({"metres": "int64"})
    here, there = (t[["easting", "northing"]].to_numpy("float64") for t in (located, sites))
    found = KDTree(there).query_ball_point(here, NEAR)
    left = np.repeat(np.arange(len(here)), [len(near) for near in found])
    right = np.concatenate([np.asarray(near, dtype="int64") for near in found])
    metres = np.hypot(*(here[left] - there[right]).T).round().astype("int64")
    table = pd.DataFrame(
        {
            "place": located["place"].to_numpy()[left],
            "school": sites["school"].to_numpy()[right],
            "school_name": sites["name"].to_numpy()[right],
            "metres": metres,
        }
    )
    return table.sort_values(["place", "metres", "school"], ignore_index=True)[columns]


def attended(records: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """Schools of the children with a counted record at a place: place, school, school_name, children."""
    children = records.loc[records["counts"], ["place", "child"]].drop_duplicates()
    both = children.merge(schools[["child", "school", "school_name"]].drop_duplicates(["child", "school"]), on="child")
    by = both.groupby(["place", "school"]).agg(school_name=("school_name", "first"), children=("child", "nunique"))
    return by.reset_index().sort_values(
        ["place", "children", "school"], ascending=[True, False, True], ignore_index=True
    )
