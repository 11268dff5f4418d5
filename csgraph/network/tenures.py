"""Who worked with a child in a role from when to when: one row an unbroken time of one worker, and what followed it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.codes import folded
from csgraph.network.citations import citations
from csgraph.network.involvement import named_teams, superseded
from csgraph.network.listing import lists_by

if TYPE_CHECKING:
    from csgraph.store import Store

LONG_AGO, FAR = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")
"""What stands for a start, and an end, that nobody recorded."""

DAY = pd.Timedelta(days=1)
OF = ["child", "role"]
"""What workers follow one another in."""

LAST = {
    name: (name, "last") for name in ("worker", "worker_name", "phone", "email", "team", "recorded_by", "change_reason")
}
"""What is kept of the latest record of a time."""


def tenures(store: Store, records: pd.DataFrame, since: date, as_of: date) -> pd.DataFrame:
    """Times of every worker known on the day, except those that ended before `since`; as `joined`.

    Args:
        store: the store.
        records: cypher/child_records.cypher, for links that a newer extract no longer has.
        since: the day.
        as_of: the day asked about.
    """
    links = store.read("tenures", since=since, as_of=as_of)
    gone = superseded(links, store.read("batches"), records, as_of)
    return joined(links.assign(end=links["end"].fillna(gone)), store.read("teams"), as_of)


def joined(links: pd.DataFrame, teams: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Records of links as times of workers: what touches or overlaps is one, whichever sources tell it.

    One worker of a role and child is known by name, by id where none is recorded: the same person under two
    identifiers is no change. An end after the day is not known yet. A link told as historic without any end, and one
    without a role, cannot be dated or counted and are left out.

    Args:
        links: cypher/tenures.cypher.
        teams: cypher/teams.cypher.
        as_of: the day asked about.

    Returns:
        One row a time: child, role, person (who it is), begin, until (last day; `FAR` while it holds), the columns of
        `LAST`, and sources (citations). Ordered by child, role, begin, person.
    """
    day = pd.Timestamp(as_of)
    historic = links["involvement"].fillna("current") != "current"
    end = links["end"].where(links["end"].notna() | ~historic, links["last_contact"])
    end = end.where(end.isna() | (end < day) | historic)
    used = links["role"].notna() & ~(historic & end.isna())
    rows = links.assign(
        begin=links["start"].fillna(LONG_AGO), until=end.fillna(FAR), person=_person(links), cited=citations(links)
    )
    rows = rows.assign(team=named_teams(links["team"], teams), change_reason=links["change_reason"])[used]
    rows = rows.sort_values([*OF, "person", "begin", "until", "link"], ignore_index=True)
    rows["time"] = _times(rows)
    by = rows.groupby("time", sort=False)
    first = by.agg(
        child=("child", "first"),
        role=("role", "first"),
        person=("person", "first"),
        begin=("begin", "min"),
        until=("until", "max"),
        **LAST,
    )
    sources = lists_by(rows, ["time"], "cited").set_index("time")["cited"]
    found = first.assign(sources=sources.reindex(first.index))
    return found.sort_values([*OF, "begin", "person"], ignore_index=True)


def successions(times: pd.DataFrame, follows_within: int, side_by_side: int) -> pd.DataFrame:
    """Each worker who took over from another of the same role and child.

    Somebody takes over from whoever began earlier and ended last, at most `follows_within` days before the start and
    `side_by_side` days after it. Each hands over once: to the first who took over.

    Returns:
        One row a succession: the columns of `times`, `begin` being the day; the same of who went before, with suffix
        `_before`; shared: the days up to their end on which anybody who had begun earlier held the role too.
    """
    numbered = times.reset_index(names="n")
    both = numbered.merge(numbered, on=OF, suffixes=("", "_before"))
    both = both[(both["person"] != both["person_before"]) & (both["begin_before"] < both["begin"])]
    both["latest"] = both.groupby("n")["until_before"].transform("max")
    apart = (both["begin"] - both["until_before"]).dt.days
    over = both[(apart <= follows_within) & (apart >= -side_by_side) & (both["until_before"] < FAR)]
    over = over.sort_values(["n", "until_before", "begin_before", "n_before"], ascending=[True, False, False, True])
    over = over.drop_duplicates("n").sort_values(["begin", "n"]).drop_duplicates("n_before").sort_values("n")
    shared = (over["latest"] - over["begin"]).dt.days + 1
    return over.assign(shared=shared.clip(lower=0).astype("Int64")).reset_index(drop=True)


def breaks(times: pd.DataFrame) -> pd.DataFrame:
    """Days between two workers on which nobody held the role: child, role, first, last, sources of both."""
    reach = times.groupby(OF)["until"].cummax().groupby([times["child"], times["role"]]).shift()
    cited = times.groupby(OF)["sources"].shift()
    found = times.assign(first=reach + DAY, last=times["begin"] - DAY, cited=cited)
    found = found[found["first"] <= found["last"]]
    both = [[*before, *after] for before, after in zip(found["cited"], found["sources"], strict=True)]
    return found[[*OF, "first", "last"]].assign(sources=pd.Series(both, index=found.index, dtype=object))


def within(spells: pd.DataFrame, open_: pd.DataFrame) -> pd.DataFrame:
    """The parts of spells of days in which something of the child's was open.

    Args:
        spells: child, first, last and more.
        open_: child, first, last: as `merged` returns them.
    """
    both = spells.merge(open_, on="child", suffixes=("", "_open"))
    both["first"] = both[["first", "first_open"]].max(axis=1)
    both["last"] = both[["last", "last_open"]].min(axis=1)
    return both[both["first"] <= both["last"]].drop(columns=["first_open", "last_open"])


def merged(spells: pd.DataFrame) -> pd.DataFrame:
    """Spells of days of each child, what touches or overlaps as one: child, first, last."""
    rows = spells[["child", "first", "last"]].sort_values(["child", "first", "last"], ignore_index=True)
    reach = rows.groupby("child")["last"].cummax().groupby(rows["child"]).shift()
    begins = reach.isna() | (rows["first"] > reach + DAY)
    by = rows.groupby(begins.cumsum())
    return by.agg(child=("child", "first"), first=("first", "min"), last=("last", "max")).reset_index(drop=True)


def _times(rows: pd.DataFrame) -> np.ndarray:
    """A number for each unbroken time of one worker; rows are in order of child, role, person and begin."""
    key = [rows[name] for name in (*OF, "person")]
    reach = rows.groupby([*OF, "person"])["until"].cummax().groupby(key).shift()
    begins = reach.isna() | (rows["begin"] > reach + DAY)
    return begins.cumsum().to_numpy()


def _person(links: pd.DataFrame) -> pd.Series:
    """Who a worker is within one child and role: the name as code lists compare it, else the id."""
    names = {name: folded(name) for name in links["worker_name"].dropna().unique()}
    return links["worker_name"].map(names).astype("str").fillna(links["worker"])
