"""What became of a peer group, and which named groups stand beside it, in words. No sentence names a child."""

from datetime import date

import pandas as pd

from csgraph.codes import code_list

EVENTS = {
    "born": "No group of {since} lives on in it",
    "grown": "It has grown since {since}",
    "shrunk": "It has shrunk since {since}",
    "kept": "It had as many members on {since}",
    "merged": "Two groups or more of {since} are one now, this part",
    "split": "A group of {since} has come apart, this part",
}
"""What happened, by event; a group that is gone has no finding, only a row in the figure."""


def became(history: pd.DataFrame, since: date) -> pd.DataFrame:
    """What became of each group since a day: columns group, text."""
    rows = history[history["event"].isin(EVENTS)].reset_index(drop=True)
    columns = (rows[name] for name in ("event", "members_before", "members_after", "shared"))
    texts = [
        _became(event, before, after, shared, since) for event, before, after, shared in zip(*columns, strict=True)
    ]
    return rows[["group"]].assign(text=pd.Series(texts, dtype="str"))


def named(beside: pd.DataFrame) -> pd.DataFrame:
    """The named groups that stand beside each group: columns group, text."""
    rows = beside[beside["group"] != ""].reset_index(drop=True)
    agencies = code_list("agency").codes
    texts = [
        f"Beside it stands the group {name or group}, named by "
        f"{', '.join(agencies.get(one, one) for one in who) or 'an agency unknown'}: "
        f"{members} members, {shared} members of them here"
        for name, group, who, members, shared in zip(
            rows["name"].fillna(""),
            rows["named_group"],
            rows["recorded_by"],
            rows["members"],
            rows["shared"],
            strict=True,
        )
    ]
    return rows[["group"]].assign(text=pd.Series(texts, dtype="str"))


def _became(event: str, before: int, after: int, shared: int, since: date) -> str:
    told = EVENTS[event].format(since=f"{since:%Y-%m-%d}")
    return (
        told
        if event == "born"
        else f"{told}: {before} members then, {after} members now, {shared} members of both days"
    )
