"""Contexts that children share, and pairs of unrelated children in one context whom no professional both knows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csgraph.network.citations import citations
from csgraph.network.families import household_of
from csgraph.network.peer_grouping import PeerGroups, inside
from csgraph.network.place_ranking import UNRELATED
from csgraph.network.places import Places

LARGEST = 60
"""Children of a context at most: of a place that more children share, each two of them are no finding."""


def shared_contexts(places: Places, groups: PeerGroups, members: pd.DataFrame) -> pd.DataFrame:
    """Each child's contexts: places where unrelated children came to harm, peer groups found, groups somebody named.

    Args:
        places: the places on the day.
        groups: the peer groups on the day.
        members: rows of the query group_members.

    Returns:
        Columns child, context (id), context_kind (place, peer group or named group), name, evidence (citations).
    """
    harmful = (places.table["unrelated"] >= UNRELATED) & (places.table["state"] != "protective")
    ranked = places.table[harmful].set_index("place")["name"]
    records = places.records[places.records["place"].isin(ranked.index) & (places.records["kind"] != "feels_safe_at")]
    records = records[records["reliability"] != "unverified"]
    at = _context(records["child"], records["place"], "place", records["place"].map(ranked), records["evidence"])
    named = members[members["reliability"] != "unverified"]
    labelled = _context(named["child"], named["named_group"], "named group", named["group_name"], citations(named))
    names = groups.groups.set_index("group")["name"]
    ties = ties_of_members(groups)
    peers = _context(ties["child"], ties["group"], "peer group", ties["group"].map(names), ties["evidence"])
    rows = pd.concat([at, labelled, peers], ignore_index=True)
    by = rows.sort_values(["context", "child"]).groupby(["context", "child"], as_index=False)
    return by.agg(context_kind=("context_kind", "first"), name=("name", "first"), evidence=("evidence", _texts))


def ties_of_members(groups: PeerGroups) -> pd.DataFrame:
    """What ties each member of a peer group to the others: child, group, evidence (one citation a row)."""
    counted = inside(groups.ties)
    counted = counted[counted["counts"]]
    ends = [counted[[end, "group", "evidence"]].rename(columns={end: "child"}) for end in ("child_a", "child_b")]
    return pd.concat(ends).explode("evidence", ignore_index=True).astype({"evidence": "str"})


def together(contexts: pd.DataFrame, households: pd.Series, workers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Unrelated children who share a context and no professional.

    Args:
        contexts: as `shared_contexts` returns them, only of the children in question.
        households: household by child id.
        workers: rows of the query child_workers.

    Returns:
        The pairs: child_a, child_b, via (list of contexts). And the contexts left out for their size: context, name,
        children.
    """
    size = contexts.groupby("context")["child"].transform("nunique")
    large = contexts.assign(children=size)[size > LARGEST].drop_duplicates("context")[["context", "name", "children"]]
    fit = contexts[size <= LARGEST]
    children = pd.Index(sorted(set(fit["child"])), dtype="str")
    pairs = _pairs(fit, children)
    homes = household_of(pd.Series(children, dtype="str"), households).to_numpy()
    left, right = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    apart = (homes[left] != homes[right]) & ~_in_common(children, left, right, workers)
    pairs = pairs[apart]
    ids = children.to_numpy()
    named = pd.DataFrame({"child_a": ids[pairs["a"]], "child_b": ids[pairs["b"]], "via": pairs["context"].to_numpy()})
    grouped = named.groupby(["child_a", "child_b"])["via"].agg(list)
    return grouped.reset_index(), large.reset_index(drop=True)


def _pairs(contexts: pd.DataFrame, children: pd.Index) -> pd.DataFrame:
    """Each two children of one context, by their positions."""
    codes = pd.DataFrame({"context": contexts["context"], "child": children.get_indexer(pd.Index(contexts["child"]))})
    both = codes.merge(codes, on="context", suffixes=("_a", "_b"))
    both = both[both["child_a"] < both["child_b"]].rename(columns={"child_a": "a", "child_b": "b"})
    return both.sort_values(["a", "b", "context"], ignore_index=True)


def _in_common(children: pd.Index, left: np.ndarray, right: np.ndarray, workers: pd.DataFrame) -> np.ndarray:
    """Whether a professional works with both of each pair: rows of the child-by-professional matrix multiplied."""
    from scipy.sparse import csr_array

    people = workers[(workers["worker_label"] == "Professional") & workers["child"].isin(children)]
    people = people.drop_duplicates(["child", "worker"])
    codes, ids = pd.factorize(people["worker"])
    rows = children.get_indexer(pd.Index(people["child"]))
    matrix = csr_array((np.ones(len(people)), (rows, codes)), shape=(len(children), max(len(ids), 1)))
    if not len(left):
        return np.zeros(0, dtype=bool)
    return np.asarray(matrix[left].multiply(matrix[right]).sum(axis=1)).ravel() > 0


def _context(child: pd.Series, context: pd.Series, kind: str, name: pd.Series, evidence: pd.Series) -> pd.DataFrame:
    columns = {
        "child": child,
        "context": context,
        "context_kind": kind,
        "name": name.fillna(context),
        "evidence": evidence,
    }
    return pd.DataFrame(columns)


def _texts(texts: pd.Series) -> list[str]:
    return sorted(set(texts.dropna()))
