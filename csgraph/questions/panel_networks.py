"""How complete the professional networks of children were before and after the panel took them on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.circumstances import circumstances
from csgraph.network.coverage import coverage
from csgraph.network.involvement import known_links
from csgraph.questions.completeness import COUNTED
from csgraph.questions.panel_rules import Impact
from csgraph.questions.panel_windows import days_of
from csgraph.questions.role_expectations import expectations
from csgraph.questions.role_rules import ExpectedRoles, expected_roles
from csgraph.questions.role_states import role_states

if TYPE_CHECKING:
    from csgraph.store import Store

ROLE = ["child", "role", "setting"]


def networks(store: Store, children: pd.DataFrame, rules: Impact, as_of: date) -> pd.DataFrame:
    """Completeness of each child's network on the nearest day before and on the last day of the window after.

    Every child would need two days of its own, and each day costs a whole answer: so few days are asked about, so many
    days apart, counted back from the day of the answer.

    Args:
        store: the store.
        children: child and day (taken on).
        rules: the windows, and how far apart the days lie.
        as_of: the day of the answer.

    Returns:
        By child: network_before, network_after (shares present of what can be told), gaps_before (roles not filled
        then) and gaps_closed (of those, filled after). Missing where there is no such day.
    """
    asked = _asked_days(children, rules, as_of)
    every = [_states(store, day, asked, expected_roles()) for day in sorted({*asked["before"], *asked["after"]} - {-1})]
    states = pd.concat(every, ignore_index=True) if every else pd.DataFrame(columns=[*ROLE, "state", "asked"])
    return _compared(asked, states)


def _asked_days(children: pd.DataFrame, rules: Impact, as_of: date) -> pd.DataFrame:
    """For each child the day before and the day after, since 1970; -1 where there is none."""
    today, step = int(np.datetime64(as_of, "D").astype("int64")), rules.network_days
    day = days_of(children["day"])
    last = np.minimum(day + rules.after_days, today)
    before, after = today - -(-(today - day + 1) // step) * step, today - -(-(today - last) // step) * step
    found = pd.DataFrame({"child": children["child"].to_numpy(), "before": before, "after": after})
    return found.assign(after=found["after"].where(found["after"] > day, -1)).set_index("child")


def _states(store: Store, day: int, asked: pd.DataFrame, expected: ExpectedRoles) -> pd.DataFrame:
    """States of the expected roles on one day, of the children who are asked about on it."""
    when = date(1970, 1, 1) + timedelta(days=day)
    children = asked.index[(asked["before"] == day) | (asked["after"] == day)]
    known = circumstances(store, when, expected.boundary.days)
    children = known.children.index[known.children.index.isin(children)]
    leads = store.read("school_leads", as_of=when)
    ended = expected.states.ended_within_days
    links = known_links(store, known, leads, days_before(when, ended))
    cover = coverage(store, known, expected.states.covered_after_days)
    states = role_states(expectations(known, expected, children), links, cover, when, ended)
    return states[[*ROLE, "state"]].assign(asked=day)


def _compared(asked: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Shares present on each child's two days, and the roles not filled before that were filled after."""
    told = states[states["state"].isin(COUNTED)].assign(present=states["state"] == "present")
    on = {
        when: told.merge(asked.reset_index()[["child", when]], left_on=["child", "asked"], right_on=["child", when])
        for when in ("before", "after")
    }
    share = {f"network_{when}": rows.groupby("child")["present"].mean().round(3) for when, rows in on.items()}
    gaps = on["before"][~on["before"]["present"].astype(bool)]
    closed = gaps[ROLE].merge(on["after"].loc[on["after"]["present"].astype(bool), ROLE], on=ROLE)
    table = pd.DataFrame(share, index=asked.index)
    both = table.notna().all(axis=1)
    for name, rows in (("gaps_before", gaps), ("gaps_closed", closed)):
        counts = rows.groupby("child").size().reindex(asked.index, fill_value=0)
        table[name] = counts.astype("Int64").where(both)
    return table
