"""Every recorded step between two nodes: what chains are made of, and what each step rests on.

The same school, the same home and a placement together are no step. A step of family is one apart, and so is one of a
professional who works with both: neither is evidence of harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.contexts import ties_of_members
from csgraph.network.peer_grouping import PeerGroups, inside, peer_grouping
from csgraph.network.places import Places, places_of
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

STEP: dict[str, Kind] = {
    "a": "text",
    "b": "text",
    "tier": "whole",
    "type": "text",
    "kind": "text",
    "day": "date",
    "recorded_by": "text",
    "reliability": "text",
    "evidence": "texts",
}
"""Columns of a step. `tier`: 1 evidence, 2 family, 3 professionals. `type`: peer, place, member, group_place, adult,
peer_group, family, worker; `kind` as its code list has it. The child, or whoever has the smaller id, is `a`."""

EVIDENCE, FAMILY, WORKERS = 1, 2, 3


@dataclass(frozen=True)
class Steps:
    """Everything that can be a step on a day.

    Attributes:
        steps: one row a record, as `STEP`.
        names: label, kind and name of each node but children, by id.
        places: the places.
        groups: the peer groups that csgraph found.
        named: ids of the groups that an agency named.
    """

    steps: pd.DataFrame
    names: pd.DataFrame
    places: Places
    groups: PeerGroups
    named: frozenset[str]


def steps_of(store: Store, as_of: date) -> Steps:
    """Every step that is known on the day; what is marked unverified is left out, as is where a child feels safe."""
    places, groups = places_of(store, as_of=as_of), peer_grouping(store, as_of=as_of, resamplings=0)
    members, adults = store.read("group_members", as_of=as_of), store.read("adult_ties", as_of=as_of)
    family, workers = store.read("family_ties", as_of=as_of), store.read("child_workers", as_of=as_of)
    people = workers[workers["worker_label"] == "Professional"]
    meets = store.read("group_places", as_of=as_of)
    parts = [
        _peers(groups),
        _at_places(places.records),
        _part(members, "child", "named_group", "member", kind="status"),
        _part(meets, "named_group", "place", "group_place"),
        _part(adults, "child", "adult", "adult"),
        _members(groups),
        _part(family, "person", "child", "family", tier=FAMILY),
        _part(people, "child", "worker", "worker", tier=WORKERS, kind="role"),
    ]
    steps = pd.concat(parts, ignore_index=True)
    steps = steps[(steps["reliability"] != "unverified") & (steps["a"] != steps["b"])]
    names = _names(store, members, adults, family, people, groups)
    named = frozenset(members["named_group"]) | frozenset(meets["named_group"])
    return Steps(steps.reset_index(drop=True), names, places, groups, named)


def _part(rows: pd.DataFrame, a: str, b: str, type_: str, *, tier: int = EVIDENCE, kind: str = "kind") -> pd.DataFrame:
    """Rows of a query on ties as steps."""
    told = {"a": rows[a], "b": rows[b], "kind": rows[kind], "day": rows.get("start", rows["recorded_on"])}
    cited = pd.Series([[text] for text in citations(rows)], index=rows.index, dtype=object)
    more = {"recorded_by": rows["recorded_by"], "reliability": rows["reliability"], "evidence": cited}
    return frame(STEP, pd.DataFrame(told | more).assign(tier=tier, type=type_))


def _peers(groups: PeerGroups) -> pd.DataFrame:
    """Ties between two children that count; that both belong to a named group is two steps through the group."""
    ties = groups.ties[groups.ties["counts"] & (groups.ties["kind"] != "same_group")]
    told = ties.rename(columns={"child_a": "a", "child_b": "b"}).assign(
        tier=EVIDENCE, type="peer", day=ties["start"].fillna(ties["recorded_on"]).dt.normalize()
    )
    return frame(STEP, told)


def _at_places(records: pd.DataFrame) -> pd.DataFrame:
    """Records of children at places, but of feeling safe there."""
    kept = records[records["kind"] != "feels_safe_at"]
    cited = pd.Series([[text] for text in kept["evidence"]], index=kept.index, dtype=object)
    told = kept.assign(
        a=kept["child"], b=kept["place"], tier=EVIDENCE, type="place", day=kept["when"].dt.normalize(), evidence=cited
    )
    return frame(STEP, told)


def _members(groups: PeerGroups) -> pd.DataFrame:
    """Members of the peer groups that csgraph found, one step for each agency whose ties put them there."""
    ties = inside(groups.ties)
    counted = ties[ties["counts"]]
    ends = [
        counted[[end, "group", "recorded_by", "start", "recorded_on"]].rename(columns={end: "a"})
        for end in ("child_a", "child_b")
    ]
    rows = pd.concat(ends, ignore_index=True)
    day = rows["start"].fillna(rows["recorded_on"]).dt.normalize()
    once = rows.assign(day=day).sort_values("day").drop_duplicates(["a", "group", "recorded_by"], keep="last")
    cited = ties_of_members(groups).groupby(["child", "group"])["evidence"].agg(lambda texts: sorted(set(texts)))
    evidence = [cited.get(key, []) for key in zip(once["a"], once["group"], strict=True)]
    told = once.assign(b=once["group"], tier=EVIDENCE, type="peer_group", reliability="judgement")
    return frame(STEP, told.assign(evidence=pd.Series(evidence, index=once.index, dtype=object)))


def _names(
    store: Store,
    members: pd.DataFrame,
    adults: pd.DataFrame,
    family: pd.DataFrame,
    people: pd.DataFrame,
    groups: PeerGroups,
) -> pd.DataFrame:
    """Label, kind and name by id of whatever a chain may hold beside children."""
    places = store.read("places")
    adult_ids = pd.concat([adults["adult"], family.loc[family["person_label"] == "Adult", "person"]])
    parts = {
        "Location": (places["place"], places["kind"], places["name"]),
        "Group": (members["named_group"], members["group_kind"], members["group_name"]),
        "Peer group": (groups.groups["group"], None, groups.groups["name"]),
        "Adult": (adult_ids, None, None),
        "Professional": (people["worker"], people["role"], people["worker_name"]),
    }
    columns: dict[str, Kind] = {"id": "text", "label": "text", "kind": "text", "name": "text"}
    tables = [
        frame(columns, pd.DataFrame({"id": ids, "kind": kind, "name": name}).assign(label=label))
        for label, (ids, kind, name) in parts.items()
    ]
    return pd.concat(tables, ignore_index=True).drop_duplicates("id").set_index("id")
