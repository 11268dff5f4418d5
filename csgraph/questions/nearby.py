"""Who is close to a child's circumstances: schools, family, groups and missing episodes, read for suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.circumstances import Circumstances
from csgraph.network.families import households
from csgraph.network.peer_grouping import grouped
from csgraph.network.peer_ties import peer_ties
from csgraph.questions.suggestions import Nearby

if TYPE_CHECKING:
    from csgraph.store import Store

MOST = 40
"""Members of a household or group, at most, for one to say anything about another."""


def nearby(store: Store, known: Circumstances, held: pd.DataFrame, leads: pd.DataFrame, children: pd.Index) -> Nearby:
    """What suggestions for some children are looked for in.

    Args:
        store: the store.
        known: every child on the day.
        held: links that hold on the day, as `csgraph.network.involvement.linked`.
        leads: cypher/school_leads.cypher.
        children: the children asked about.
    """
    family = households(store.read("family_ties", as_of=known.as_of))
    computed = grouped(peer_ties(store, as_of=known.as_of), family, resamplings=0)
    groups = [_recorded_groups(store, known), _computed_groups(computed.members, computed.groups)]
    homes = pd.DataFrame({"child": family.index, "of": family.array, "why": "of the same family on record"})
    officers = store.read("missing_officers", as_of=known.as_of)
    day = officers["start"].dt.normalize()
    recent = (day >= pd.Timestamp(days_before(known.as_of))) & (day <= pd.Timestamp(known.as_of))
    kin, peers = (pairs(members, children) for members in (homes, pd.concat(groups, ignore_index=True)))
    return Nearby(held, known.schools, leads, kin, peers, officers[recent])


def pairs(members: pd.DataFrame, children: pd.Index) -> pd.DataFrame:
    """Each of the children with every other child of the same household or group: child, other, why.

    Of more than `MOST` members nobody is paired: so large a group is a list, and would suggest half the borough.

    Args:
        members: child, of (the household or group) and why.
        children: those on the `child` side.
    """
    close = members[members.groupby("of")["child"].transform("nunique") <= MOST]
    others = close[["child", "of"]].rename(columns={"child": "other"})
    both = close[close["child"].isin(children)].merge(others, on="of")
    return both.loc[both["child"] != both["other"], ["child", "other", "why"]].drop_duplicates()


def _recorded_groups(store: Store, known: Circumstances) -> pd.DataFrame:
    """Members of groups as an agency named them; those with a plan of their own are said to be planned."""
    members = store.read("group_members", as_of=known.as_of)
    planned = store.read("group_plans", as_of=known.as_of)["named_group"]
    plan = members["named_group"].isin(planned).map({True: ", which has an open plan", False: ""})
    why = (
        "of "
        + members["named_group"]
        + plan
        + ", a group recorded by "
        + members["recorded_by"].fillna("an agency unknown")
    )
    return pd.DataFrame({"child": members["child"], "of": members["named_group"], "why": why})


def _computed_groups(members: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Members of peer groups that the recorded ties make."""
    named = members.merge(groups[["group", "name"]], on="group")
    why = "of " + named["name"] + ", made by recorded ties"
    return pd.DataFrame({"child": named["child"], "of": named["group"], "why": why})
