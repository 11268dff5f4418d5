"""How well members of a peer group stay together when the search is repeated."""

from __future__ import annotations

import numpy as np
import pandas as pd


def confidence(groups: pd.Series, runs: np.ndarray) -> np.ndarray:
    """The share of runs in which each member is in the part that more than half of its group is in.

    Args:
        groups: the group of each member.
        runs: a number for each member (columns) in each run (rows), -1 where a run did not look.
    """
    size = groups.groupby(groups).transform("size").to_numpy()
    codes = pd.factorize(groups)[0].astype("int64")
    stays, done = np.zeros(len(groups)), np.zeros(len(groups))
    for run in runs:
        _, part, count = np.unique(
            codes * (int(run.max(initial=0)) + 2) + run + 1, return_inverse=True, return_counts=True
        )
        stays += (run >= 0) & (2 * count[part] > size)
        done += run >= 0
    return stays / np.maximum(done, 1)


def together(members: pd.Series, pairs: pd.DataFrame, drawn: np.ndarray) -> np.ndarray:
    """The share of resamplings in which each two fellow members stay together; 0 without any resampling."""
    known = pd.Index(members)
    one, other = known.get_indexer(pd.Index(pairs["child_a"])), known.get_indexer(pd.Index(pairs["child_b"]))
    together = np.zeros(len(pairs))
    for row in drawn:
        together += row[one] == row[other]
    return together / max(len(drawn), 1)


def fellows(members: pd.DataFrame) -> pd.DataFrame:
    """Each two members of one group, both ways round not repeated."""
    both = members.merge(members, on="group", suffixes=("_a", "_b"))
    return both[both["child_a"] < both["child_b"]].reset_index(drop=True)


def with_stability(members: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Members with the mean share of their fellow members who stay with them."""
    sides = [pairs[[side, "together"]].set_axis(["child", "together"], axis=1) for side in ("child_a", "child_b")]
    return members.assign(stability=members["child"].map(pd.concat(sides).groupby("child")["together"].mean()))
