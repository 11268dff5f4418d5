"""What was still on record of children whose case was closed: actions of the panel, events, groups and places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.contexts import shared_contexts
from csgraph.network.peer_grouping import PeerGroups, inside, peer_grouping
from csgraph.network.places import places_of
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

EVENTS = frozenset({"missing", "incident"})
"""Kinds of event that are a concern for a child whose case is closed."""

CONCERN: dict[str, Kind] = {
    "child": "text",
    "closing": "text",
    "concern": "text",
    "name": "text",
    "start": "date",
    "evidence": "text",
}
"""Columns of a concern. `concern` is panel_action, missing_before, missing_after, incident_before, incident_after,
place, named_group or peer_group; `name` that of a context; `start` its day, of a context the newest known."""


def concerns_of(store: Store, found: pd.DataFrame, as_of: date, before_days: int) -> pd.DataFrame:
    """What remained of each closing, one row a record, as `CONCERN`, without repetition.

    Args:
        store: an open store.
        found: as `csgraph.network.closing.closings`.
        as_of: the day.
        before_days: days before a closing in which events are recent.
    """
    rows = [
        open_actions(store.read("child_panel_actions", as_of=as_of), found),
        events_around(store.read("event_children", as_of=as_of), found, as_of, before_days),
        contexts_of(store, found, as_of),
    ]
    table = pd.concat([frame(CONCERN, part) for part in rows], ignore_index=True).drop_duplicates()
    return table.sort_values(list(CONCERN), kind="stable", ignore_index=True)


def open_actions(actions: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Actions of the panel that were open on the day of the closing, or agreed later and still open.

    One that was dropped, or done on an unknown day, may have been so before: it is left out.

    Args:
        actions: cypher/child_panel_actions.cypher.
        found: as `closings`.
    """
    both = found[["child", "closing", "day"]].merge(actions, on="child")
    unfinished = both["done_on"].isna() & ~both["status"].isin(["done", "dropped"])
    done_later = both["done_on"] > both["day"]
    left = both[unfinished | (done_later & (both["agreed_on"] <= both["day"]))]
    return left.assign(concern="panel_action", start=left["agreed_on"], evidence=citations(left))


def events_around(events: pd.DataFrame, found: pd.DataFrame, as_of: date, before_days: int) -> pd.DataFrame:
    """Missing episodes and incidents in the days before a closing, and from then to the day asked about.

    Two records of one kind and day are one concern with two sources.

    Args:
        events: cypher/event_children.cypher.
        found: as `closings`.
        as_of: the day.
        before_days: days before a closing in which events are recent.
    """
    taken = events[events["event_kind"].isin(EVENTS)].assign(start=events["start"].dt.normalize())
    both = found[["child", "closing", "day"]].merge(taken, on="child")
    after = (both["start"] > both["day"]) & (both["start"] <= pd.Timestamp(as_of))
    first = both["day"] - pd.Timedelta(days=before_days)
    around = both[after | ((both["start"] >= first) & (both["start"] <= both["day"]))]
    when = after[around.index].map({True: "_after", False: "_before"}).astype("str")
    return around.assign(concern=around["event_kind"] + when, evidence=citations(around))


def contexts_of(store: Store, found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Peer groups, named groups and places where children came to harm that children are linked with on the day."""
    if found.empty:
        return frame(CONCERN, {})
    places = places_of(store, as_of=as_of)
    groups = peer_grouping(store, as_of=as_of, resamplings=0)
    members = store.read("group_members", as_of=as_of)
    contexts = shared_contexts(places, groups, members)
    contexts = contexts[contexts["child"].isin(found["child"])].explode("evidence")
    days = _newest(places.records, groups, members)
    dated = contexts.merge(days, on=["child", "context"], how="left")
    kinds = dated["context_kind"].str.replace(" ", "_")
    return found[["child", "closing"]].merge(dated.assign(concern=kinds), on="child")


def _newest(records: pd.DataFrame, groups: PeerGroups, members: pd.DataFrame) -> pd.DataFrame:
    """The newest day of what links a child with a context: child, context, start."""
    ties = inside(groups.ties)
    ties = ties[ties["counts"]].assign(day=ties["start"].fillna(ties["recorded_on"]).dt.normalize())
    ends = [ties[[f"child_{end}", "group", "day"]].set_axis(["child", "context", "start"], axis=1) for end in "ab"]
    known = records[(records["kind"] != "feels_safe_at") & (records["reliability"] != "unverified")]
    at = known.assign(start=known["when"].dt.normalize()).rename(columns={"place": "context"})
    named = members.assign(start=members["start"].fillna(members["recorded_on"])).rename(
        columns={"named_group": "context"}
    )
    rows = pd.concat([*ends, at[["child", "context", "start"]], named[["child", "context", "start"]]])
    return rows.groupby(["child", "context"])["start"].max().reset_index()
