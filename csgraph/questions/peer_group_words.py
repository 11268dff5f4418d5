"""Peer groups in words: reasons, sources, next step, what would change the finding. No sentence names a child."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.network.peer_grouping import PeerGroups, inside
from csgraph.questions.peer_group_history_words import became, named

STABLE, LOOSE = 0.8, 0.5
"""Shares of resamplings in which members stay together, from which a group is called stable, or loose."""
SOURCES_SHOWN = 60
SHARED_SHOWN = 5
WOULD_CHANGE = (
    "A tie that proves wrong or falls due for review; a tie that a source not loaded yet knows of; "
    "the children's own account."
)

CAVEATS = (
    (
        "A peer group is a set of recorded ties on one day. It is no label of a child, says nothing about who did "
        "what, and is a draft until it was checked with the children or those who know them."
    ),
    (
        "Boundary: all children in the store who have at least one tie that counts. Friends whom no source "
        "recorded are missing."
    ),
    "Period: standing ties that hold on the day; shared events of the 365 days before it.",
    (
        "Coverage: a source that was not loaded cannot show a tie, and children who come to the notice of police "
        "and social care more often have more records, not necessarily more friends."
    ),
    (
        "Stability: the share of 20 resamplings of the dated occasions in which members stay together. Below 0.5 "
        "a group should not be used before more is known."
    ),
    (
        "Confidence in the figure Members: the share of all runs, with other seeds, other resolutions and resampled "
        "occasions, in which the child is with the larger part of the group. It tells how well the records carry that "
        "the child is shown here, and nothing about the child."
    ),
    (
        "Groups as agencies named them are shown beside, never merged. That somebody named two children together is "
        "itself a tie that counts, so an overlap does not confirm the name."
    ),
    (
        "Who was at a meeting is known only for meetings that were loaded: that two professionals never met there "
        "does not mean that they never spoke."
    ),
)


def caveats(since: date) -> list[str]:
    """What a reader must know."""
    told = (
        f"History: groups of {since:%Y-%m-%d} and of the day, each from the ties dated by then. A map or list that "
        "gives its ties no dates counts from the day it was recorded, so a group may seem born when it was only "
        "written down. Groups of two days are one where they share 30 per cent of all their children, or half of the "
        "smaller group."
    )
    return [*CAVEATS, told]


def worded(groups: PeerGroups, figures: Mapping[str, pd.DataFrame], since: date) -> pd.DataFrame:
    """One finding a group, in the order of the groups."""
    table, within = groups.groups, inside(groups.ties)
    ids = table["group"]
    counted = within[within["counts"]]
    reasons = _reasons(within, groups, figures, since)
    evidence = counted.groupby("group")["evidence"].agg(lambda lists: distinct(lists, SOURCES_SHOWN))
    children = groups.members.sort_values("child").groupby("group")["child"].agg(list)
    involved, apart = (
        figures[figure].groupby("group").size().reindex(ids).fillna(0).astype("int64")
        for figure in ("Professionals to bring together", "Never at one meeting")
    )
    return pd.DataFrame(
        {
            "subject": ids,
            "subject_label": "Group",
            "state": state(table["stability"]),
            "finding": [_finding(row) for row in table.to_dict("records")],
            "basis": "",
            "reasons": [reasons.get(group, []) for group in ids],
            "sources": ids.map(evidence).tolist(),
            "next_step": [_next_step(int(involved[group]), int(apart[group])) for group in ids],
            "would_change": WOULD_CHANGE,
            "group_name": table["name"],
            "size": table["size"],
            "stability": table["stability"].round(2),
            "occasions": table["occasions"],
            "latest": table["latest"],
            "children": ids.map(children).tolist(),
            "never_met": apart.to_numpy(),
        }
    )


def state(stability: pd.Series) -> pd.Series:
    """How well each group stands up to resampling: stable, loose or unstable."""
    return stability.map(
        lambda share: "stable" if share >= STABLE else "loose" if share >= LOOSE else "unstable"
    ).astype("str")


def _finding(row: Mapping[Any, Any]) -> str:
    return (
        f"{row['size']} children are tied by {row['occasions']} dated ties or occasions, the latest of "
        f"{row['latest']:%Y-%m-%d}; they stay together in {row['stability']:.0%} of resamplings."
    )


def _reasons(
    within: pd.DataFrame, groups: PeerGroups, figures: Mapping[str, pd.DataFrame], since: date
) -> dict[str, list[str]]:
    """Why each group is one, and what else is known of it, by group."""
    parts = [
        _ties(within[within["counts"]], "{count} {kind}"),
        _ties(within[~within["counts"]], "{count} {kind} (shown, does not count)"),
        _weakest(groups.members),
        _links(groups.bridges),
        _shared(figures["Shared places"], "name", "recorded at"),
        _shared(figures["Shared schools"], "school_name", "on the roll of"),
        named(figures["Groups as agencies named them"]),
        became(figures["History"], since),
    ]
    reasons: dict[str, list[str]] = {}
    for group, text in pd.concat(parts)[["group", "text"]].itertuples(index=False):
        reasons.setdefault(str(group), []).append(str(text))
    return reasons


def _ties(ties: pd.DataFrame, form: str) -> pd.DataFrame:
    """How many occasions or ties of each kind there are, and who recorded them."""
    labels = dict(code_list("peer_tie").codes) | {"same_group": "Said to belong to one named group"}
    agencies = code_list("agency").codes
    by = ties.groupby(["group", "kind"]).agg(
        count=("occasion", "nunique"),
        by=("recorded_by", lambda s: sorted({agencies.get(name, name) for name in s.dropna()})),
    )
    by = by.reset_index()
    texts = [
        form.format(count=f"{count} ×", kind=labels.get(kind, kind))
        + (f", recorded by {', '.join(who)}" if who else "")
        for kind, count, who in zip(by["kind"], by["count"], by["by"], strict=True)
    ]
    return by.assign(text=pd.Series(texts, dtype="str"))


def _weakest(members: pd.DataFrame) -> pd.DataFrame:
    """How many members are tied only loosely."""
    loose = members[members["stability"] < LOOSE].groupby("group").size().reset_index(name="count")
    texts = [
        f"{count} of the members stay with the others in fewer than half of the resamplings" for count in loose["count"]
    ]
    return loose.assign(text=pd.Series(texts, dtype="str"))


def _links(bridges: pd.DataFrame) -> pd.DataFrame:
    """How many children link a group to others."""
    ends = [bridges[["child", name]].set_axis(["child", "group"], axis=1) for name in ("group", "other_group")]
    both = pd.concat(ends)
    linking = both[both["group"] != ""].groupby("group")["child"].nunique().reset_index(name="count")
    texts = [f"{count} children link it with another group (see Links between groups)" for count in linking["count"]]
    return linking.assign(text=pd.Series([t.replace("1 children link", "1 child links") for t in texts], dtype="str"))


def _shared(table: pd.DataFrame, name: str, words: str) -> pd.DataFrame:
    """What members share, most shared first; the figures have the rest."""
    table = table.groupby("group").head(SHARED_SHOWN).reset_index(drop=True)
    named = table[name].fillna("a place or school without a name")
    texts = [f"{count} members {words} {what}" for count, what in zip(table["members"], named, strict=True)]
    return table[["group"]].assign(text=pd.Series(texts, dtype="str"))


def _next_step(number: int, apart: int) -> str:
    """Who should meet."""
    if number < 2:
        return (
            "No two professionals are known to work with several members: ask each member's lead professional who does."
        )
    met = (
        "all of them were at a meeting together"
        if not apart
        else f"{apart} {'pair' if apart == 1 else 'pairs'} of them never met at one meeting"
    )
    return (
        f"Bring together the {number} professionals who work with several members: {met}. "
        "Check the group with those who know the children."
    )
