"""Which professionals work with the children of a context, and at which meetings several of them were."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from csgraph.network.meetings import agencies_of, persons


def involved_in(contexts: pd.DataFrame, workers: pd.DataFrame, left_out: Collection[str]) -> pd.DataFrame:
    """The professionals of each context.

    Args:
        contexts: child and context, as `csgraph.network.contexts.shared_contexts`.
        workers: cypher/child_workers.cypher.
        left_out: roles that are not asked about a context.

    Returns:
        One row a context, child and professional: context, child, worker, person, worker_name, role, team, agency.
    """
    people = workers[(workers["worker_label"] == "Professional") & ~workers["role"].isin(left_out)]
    people = people.assign(person=persons(people), agency=agencies_of(people["role"]))
    columns = ["child", "worker", "person", "worker_name", "role", "team", "agency"]
    people = people.sort_values(["child", "worker", "role", "id"]).drop_duplicates(["child", "worker"])[columns]
    both = contexts[["context", "child"]].merge(people, on="child")
    return both.sort_values(["context", "child", "worker"], ignore_index=True)


def were_at(involved: pd.DataFrame, guests: pd.DataFrame) -> pd.DataFrame:
    """Which professionals of a context were at which meeting, by id or by name: worker, meeting.

    Args:
        involved: as `involved_in`.
        guests: `csgraph.network.meetings.guests`.
    """
    came = guests.loc[guests["attended"], ["meeting", "worker", "person"]]
    who = involved[["worker", "person"]].drop_duplicates()
    by_id = who[["worker"]].merge(came[["worker", "meeting"]], on="worker")
    by_name = who.merge(came[["person", "meeting"]], on="person")[["worker", "meeting"]]
    return pd.concat([by_id, by_name]).drop_duplicates().sort_values(["worker", "meeting"], ignore_index=True)


def meetings_about(contexts: pd.DataFrame, subjects: pd.DataFrame) -> pd.DataFrame:
    """Which meetings were about which context, or about two of its children or more: context, meeting.

    Args:
        contexts: child and context.
        subjects: subject (id of a child, a place or a named group) and meeting.
    """
    of_children = contexts.merge(subjects.rename(columns={"subject": "child"}), on="child")
    number = of_children.groupby(["context", "meeting"])["child"].nunique()
    several = number[number > 1].index.to_frame(index=False)
    of_itself = subjects.rename(columns={"subject": "context"})
    itself = of_itself[of_itself["context"].isin(contexts["context"])][["context", "meeting"]]
    return pd.concat([several, itself], ignore_index=True).drop_duplicates()


def joint_meetings(
    involved: pd.DataFrame, attendance: pd.DataFrame, held: pd.DataFrame, about: pd.DataFrame
) -> pd.DataFrame:
    """Meetings about a context at which two of its professionals each brought a child that the other does not know.

    A meeting about one child joins nobody across the context, whoever else its guests work with.

    Args:
        involved: as `involved_in`.
        attendance: as `were_at`.
        held: meeting, kind, held_on.
        about: as `meetings_about`.

    Returns:
        One row a context and meeting: context, meeting, kind, held_on, there (professionals), reached (children).
    """
    both = (
        involved[["context", "child", "worker"]].merge(attendance, on="worker").merge(about, on=["context", "meeting"])
    )
    by = both.groupby(["context", "meeting"])
    table = by.agg(there=("worker", "nunique"), reached=("child", "nunique")).reset_index()
    joint = table.merge(_bringing_different(involved, both), on=["context", "meeting"]).merge(held, on="meeting")
    return joint.sort_values(["context", "held_on", "meeting"], ignore_index=True)


def _bringing_different(involved: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Contexts and meetings at which two were of whom neither works with all children of the other.

    Args:
        involved: as `involved_in`.
        both: the same with each meeting that the professional was at.
    """
    there = both[["context", "meeting", "worker"]].drop_duplicates()
    pairs = there.merge(there, on=["context", "meeting"], suffixes=("", "_other"))
    pairs = pairs[pairs["worker"] < pairs["worker_other"]]
    children = involved[["context", "worker", "child"]].drop_duplicates()
    size = children.groupby(["context", "worker"]).size().rename("own").reset_index()
    other = size.rename(columns={"worker": "worker_other", "own": "others"})
    known = pairs[["context", "worker", "worker_other"]].drop_duplicates()
    shared = known.merge(children, on=["context", "worker"]).merge(
        children.rename(columns={"worker": "worker_other"}), on=["context", "worker_other", "child"]
    )
    common = shared.groupby(["context", "worker", "worker_other"]).size().rename("common").reset_index()
    known = known.merge(common, how="left").merge(size).merge(other)
    least = known[["own", "others"]].min(axis=1)
    differ = known.loc[known["common"].fillna(0) < least, ["context", "worker", "worker_other"]]
    return pairs.merge(differ)[["context", "meeting"]].drop_duplicates()
