"""What became of peer groups from one day to another: born, grown, shrunk, merged, split, gone.

Groups of two days are matched by the children they share, after Palla, Barabási and Vicsek (2007), Quantifying social
group evolution, Nature 446, 664-667, and Greene, Doyle and Cunningham (2010), Tracking the evolution of communities in
dynamic social networks, ASONAM.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csgraph.frames import frame
from csgraph.schema import Kind

ALIKE = 0.3
"""Children of both groups among those of either (Jaccard), from which two groups of two days are one."""
CONTAINED = 0.5
"""Children of both among those of the smaller group, from which one comes out of the other although sizes differ."""

HISTORY: dict[str, Kind] = {
    "group": "text",
    "event": "text",
    "from": "text",
    "to": "text",
    "members_before": "whole",
    "members_after": "whole",
    "shared": "whole",
}
"""Columns of a history: `group` is the group today, or the one that is gone."""


def history(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What became of each group; one that merged or split has a row for each of its parts.

    Args:
        before: columns child, group, on the earlier day.
        after: the same on the later day.

    Returns:
        The columns of `HISTORY`, by group, event and the group it came from. `kept` is a group of as many members as
        before.
    """
    matched = _matched(before, after)
    sizes = [side.groupby("group").size() for side in (before, after)]
    rows = [matched, _alone(sizes[0], matched["from"], "from", "gone"), _alone(sizes[1], matched["to"], "to", "born")]
    table = pd.concat([part for part in rows if len(part)] or rows[:1], ignore_index=True)
    table["members_before"] = table["from"].map(sizes[0]).fillna(0)
    table["members_after"] = table["to"].map(sizes[1]).fillna(0)
    table["group"] = table["to"].where(table["to"] != "", table["from"])
    return frame(HISTORY, table.sort_values(["group", "event", "from", "to"], ignore_index=True))


def of_children(table: pd.DataFrame, sides: list[pd.DataFrame], children: frozenset[str] | None) -> pd.DataFrame:
    """The rows of groups that had one of the children on either day."""
    if children is None:
        return table
    every = pd.concat(sides)
    theirs = every.loc[every["child"].isin(children), "group"]
    return table[table["from"].isin(theirs) | table["to"].isin(theirs)].reset_index(drop=True)


def _matched(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Groups of the earlier day (from) that live on in groups of the later day (to), with what happened."""
    both = before[["child", "group"]].merge(after[["child", "group"]], on="child", suffixes=("_before", "_after"))
    pairs = both.groupby(["group_before", "group_after"]).size().rename("shared").reset_index()
    pairs = pairs.set_axis(["from", "to", "shared"], axis=1)
    was, is_ = (
        pairs[end].map(side.groupby("group").size()).astype("int64") for end, side in (("from", before), ("to", after))
    )
    alike = pairs["shared"] / (was + is_ - pairs["shared"]) >= ALIKE
    contained = pairs["shared"] / np.minimum(was, is_) >= CONTAINED
    kept = pairs[alike | contained]
    splits, merges = (kept.groupby(end)[end].transform("size") > 1 for end in ("from", "to"))
    change = (is_ - was)[kept.index]
    plain = np.select([change > 0, change < 0], ["grown", "shrunk"], "kept")
    simple = kept.assign(event=pd.Series(plain, index=kept.index, dtype="str"))[~splits & ~merges]
    return pd.concat([simple, kept[splits].assign(event="split"), kept[merges].assign(event="merged")])


def _alone(sizes: pd.Series, matched: pd.Series, end: str, event: str) -> pd.DataFrame:
    """Groups of one day that have no match on the other."""
    ids = sorted(set(sizes.index) - set(matched))
    other = "to" if end == "from" else "from"
    return pd.DataFrame({end: pd.Series(ids, dtype="str"), other: "", "event": event, "shared": 0})
