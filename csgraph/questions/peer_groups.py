"""Which children make peer groups, on what evidence, and who would need to meet about them?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.group_profiles import agencies, never_met, professionals, shared
from csgraph.network.peer_grouping import PeerGroups, inside, peer_grouping
from csgraph.network.place_records import place_records
from csgraph.questions.peer_group_words import CAVEATS, worded
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

TIE_COLUMNS = [
    "group", "child_a", "child_b", "kind", "detail", "via", "start", "end", "state", "counts", "recorded_by",
    "reliability", "evidence",
]  # fmt: skip


def answer(store: Store, asking: Asking) -> Findings:
    """Peer groups on the day: those with a member among the children asked about, or all."""
    groups = within(peer_grouping(store, as_of=asking.as_of), asking.children)
    figures = profile(store, groups, asking.as_of)
    table = findings_table(worded(groups, figures), MORE)
    return Findings(QUESTION.name, asking.as_of, table, figures, list(CAVEATS))


def within(groups: PeerGroups, children: frozenset[str] | None) -> PeerGroups:
    """Only the groups that have a member among the children; the groups themselves stay whole."""
    if children is None:
        return groups
    kept = set(groups.members.loc[groups.members["child"].isin(children), "group"])
    return PeerGroups(
        groups.ties[groups.ties["group_a"].isin(kept) | groups.ties["group_b"].isin(kept)],
        groups.members[groups.members["group"].isin(kept)].reset_index(drop=True),
        groups.groups[groups.groups["group"].isin(kept)].reset_index(drop=True),
        groups.bridges[groups.bridges["group"].isin(kept) | groups.bridges["other_group"].isin(kept)],
        groups.households,
    )


def profile(store: Store, groups: PeerGroups, as_of: date) -> dict[str, pd.DataFrame]:
    """Every tie, and what the members of each group share."""
    members = groups.members
    workers = store.read("child_workers", as_of=as_of)
    involved = professionals(members, workers)
    records = place_records(store, as_of=as_of).merge(store.read("places")[["place", "name"]], on="place")
    schools = store.read("child_schools", as_of=as_of)
    return {
        "Members": members.sort_values(["group", "child"], ignore_index=True),
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
)
