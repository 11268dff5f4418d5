"""Which children make peer groups, on what evidence, and who would need to meet about them?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.group_history import history, of_children
from csgraph.network.group_profiles import agencies, never_met, professionals, shared, ties_by_kind
from csgraph.network.named_groups import beside, concerning, named_groups
from csgraph.network.peer_grouping import PeerGroups, grouped, inside, peer_grouping
from csgraph.network.peer_ties import peer_ties
from csgraph.network.place_records import place_records
from csgraph.questions.peer_group_words import caveats, worded
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "group_name": "text",
    "size": "whole",
    "stability": "number",
    "occasions": "whole",
    "latest": "date",
    "children": "texts",
    "never_met": "whole",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "group_name": "what csgraph calls it in this answer",
    "size": "members",
    "stability": "share of resamplings in which members stay together",
    "occasions": "dated ties or occasions that count",
    "latest": "day on which the newest tie that counts began",
    "children": "ids of the members",
    "never_met": "pairs of their professionals whom no loaded meeting saw together",
}

TIE_COLUMNS = [
    "group", "child_a", "child_b", "kind", "detail", "via", "start", "end", "state", "counts", "recorded_by",
    "reliability", "evidence",
]  # fmt: skip


def answer(store: Store, asking: Asking) -> Findings:
    """Peer groups on the day: those with a member among the children, or among the groups, asked about; or all."""
    whole = peer_grouping(store, as_of=asking.as_of)
    groups = within(whole, asking.children, asking.contexts)
    since = asking.since or days_before(asking.as_of)
    figures = profile(store, groups, asking.as_of) | _named(store, whole, groups, asking)
    figures["History"] = past(store, whole, groups, asking, since)
    table = findings_table(worded(groups, figures, since), MORE)
    return Findings(QUESTION.name, asking.as_of, table, figures, caveats(since))


def within(groups: PeerGroups, children: frozenset[str] | None, contexts: frozenset[str] | None = None) -> PeerGroups:
    """Only the groups that have a member among the children; the groups themselves stay whole.

    Args:
        groups: all of them.
        children: ids of children, or None for all.
        contexts: ids of places and groups; those of peer groups, where there are any, leave only these.
    """
    kept = set(groups.groups["group"])
    if children is not None:
        kept &= set(groups.members.loc[groups.members["child"].isin(children), "group"])
    if contexts is not None and not contexts.isdisjoint(groups.groups["group"]):
        kept &= contexts
    if len(kept) == len(groups.groups):
        return groups
    return PeerGroups(
        groups.ties[groups.ties["group_a"].isin(kept) | groups.ties["group_b"].isin(kept)],
        groups.members[groups.members["group"].isin(kept)].reset_index(drop=True),
        groups.groups[groups.groups["group"].isin(kept)].reset_index(drop=True),
        groups.bridges[groups.bridges["group"].isin(kept) | groups.bridges["other_group"].isin(kept)],
        groups.households,
    )


def past(store: Store, whole: PeerGroups, shown: PeerGroups, asking: Asking, since: date) -> pd.DataFrame:
    """What became of the groups between the two days, each grouped from the ties known on that day."""
    # Families as they are known now: who is whose brother did not depend on the day.
    before = grouped(peer_ties(store, as_of=since), whole.households, resamplings=0).members
    table = history(before, whole.members)
    if len(shown.groups) == len(whole.groups):
        return table
    return of_children(
        table, [before, whole.members], frozenset(shown.members["child"]) | (asking.children or frozenset())
    )


def _named(store: Store, whole: PeerGroups, shown: PeerGroups, asking: Asking) -> dict[str, pd.DataFrame]:
    """Groups as agencies named them beside those shown, and beside every other that has one of their members."""
    table = beside(named_groups(store, as_of=asking.as_of), whole.members, whole.groups)
    return {"Groups as agencies named them": concerning(table, set(shown.groups["group"]), asking.children)}


def profile(store: Store, groups: PeerGroups, as_of: date) -> dict[str, pd.DataFrame]:
    """Every tie, and what the members of each group share."""
    members = groups.members
    workers = store.read("child_workers", as_of=as_of)
    involved = professionals(members, workers)
    records = place_records(store, as_of=as_of).merge(store.read("places")[["place", "name"]], on="place")
    schools = store.read("child_schools", as_of=as_of)
    return {
        "Members": members.sort_values(["group", "child"], ignore_index=True),
        "Ties by kind": ties_by_kind(inside(groups.ties)),
        "Ties": inside(groups.ties)[TIE_COLUMNS].sort_values(["group", "child_a", "child_b"], ignore_index=True),
        "Links between groups": groups.bridges,
        "Shared places": shared(members, records, "place", ["name"]),
        "Shared schools": shared(members, schools, "school", ["school_name"]),
        "Shared agencies": agencies(members, workers),
        "Professionals to bring together": involved,
        "Never at one meeting": never_met(involved, store.read("meeting_attendance", as_of=as_of)),
    }


QUESTION = Question(
    name="peer-groups",
    title="Peer groups",
    concern="Practitioners did not always see the full picture around a young person: who their peers are, and "
    "which professionals work with them.",
    about="Groups of children tied by dated and sourced records: missing together, at one incident, recorded as "
    "friends or contacts, or said to belong to one named group. Never by school, kinship or placement alone. Each "
    "group comes with its ties, how stable it is, what its members share, and which professionals would need to meet.",
    answer=answer,
    keys=None,
)
