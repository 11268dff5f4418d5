"""The state of every closing: for disengagement or not, and what was still on record when the case was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.closing import closings, held_then
from csgraph.network.closing_concerns import concerns_of
from csgraph.network.coverage import covered_by_kind
from csgraph.network.worker_links import worker_links
from csgraph.questions.closing_rules import ClosingRules, wordings_of
from csgraph.questions.completeness import NO_TEAM, TEAM_ROLES

if TYPE_CHECKING:
    from csgraph.store import Store

STATES = (
    "disengagement_with_open_concerns",
    "disengagement",
    "closed_with_open_concerns",
    "cannot_tell",
    "no_concern_recorded",
)
"""Every closing is in one; those of the last are counted, not listed."""

CONCERN_KINDS = ("panel_action", "missing", "incident")
"""Kinds of record that extracts show and a concern may rest on. Who shares a group or a place follows from others."""


@dataclass(frozen=True)
class Closings:
    """The closings of a window.

    Attributes:
        table: as `csgraph.network.closing.closings`, with wordings (names of those that the words fit), state, team
            (of the social worker on that day), uncovered (kinds of record that no loaded extract shows of the child).
        concerns: as `csgraph.network.closing_concerns.concerns_of`.
        links: those that held on the day of each closing, as `csgraph.network.closing.held_then`.
        earlier: closings for disengagement in the longer time that is looked at for repetition, the window too.
    """

    table: pd.DataFrame
    concerns: pd.DataFrame
    links: pd.DataFrame
    earlier: pd.DataFrame


def closings_told(store: Store, as_of: date, rules: ClosingRules, children: frozenset[str] | None) -> Closings:
    """The closings of the rules' window with their states; of all children, or of those given."""
    looked = rules.closures
    longest = max(looked.days, looked.repeat_days)
    every = closings(store, as_of, days_before(as_of, longest))
    every = every[~every["codes"].map(lambda codes: bool(looked.left_out.intersection(codes))).astype(bool)]
    every = every if children is None else every[every["child"].isin(children)]
    every = every.assign(wordings=wordings_of(every["words"], rules))
    repeated = every["day"] >= pd.Timestamp(days_before(as_of, looked.repeat_days))
    earlier = every[repeated & every["wordings"].map(bool)]
    found = every[every["day"] >= pd.Timestamp(days_before(as_of, looked.days))].reset_index(drop=True)
    concerns = concerns_of(store, found, as_of, looked.before_days)
    links = held_then(worker_links(store, as_of, days_before(as_of, looked.days)), found)
    team = links[links["role"].isin(TEAM_ROLES) & links["team"].notna()]
    order = {role: place for place, role in enumerate(TEAM_ROLES)}
    first = team.assign(place=team["role"].map(order)).sort_values("place", kind="stable")
    teams = first.drop_duplicates(["child", "closing"])[["child", "closing", "team"]]
    table = found.merge(teams, on=["child", "closing"], how="left").fillna({"team": NO_TEAM})
    table = table.assign(state=states(table, concerns, looked.hidden_by), uncovered=_uncovered(store, table, as_of))
    return Closings(table, concerns, links, earlier)


def states(table: pd.DataFrame, concerns: pd.DataFrame, hidden_by: frozenset[str]) -> pd.Series:
    """The state of each closing.

    A national code under which disengagement may hide, and no words beside it, cannot tell; neither can no code.
    """
    keys = ["child", "closing"]
    remained = pd.MultiIndex.from_frame(table[keys]).isin(pd.MultiIndex.from_frame(concerns[keys]))
    said = table["wordings"].map(bool).astype(bool)
    coded = table["codes"].map(lambda codes: bool(codes) and not hidden_by.intersection(codes)).astype(bool)
    hidden = ~table["words"].map(bool).astype(bool) & ~coded
    told = [_state(*one) for one in zip(said, remained.tolist(), hidden, strict=True)]
    return pd.Series(told, index=table.index, dtype="str")


def named_closing(table: pd.DataFrame) -> pd.Series:
    """A closing by kind of case and day: it tells a child's closings apart and holds no id. Columns kind, day."""
    kinds = table["kind"].astype("str")
    named: pd.Series = (kinds + table["day"].dt.strftime(" %Y-%m-%d").astype("str")).fillna("again")
    return named


def _state(said: bool, remained: bool, hidden: bool) -> str:
    if said:
        return STATES[0] if remained else STATES[1]
    if remained:
        return STATES[2]
    return STATES[3] if hidden else STATES[4]


def _uncovered(store: Store, table: pd.DataFrame, as_of: date) -> pd.Series:
    """Kinds of record that no loaded extract shows of the child: what "no concern" cannot mean."""
    covering = covered_by_kind(store, as_of, *CONCERN_KINDS)
    lacking = {
        kind: ~series.reindex(table["child"]).map(lambda cell: isinstance(cell, list) and bool(cell)).to_numpy(bool)
        for kind, series in covering.items()
    }
    rows = [[kind for kind in CONCERN_KINDS if lacking[kind][n]] for n in range(len(table))]
    return pd.Series(rows, index=table.index, dtype=object)
