"""Peer groups of the whole store: who belongs together, who links two groups, and every tie they follow from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.communities import RESAMPLINGS, grouping
from csgraph.network.families import households
from csgraph.network.peer_ties import peer_ties

if TYPE_CHECKING:
    from csgraph.store import Store

REACHES = 2
"""Members of another group whom a child must be tied to, to be shown as linking the two groups."""


@dataclass(frozen=True)
class PeerGroups:
    """Peer groups on a day.

    Attributes:
        ties: every tie, as `peer_ties` returns them, with group_a and group_b: the group of each end, empty for none.
        members: child, group, stability.
        groups: one row a group, in order: group (an id made of its members), name (Peer group 1, ...), size, stability,
            occasions, latest (day on which the newest tie that counts began).
        bridges: child, group (empty for a child in none), other_group, reached (how many members of it).
        households: household by child id.
    """

    ties: pd.DataFrame
    members: pd.DataFrame
    groups: pd.DataFrame
    bridges: pd.DataFrame
    households: pd.Series


def peer_grouping(store: Store, *, as_of: date, resamplings: int = RESAMPLINGS) -> PeerGroups:
    """The peer groups that the ties known on the day make, most occasions first."""
    family = households(store.read("family_ties", as_of=as_of))
    return grouped(peer_ties(store, as_of=as_of), family, resamplings=resamplings)


def grouped(ties: pd.DataFrame, family: pd.Series, *, resamplings: int = RESAMPLINGS) -> PeerGroups:
    """Peer groups of ties in the shape that `peer_ties` returns."""
    found = grouping(ties, households=family, resamplings=resamplings)
    names = found.members.groupby("group")["child"].agg(group_id)
    members = found.members.assign(group=found.members["group"].map(names).astype("str"))
    group_of = members.set_index("child")["group"]
    ends = {f"group_{end}": ties[f"child_{end}"].map(group_of).astype("str").fillna("") for end in "ab"}
    ties = ties.assign(**ends)
    groups = _groups(ties, members, found.stability.set_axis(names.loc[found.stability.index]))
    return PeerGroups(ties, members, groups, bridges(ties), family)


def group_id(children: pd.Series) -> str:
    """An id that the same children always give: a peer group is nobody's label, only these children on that day."""
    return "peers:" + hashlib.sha256("\n".join(sorted(children)).encode()).hexdigest()[:8]


def bridges(ties: pd.DataFrame) -> pd.DataFrame:
    """Children tied to members of a group that is not theirs: child, group, other_group, reached."""
    counted = ties[ties["counts"]]
    sides = [
        counted[[f"child_{one}", f"group_{one}", f"child_{two}", f"group_{two}"]].set_axis(
            ["child", "group", "fellow", "other_group"], axis=1
        )
        for one, two in ("ab", "ba")
    ]
    both = pd.concat(sides)
    across = both[(both["other_group"] != "") & (both["group"] != both["other_group"])]
    reached = across.groupby(["child", "group", "other_group"])["fellow"].nunique().rename("reached").reset_index()
    alone = reached["group"] == ""
    several = reached[reached["reached"] >= REACHES].groupby("child")["other_group"].transform("nunique")
    linking = (reached["reached"] >= REACHES) & (~alone | (several.reindex(reached.index) > 1))
    return reached[linking].reset_index(drop=True)


def inside(ties: pd.DataFrame) -> pd.DataFrame:
    """The ties between two members of one group, counted or only shown, with column `group`."""
    within = ties[(ties["group_a"] != "") & (ties["group_a"] == ties["group_b"])]
    return within.assign(group=within["group_a"])


def _groups(ties: pd.DataFrame, members: pd.DataFrame, stability: pd.Series) -> pd.DataFrame:
    """One row a group, named in order of occasions, then size."""
    counted = inside(ties)
    counted = counted[counted["counts"]]
    by_group = counted.assign(day=counted["start"].dt.normalize()).groupby("group")
    table = pd.DataFrame(
        {
            "size": members.groupby("group")["child"].size(),
            "stability": stability,
            "occasions": by_group["occasion"].nunique(),
            "latest": by_group["day"].max().fillna(by_group["recorded_on"].max()),
        }
    )
    table = table.rename_axis("group").reset_index()
    table = table.sort_values(["occasions", "size", "group"], ascending=[False, False, True], ignore_index=True)
    table.insert(1, "name", pd.Series([f"Peer group {number}" for number in range(1, len(table) + 1)], dtype="str"))
    return table
