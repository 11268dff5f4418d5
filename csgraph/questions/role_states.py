"""Whether each expected role is filled: present, stale, ended, a gap, or not to be told."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.coverage import Coverage
from csgraph.network.involvement import holds

STATES = ("gap", "ended_without_successor", "present_stale", "present", "cannot_tell")
"""In the order in which findings are shown, but for `cannot_tell`, which is no finding about the network."""

LINK = [
    "worker",
    "worker_name",
    "worker_label",
    "phone",
    "email",
    "team",
    "recorded_by",
    "start",
    "end",
    "last_contact",
    "superseded",
    "link_source",
]
"""What is kept of the link that decides a state."""

PRESENT, STALE, ENDED = 0, 1, 2


def role_states(
    expected: pd.DataFrame, links: pd.DataFrame, cover: Coverage, as_of: date, ended_within: int
) -> pd.DataFrame:
    """Expected roles with their states.

    Args:
        expected: as `role_expectations.expectations`.
        links: as `csgraph.network.involvement.known_links`.
        cover: what the loaded extracts cover on the day.
        as_of: the day.
        ended_within: days before it in which an ended link still names a predecessor.

    Returns:
        The rows of `expected` with `state`, `LINK` (of the link that decides it, if any) and `covering`, the extracts
        that would show the role for the child (a list, empty where nothing covers it).
    """
    expected = expected.reset_index(drop=True)
    best = _deciding_links(expected, links, as_of, days_before(as_of, ended_within))
    covering = _covering(expected, cover)
    state = best["rank"].map({PRESENT: "present", STALE: "present_stale", ENDED: "ended_without_successor"})
    unfilled = covering.map(bool).map({True: "gap", False: "cannot_tell"})
    return expected.assign(
        state=state.fillna(unfilled).astype("str"), covering=covering, **{name: best[name] for name in LINK}
    )


def _deciding_links(expected: pd.DataFrame, links: pd.DataFrame, as_of: date, since: date) -> pd.DataFrame:
    """The link that decides each expectation, and its rank; missing where no link counts."""
    options = expected[["child", "roles", "setting", "stale_after"]].explode("roles").rename(columns={"roles": "role"})
    options = options.assign(role=options["role"].astype("str")).reset_index(names="n")
    joined = options.merge(links, on=["child", "role"])
    joined = joined[(joined["setting"] == "") | (joined["setting"] == joined["school"])]
    ranked = joined.assign(rank=_rank(joined, as_of, since)).dropna(subset="rank")
    ranked["newest"] = ranked[["last_contact", "end", "start"]].max(axis=1)
    ranked = ranked.sort_values(["n", "rank", "newest", "link"], ascending=[True, True, False, True], kind="stable")
    return ranked.drop_duplicates("n").set_index("n")[["rank", *LINK]].reindex(expected.index)


def _rank(joined: pd.DataFrame, as_of: date, since: date) -> pd.Series:
    """0 holds, 1 holds but stale, 2 ended since; missing where the link no longer counts."""
    day = pd.Timestamp(as_of)
    held = holds(joined, as_of)
    quiet = (day - joined["last_contact"]).dt.days > joined["stale_after"]
    stale = quiet | joined["superseded"].notna()
    ended = ~held & (joined["end"] < day) & (joined["end"] >= pd.Timestamp(since))
    rank = pd.Series(float("nan"), index=joined.index)
    return rank.mask(ended, ENDED).mask(held & stale, STALE).mask(held & ~stale, PRESENT)


def _covering(expected: pd.DataFrame, cover: Coverage) -> pd.Series:
    """The extracts that cover each expectation. Where one of several roles would do, all of them must be covered."""
    options = expected[["child", "roles"]].explode("roles").rename(columns={"roles": "role"}).reset_index(names="n")
    found = options.assign(covering=cover.covering(options))
    uncovered = found.loc[~found["covering"].map(bool), "n"]
    lists = found[~found["n"].isin(uncovered)].drop_duplicates("n").set_index("n")["covering"].reindex(expected.index)
    return lists.map(lambda cell: cell if isinstance(cell, list) else [])
