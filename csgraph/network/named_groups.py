"""Groups as agencies named them beside the groups that recorded ties make: how far they are the same children.

The two are never merged: a name is what somebody said of children, a peer group what dated ties of them make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from csgraph.store import Store

BESIDE: dict[str, Kind] = {
    "named_group": "text",
    "name": "text",
    "kind": "text",
    "recorded_by": "texts",
    "members": "whole",
    "children": "texts",
    "group_review_by": "date",
    "review_by": "date",
    "group": "text",
    "group_name": "text",
    "size": "whole",
    "shared": "whole",
    "jaccard": "number",
}
"""Columns of a named group beside a peer group."""


def named_groups(store: Store, *, as_of: date) -> pd.DataFrame:
    """Rows of the query group_members with the review days of the group and of each membership."""
    reviews = store.read("group_reviews", as_of=as_of)[["id", "group_review_by", "review_by"]]
    return store.read("group_members", as_of=as_of).merge(reviews, on="id", how="left")


def beside(named: pd.DataFrame, members: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Each named group beside each peer group that has one of its members; alone where none has.

    Args:
        named: as `named_groups` returns it.
        members: columns child, group.
        groups: columns group, name, size.

    Returns:
        The columns of `BESIDE`: review_by is the first day on which a membership falls due, shared how many of the
        named group's members are of the peer group (group, of `size`), jaccard their share of all children of either.
    """
    once = named.drop_duplicates(["named_group", "child"])
    both = once[["named_group", "child"]].merge(members[["child", "group"]], on="child")
    shared = both.groupby(["named_group", "group"]).size().rename("shared").reset_index()
    table = _described(named).merge(shared, on="named_group", how="left")
    table = table.merge(
        groups[["group", "name", "size"]].rename(columns={"name": "group_name"}), on="group", how="left"
    )
    table["shared"] = table["shared"].fillna(0)
    table["jaccard"] = (table["shared"] / (table["members"] + table["size"] - table["shared"])).fillna(0.0).round(2)
    table[["group", "group_name"]] = table[["group", "group_name"]].fillna("")
    order = ["named_group", "shared", "group"]
    return frame(BESIDE, table.sort_values(order, ascending=[True, False, True], ignore_index=True))


def concerning(table: pd.DataFrame, groups: Collection[str], children: frozenset[str] | None) -> pd.DataFrame:
    """The rows of named groups that one of the children is said to be in, or that stand beside one of the groups."""
    if children is None:
        return table
    with_child = table["children"].map(lambda ids: not children.isdisjoint(ids)).astype(bool)
    wanted = set(table.loc[with_child | table["group"].isin(groups), "named_group"])
    return table[table["named_group"].isin(wanted)].reset_index(drop=True)


def _described(named: pd.DataFrame) -> pd.DataFrame:
    """One row a named group."""
    by = named.sort_values(["named_group", "child", "id"]).groupby("named_group")
    table = by.agg(
        name=("group_name", "first"),
        kind=("group_kind", "first"),
        recorded_by=("recorded_by", lambda who: sorted(set(who.dropna()))),
        members=("child", "nunique"),
        children=("child", lambda ids: sorted(set(ids))),
        group_review_by=("group_review_by", "first"),
        review_by=("review_by", "min"),
    )
    return table.reset_index()
