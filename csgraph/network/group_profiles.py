"""What the members of a group share: places, schools, agencies, and the professionals who would need to meet."""

from __future__ import annotations

import pandas as pd

SHARED = 2
"""Members who must have something in common before it is called shared."""


def shared(members: pd.DataFrame, links: pd.DataFrame, what: str, describing: list[str]) -> pd.DataFrame:
    """What at least two members of a group have in common.

    Args:
        members: columns child, group.
        links: columns child, `what` and `describing`.
        what: the column that names it.
        describing: further columns, the same for all links of one.

    Returns:
        Columns group, `what`, `describing`, members (how many), children (their ids); most members first.
    """
    both = members[["child", "group"]].merge(links[["child", what, *describing]].dropna(subset=[what]), on="child")
    by = both.drop_duplicates(["group", what, "child"]).sort_values("child").groupby(["group", what], sort=True)
    table = by.agg(
        **{name: (name, "first") for name in describing}, members=("child", "size"), children=("child", list)
    )
    table = table.reset_index()
    return _most_first(table[table["members"] >= SHARED], what)


def professionals(members: pd.DataFrame, workers: pd.DataFrame) -> pd.DataFrame:
    """Professionals involved with at least two members of a group: who would need to meet.

    Args:
        members: columns child, group.
        workers: rows of the query child_workers.
    """
    people = workers[workers["worker_label"] == "Professional"]
    return shared(members, people, "worker", ["worker_name", "role", "team", "recorded_by"])


def agencies(members: pd.DataFrame, workers: pd.DataFrame) -> pd.DataFrame:
    """Agencies that recorded an involvement with at least two members of a group."""
    return shared(members, workers, "recorded_by", [])


def never_met(involved: pd.DataFrame, attendance: pd.DataFrame) -> pd.DataFrame:
    """Each two professionals of one group who were at no meeting together.

    Args:
        involved: as `professionals` returns it.
        attendance: columns worker, meeting.
    """
    named = involved[["group", "worker", "worker_name", "role"]]
    pairs = named.merge(named, on="group", suffixes=("_a", "_b"))
    pairs = pairs[pairs["worker_a"] < pairs["worker_b"]]
    were = attendance.loc[attendance["worker"].isin(named["worker"]), ["worker", "meeting"]].drop_duplicates()
    met = were.merge(were, on="meeting", suffixes=("_a", "_b"))[["worker_a", "worker_b"]]
    together = pd.MultiIndex.from_frame(pairs[["worker_a", "worker_b"]]).isin(pd.MultiIndex.from_frame(met))
    return pairs[~together].sort_values(["group", "worker_a", "worker_b"], ignore_index=True)


def ties_by_kind(within: pd.DataFrame) -> pd.DataFrame:
    """What ties each group together, by kind of tie; ties that are only shown are apart from those that count.

    Args:
        within: the ties between two members of one group, with column `group`.

    Returns:
        Columns group, kind, counts, records (ties told), occasions (each once), pairs (of children), weight: what the
        occasions of that kind alone would weigh, repeats of one pair damped by the square root; 0 where none counts.
    """
    keys = ["group", "kind", "counts"]
    by = within.groupby(keys)
    table = pd.DataFrame({"records": by.size(), "occasions": by["occasion"].nunique()})
    each = within.assign(share=1 / (within["people"].astype("float64") - 1).clip(lower=1))
    each = each.sort_values(["occasion", "people", "id"]).drop_duplicates([*keys, "occasion"])
    pairs = each.groupby([*keys, "child_a", "child_b"])["share"].sum().pow(0.5).groupby(keys)
    table = table.assign(pairs=pairs.size(), weight=pairs.sum().round(2)).reset_index()
    table["weight"] = table["weight"].where(table["counts"], 0.0)
    return table.sort_values(
        ["group", "counts", "weight", "kind"], ascending=[True, False, False, True], ignore_index=True
    )


def _most_first(table: pd.DataFrame, what: str) -> pd.DataFrame:
    return table.sort_values(["group", "members", what], ascending=[True, False, True], ignore_index=True)
