"""What clocks start from: enquiries, referrals, periods under a plan, each with what was done since and its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.codes import folded
from csgraph.network.citations import citations
from csgraph.questions.child_words import missing
from csgraph.questions.timescale_rules import Timescales

if TYPE_CHECKING:
    from csgraph.store import Store

Done = dict[date, str]
"""The record that tells it, by day."""


@dataclass
class Start:
    """One start of a clock for one child.

    Attributes:
        child: the child.
        start: the day.
        end: the day the duty ended; None while it lasts.
        done: days on which it was done.
        sources: the records of the start.
        told: whether the extract would tell if it had been needed and not done.
    """

    child: str
    start: date
    end: date | None
    done: Done = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    told: bool = True


@dataclass(frozen=True)
class Records:
    """What the clocks read, of the children asked about; days as dates, `cited` beside each row.

    Attributes:
        plans: child, kind, start, end, reviewed_on.
        meetings: child, kind, day.
        enquiries: child, start, end.
        referrals: child, day, decision.
        assessments: child, kind, start, completed_on.
        closures: child, day; of episodes of need.
    """

    plans: pd.DataFrame
    meetings: pd.DataFrame
    enquiries: pd.DataFrame
    referrals: pd.DataFrame
    assessments: pd.DataFrame
    closures: pd.DataFrame


def records(store: Store, children: pd.Index, as_of: date) -> Records:
    """The records of the children, none after the day."""

    def mine(name: str, kind: str | None = None) -> pd.DataFrame:
        rows = store.read(name, as_of=as_of)
        rows = rows[rows["child"].isin(children)]
        if kind is not None:
            rows = rows[(rows["event_kind"] == kind) & (rows["start"] < pd.Timestamp(as_of) + pd.Timedelta(days=1))]
        days = rows.select_dtypes("datetime").columns
        dated = {column: [_day(cell, as_of) for cell in rows[column]] for column in days}
        whole = {column: pd.Series(values, index=rows.index, dtype=object) for column, values in dated.items()}
        return rows.assign(cited=citations(rows), **whole)

    told = mine("history_records")
    return Records(
        mine("history_plans"),
        told[(told["what"] == "meeting") & (told["part"] == "held about the child")],
        mine("event_children", kind="s47"),
        mine("social_care_referrals"),
        mine("assessments"),
        told[(told["what"] == "closure") & (told["kind"] == "cin")],
    )


def _day(cell: Any, as_of: date) -> date | None:
    """A cell as a day, None where it holds none or one that has not come yet."""
    return None if missing(cell) or cell.date() > as_of else cell.date()


def periods(found: Records, kind: str) -> list[Start]:
    """Periods under plans of a kind; plans that touch or overlap are one: several extracts tell of one plan.

    An episode of need that holds a plan of its own is left out: the plan's reviews are its own.
    """
    plans = found.plans[found.plans["kind"] == kind]
    periods: list[Start] = []
    for child, part in _without_shells(plans).groupby("child", sort=True):
        mine: list[Start] = []
        for row in part.sort_values(["start", "cited"]).to_dict("records"):
            if mine and (mine[-1].end is None or row["start"] <= mine[-1].end + timedelta(days=1)):
                ends = (mine[-1].end, row["end"])
                mine[-1].end = None if None in ends else max(ends)
            else:
                mine.append(Start(str(child), row["start"], row["end"]))
            mine[-1].sources.append(row["cited"])
            if row["reviewed_on"] is not None:
                mine[-1].done[row["reviewed_on"]] = row["cited"]
        periods += mine
    return periods


def _without_shells(plans: pd.DataFrame) -> pd.DataFrame:
    """Without the episodes of need within which another plan of need of the same child began later."""
    if plans.empty or plans["kind"].iloc[0] != "cin":
        return plans
    shell = plans["plan"].str.startswith(("ssd_cin:", "annex_a_cin:"))
    own = plans[~shell][["child", "start"]].rename(columns={"start": "began"})
    inside = plans[shell].reset_index(names="n").merge(own, on="child")
    ends = inside["end"].map(lambda day: date.max if day is None else day)
    held = inside[(inside["began"] >= inside["start"]) & (inside["began"] <= ends)]
    return plans[~plans.index.isin(held["n"])]


def under_any(found: Records, kinds: frozenset[str]) -> dict[str, list[Start]]:
    """Periods under plans of some kinds, by child."""
    by_child: dict[str, list[Start]] = {}
    for kind in sorted(kinds):
        for one in periods(found, kind):
            by_child.setdefault(one.child, []).append(one)
    return by_child


def under_plans(found: Records, kind: str, meetings: tuple[str, ...], *, reviewed: bool) -> list[Start]:
    """Periods under plans with the meetings of some kinds held in them, and the days of review where they count."""
    held = _by_child(found.meetings[found.meetings["kind"].isin(meetings)], "day")
    starts = periods(found, kind)
    for one in starts:
        last = one.end or date.max
        days = {day: cited for day, cited in held.get(one.child, []) if one.start <= day <= last}
        one.done = ({day: cited for day, cited in one.done.items() if day <= last} if reviewed else {}) | days
    return starts


def enquiries(found: Records, rules: Timescales, covered: pd.Series) -> list[Start]:
    """Enquiries from their strategy discussion on, with the conference of each; those of a child under a plan are none.

    Args:
        found: the records.
        rules: the rules.
        covered: by child, whether an extract would show its enquiries; a strategy discussion of such a child that began
            no enquiry starts nothing.
    """
    strategies = _by_child(found.meetings[found.meetings["kind"] == "strategy"], "day")
    conferences = _by_child(found.meetings[found.meetings["kind"] == "conference"], "day")
    protected = under_any(found, frozenset({"cp"}))
    within, joined = timedelta(days=rules.strategy_within_days), timedelta(days=rules.conference_within_days)
    starts: list[Start] = []
    for row in found.enquiries.sort_values(["child", "start", "cited"]).to_dict("records"):
        child, begun = str(row["child"]), row["start"]
        before = [(day, cited) for day, cited in strategies.get(child, []) if begun - within <= day <= begun]
        day, cited = max(before, default=(begun, row["cited"]))
        starts.append(Start(child, day, row["end"], sources=sorted({row["cited"], cited})))
    known = {one.child for one in starts} | set(covered.index[covered])
    for child, days in strategies.items():
        if child not in known:
            starts += [Start(child, day, None, sources=[cited], told=False) for day, cited in days]
    for one in starts:
        held = [(day, cited) for day, cited in conferences.get(one.child, []) if one.start <= day <= one.start + joined]
        one.done = dict(held[:1])
    # An enquiry that ended without a conference needed none.
    return [
        one for one in _once(starts) if not _under(one, protected.get(one.child, [])) and (one.done or one.end is None)
    ]


def referrals(found: Records, rules: Timescales) -> list[Start]:
    """Referrals that called for an assessment, with the first assessment of each; a closure ends the duty."""
    none = {folded(text) for text in rules.no_duty_decisions}
    dropped = found.referrals["decision"].fillna("").map(folded).isin(none)
    asked = found.referrals[~dropped].sort_values(["child", "day", "cited"])
    done = found.assessments[found.assessments["kind"] == "cin_assessment"]
    begun: dict[str, list[tuple[date, date | None, str]]] = {}
    for row in done.sort_values(["child", "start", "cited"]).to_dict("records"):
        day = row["start"] or row["completed_on"]
        begun.setdefault(str(row["child"]), []).append((day, row["completed_on"], row["cited"]))
    closed = _by_child(found.closures, "day")
    starts = _once([Start(row["child"], row["day"], None, sources=[row["cited"]]) for row in asked.to_dict("records")])
    for one, after in zip(starts, [*starts[1:], *([None] if starts else [])], strict=True):
        until = after.start if after and after.child == one.child else date.max
        found_ = [a for a in begun.get(one.child, []) if one.start <= a[0] < until]
        one.done = {completed: cited for _, completed, cited in found_[:1] if completed}
        one.end = next((day for day, _ in closed.get(one.child, []) if one.start <= day < until), None)
    return starts


def _once(starts: list[Start]) -> list[Start]:
    """Starts of one child on one day as one, whichever extracts tell them."""
    kept: dict[tuple[str, date], Start] = {}
    for one in sorted(starts, key=lambda start: (start.child, start.start)):
        same = kept.setdefault((one.child, one.start), one)
        if same is not one:
            same.sources = sorted({*same.sources, *one.sources})
            same.end = None if None in (same.end, one.end) else max(same.end, one.end)  # type: ignore[type-var]
            same.told |= one.told
    return list(kept.values())


def _under(one: Start, plans: Iterable[Start]) -> bool:
    """Whether the child was under one of the plans already when the clock would start."""
    return any(plan.start < one.start <= (plan.end or date.max) for plan in plans)


def _by_child(rows: pd.DataFrame, column: str) -> dict[str, list[tuple[date, str]]]:
    """Days of each child in order, with their records."""
    found: dict[str, list[tuple[date, str]]] = {}
    for child, day, cited in sorted(zip(rows["child"], rows[column], rows["cited"], strict=True)):
        found.setdefault(child, []).append((day, cited))
    return found
