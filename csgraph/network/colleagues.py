"""Professionals who work with the same children: who shares whom, who was at one meeting, what hangs on one person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.citations import citations
from csgraph.network.context_meetings import were_at
from csgraph.network.coverage import covered_by_kind
from csgraph.network.involvement import holds, linked
from csgraph.network.listing import lists_by
from csgraph.network.meetings import OTHER, agencies_of, guests, persons, subjects_of_meetings

if TYPE_CHECKING:
    from csgraph.store import Store

ATTENDANCE = "attendance"
"""The kind of record that an extract of who was at meetings states."""
PAIR = ["one", "other"]


@dataclass(frozen=True)
class Colleagues:
    """Professionals, and teams of which nobody is named, who work with some children on a day.

    Attributes:
        work: one row a professional and child: who (node id), child, name_key, worker_label, worker_name, role, team,
            phone, email, agency, begun, recorded_by, reliability, source, record, row, batch, cited.
        caseload: how many children of the whole store each works with, by `who`.
        shared: one row two professionals and a child of both: one, other, child, begun (since when both work with the
            child) and of the record by which that began recorded_by, reliability, source, record, row, batch.
        pairs: one row two professionals: one, other, children (list), shared (how many), meetings (at which both
            were), last_met, state: met, apart (never at one meeting on record), or untold where no loaded extract
            would show meetings about any of these children.
        meetings: one row two professionals and a meeting at which both were: one, other, meeting, kind, held_on.
    """

    work: pd.DataFrame
    caseload: pd.Series
    shared: pd.DataFrame
    pairs: pd.DataFrame
    meetings: pd.DataFrame


def colleagues(store: Store, children: Collection[str], *, as_of: date) -> Colleagues:
    """Who works with some children on the day, and with whom they share them."""
    every = working(store, as_of)
    caseload = every.groupby("who")["child"].nunique()
    work = every[every["child"].isin(children)].reset_index(drop=True)
    shared = sharing(work)
    people = guests(store, as_of)
    held = store.read("meeting_people", as_of=as_of)[["meeting", "kind", "held_on"]].drop_duplicates("meeting")
    met = met_together(work, people, shared).merge(held, on="meeting")
    met = met.sort_values([*PAIR, "held_on", "meeting"], ignore_index=True)
    told = children_told(store, people, as_of)
    return Colleagues(work, caseload, shared, paired(shared, met, told), met)


def working(store: Store, as_of: date) -> pd.DataFrame:
    """Who works with which child on the day, as `Colleagues.work`, of all children.

    A professional who is in two extracts under two identifiers is one: known by name within one agency, by id where
    no name is recorded. Two of one name in one agency are taken for one too.
    """
    links = linked(
        store.read("involvements", since=as_of, as_of=as_of),
        store.read("child_schools", as_of=as_of),
        store.read("school_leads", as_of=as_of),
        store.read("teams"),
    )
    links = links[holds(links, as_of)]
    kind = links["worker"].str.removeprefix("agency:")
    known = (links["worker_label"] == "Agency") & links["worker"].str.startswith("agency:")
    agency = agencies_of(links["role"]).where(~known, kind)
    rows = links.assign(agency=agency, name_key=persons(links), begun=links["start"], cited=citations(links))
    rows["who"] = rows.groupby(["worker_label", "name_key", "agency"])["worker"].transform("min")
    rows["agency"] = employers(store, rows["worker"], as_of).groupby(rows["who"]).transform("first").fillna(agency)
    return rows.sort_values(["who", "child", "begun", "link"]).drop_duplicates(["who", "child"]).reset_index(drop=True)


def employers(store: Store, workers: pd.Series, as_of: date) -> pd.Series:
    """The kind of agency that each worker is recorded to work for; missing where no record says so."""
    works = store.read("worker_agencies", as_of=as_of).drop_duplicates("worker").set_index("worker")["agency"]
    return workers.map(works).astype("str")


def sharing(work: pd.DataFrame) -> pd.DataFrame:
    """Each two professionals of one child, as `Colleagues.shared`."""
    told = ["recorded_by", "reliability", "source", "record", "row", "batch"]
    one = work[["child", "who", "begun", *told]]
    both = one.merge(one, on="child", suffixes=("", "_other"))
    both = both[both["who"] < both["who_other"]]
    later = (both["begun_other"] > both["begun"]) | both["begun"].isna()
    kept = {name: both[name].where(~later, both[f"{name}_other"]) for name in ("begun", *told)}
    rows = both[["child"]].assign(one=both["who"], other=both["who_other"], **kept)
    return rows.sort_values([*PAIR, "child"], ignore_index=True)


def met_together(work: pd.DataFrame, people: pd.DataFrame, shared: pd.DataFrame) -> pd.DataFrame:
    """The meetings at which two who share a child both were: one, other, meeting.

    Args:
        work: as `Colleagues.work`.
        people: `csgraph.network.meetings.guests`.
        shared: as `Colleagues.shared`.
    """
    who = work[["who", "worker", "name_key"]].drop_duplicates()
    there = were_at(who.rename(columns={"name_key": "person"}), people)
    there = there.merge(who[["who", "worker"]].drop_duplicates(), on="worker")[["who", "meeting"]].drop_duplicates()
    pairs = shared[PAIR].drop_duplicates()
    met = pairs.merge(there.rename(columns={"who": "one"}), on="one")
    met = met.merge(there.rename(columns={"who": "other"}), on=["other", "meeting"])
    return met.sort_values([*PAIR, "meeting"], ignore_index=True)


def children_told(store: Store, people: pd.DataFrame, as_of: date) -> frozenset[str]:
    """Children of whom a loaded extract shows who was at their meetings, or of whom one such meeting is on record."""
    covered = covered_by_kind(store, as_of, ATTENDANCE)[ATTENDANCE]
    about = subjects_of_meetings(store, as_of)
    held = about[about["meeting"].isin(people.loc[people["attended"], "meeting"])]
    return frozenset(covered.index[covered.map(bool).astype(bool)]) | frozenset(held["subject"])


def paired(shared: pd.DataFrame, met: pd.DataFrame, told: frozenset[str]) -> pd.DataFrame:
    """Each two professionals once, most children first, as `Colleagues.pairs`."""
    lists = lists_by(shared, PAIR, "child").rename(columns={"child": "children"})
    by = met.groupby(PAIR).agg(meetings=("meeting", "nunique"), last_met=("held_on", "max")).reset_index()
    rows = lists.merge(by, on=PAIR, how="left")
    rows["meetings"] = rows["meetings"].fillna(0).astype("int64")
    open_ = shared[shared["child"].isin(told)][PAIR].drop_duplicates().assign(told=True)
    rows = rows.merge(open_, on=PAIR, how="left")
    state = pd.Series("met", index=rows.index, dtype="str").where(rows["meetings"] > 0, "apart")
    state = state.where((rows["meetings"] > 0) | rows["told"].notna(), "untold")
    rows = rows.assign(state=state, shared=rows["children"].map(len).astype("int64")).drop(columns="told")
    return rows.sort_values(["shared", *PAIR], ascending=[False, True, True], ignore_index=True)


def single_points(work: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """What would be lost with each professional: children without their agency, others without a link to the rest.

    Args:
        work: as `Colleagues.work`.
        pairs: as `Colleagues.pairs`.

    Returns:
        One row a named professional for whom either is so: who, agency, alone (list of children who would have nobody
        of that agency), reached (children whom the agency works with here), cut_off (professionals who would be joined
        with the rest no longer: `who` is an articulation point of the network of those who share children).
    """
    each = work[work["agency"] != OTHER].drop_duplicates(["who", "child"])
    number = each.groupby(["agency", "child"])["who"].transform("nunique")
    alone = lists_by(each[number == 1], ["who", "agency"], "child").rename(columns={"child": "alone"})
    reach = each.groupby("agency")["child"].nunique()
    cut = cut_off(pairs)
    rows = alone.assign(reached=alone["agency"].map(reach)).merge(cut, on="who", how="outer")
    rows["alone"] = pd.Series([one if isinstance(one, list) else [] for one in rows["alone"]], rows.index, dtype=object)
    for name in ("reached", "cut_off"):
        rows[name] = rows[name].fillna(0).astype("int64")
    named = set(work.loc[work["worker_label"] == "Professional", "who"])
    return rows[rows["who"].isin(named)].sort_values("who", ignore_index=True)


def cut_off(pairs: pd.DataFrame) -> pd.DataFrame:
    """Articulation points of the network of those who share children: who, cut_off (how many would part with them)."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph(list(zip(pairs["one"], pairs["other"], strict=True)))
    found = []
    for who in sorted(nx.articulation_points(graph)):
        part = graph.subgraph(nx.node_connected_component(graph, who) - {who})
        sizes = [len(rest) for rest in nx.connected_components(part)]
        found.append((who, sum(sizes) - max(sizes)))
    return pd.DataFrame(found, columns=["who", "cut_off"]).astype({"who": "str", "cut_off": "int64"})
