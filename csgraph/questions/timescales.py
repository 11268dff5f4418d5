"""Which clocks of guidance and local procedure were met, missed or are about to be due, child by child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.coverage import covered_by_kind
from csgraph.questions.child_scope import child_scope
from csgraph.questions.return_interviews import return_interviews
from csgraph.questions.timescale_cycles import Cycle, Run, cycles
from csgraph.questions.timescale_figures import figures
from csgraph.questions.timescale_rules import BankHolidays, Clock, Timescales, bank_holidays, timescales
from csgraph.questions.timescale_starts import Records, Start, enquiries, records, referrals, under_any, under_plans
from csgraph.questions.timescale_words import caveats, worded
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "clock": "text",
    "time": "whole",
    "counted_from": "date",
    "due_on": "date",
    "done_on": "date",
    "days_over": "whole",
    "team": "text",
    "covered": "flag",
    "rule_source": "text",
}
"""This question's columns after those of every findings table; `time` is the so-manieth, 0 where that is unknown."""

ABOUT = {
    "clock": "the clock, by its name in rules/timescales.toml",
    "time": "which turn of a clock that comes again",
    "counted_from": "day that it is counted from",
    "due_on": "last day on which it was met",
    "done_on": "day on which it was done",
    "days_over": "days late, or overdue by now",
    "team": "team of the child's lead worker",
    "covered": "whether a loaded extract would show it for this child on this day",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}

ORDER = ("missed", "due", "refused", "cannot_tell", "met")
"""States in the order of the table: what somebody can act on first."""

KINDS = ("missing", "conference", "meeting", "assessment", "s47")
"""Kinds of record by which an extract shows that something was done, or was needed."""

Row = dict[str, object]


def answer(store: Store, asking: Asking) -> Findings:
    """One row for each time that a clock ran and ended within the window, or ends soon.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules, holidays = timescales(), bank_holidays()
    scope = child_scope(store, asking)
    cover = {kind: lists.map(bool).astype(bool) for kind, lists in covered_by_kind(store, asking.as_of, *KINDS).items()}
    found = records(store, scope.children, asking.as_of)
    rows: list[Row] = []
    for clock in rules.clock:
        if clock.starts == "return":
            rows += return_interviews(store, scope.children, clock, rules, asking.as_of)
        else:
            rows += ran(clock, found, rules, holidays, cover, asking.as_of)
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table = table.assign(team=table["child"].map(scope.team))
    shown = _ordered(findings_table(worded(table, rules, asking.as_of), MORE), rules)
    return Findings(QUESTION.name, asking.as_of, shown, figures(shown, rules), caveats(rules, holidays, shown, asking))


_COLUMNS = ["child", "clock", "time", "counted_from", "due_on", "done_on", "state", "why", "sources", "covered"]


def ran(
    clock: Clock,
    found: Records,
    rules: Timescales,
    holidays: BankHolidays,
    cover: dict[str, pd.Series],
    as_of: date,
) -> Iterator[Row]:
    """Each time that a clock ran for each child, with its state; those that ended before the window are left out."""
    first, last = as_of - timedelta(days=rules.window_days), as_of + timedelta(days=rules.due_within_days)
    paused = under_any(found, clock.suspended_by)
    for start in _starts(clock, found, rules, cover["s47"]):
        covered = any(bool(cover[kind].get(start.child, False)) for kind in clock.shown_by)
        run = Run(start.start, start.end, sorted(start.done), covered)
        for cycle in cycles(clock, run, holidays):
            if cycle.due is not None and (
                not first <= cycle.due <= last or _paused(cycle.due, paused.get(start.child, []))
            ):
                continue
            state, why = _state(cycle, start, as_of, covered=covered)
            if state:
                yield _row(clock, cycle, start, state, why, covered=covered)


def _starts(clock: Clock, found: Records, rules: Timescales, enquiries_shown: pd.Series) -> list[Start]:
    if clock.starts == "enquiry":
        return enquiries(found, rules, enquiries_shown)
    if clock.starts == "referral":
        return referrals(found, rules)
    return under_plans(found, clock.starts, clock.done, reviewed=clock.reviewed)


def _paused(day: date, plans: list[Start]) -> bool:
    return any(plan.start <= day <= (plan.end or date.max) for plan in plans)


def _state(cycle: Cycle, start: Start, as_of: date, *, covered: bool) -> tuple[str, str]:
    """The state of one time and why; an empty state where it is no finding."""
    if cycle.due is None:
        return ("cannot_tell", "years") if start.end is None and cycle.done is None else ("", "")
    if cycle.done is not None:
        return ("met", "") if cycle.done <= cycle.due else ("missed", "late")
    if not (covered or start.done) or not start.told:
        return ("cannot_tell", "uncovered")
    return ("due", "") if cycle.due >= as_of else ("missed", "not_done")


def _row(clock: Clock, cycle: Cycle, start: Start, state: str, why: str, *, covered: bool) -> Row:
    told = [start.done[day] for day in (cycle.done, cycle.start) if day in start.done]
    return {
        "child": start.child,
        "clock": clock.name,
        "time": cycle.number,
        "counted_from": cycle.start,
        "due_on": cycle.due,
        "done_on": cycle.done,
        "state": state,
        "why": why,
        "sources": sorted({*start.sources, *told}),
        "covered": covered,
    }


def _ordered(table: pd.DataFrame, rules: Timescales) -> pd.DataFrame:
    """By state, statutory before local, then clock, the day due and the child."""
    clocks = {clock.name: place for place, clock in enumerate(rules.clock)}
    keys = table[["due_on", "subject", "counted_from"]].assign(
        place=table["state"].map({state: place for place, state in enumerate(ORDER)}),
        local=table["basis"] != "S",
        clock=table["clock"].map(clocks),
    )
    order = keys.sort_values(["place", "local", "clock", "due_on", "subject", "counted_from"], kind="stable")
    return table.loc[order.index].reset_index(drop=True)


QUESTION = Question(
    name="timescales",
    title="Clocks of guidance and local procedure",
    concern=(
        "Follow-up and planning for the child depend on meetings, reviews, interviews and assessments held in time; "
        "changes of worker led to challenges in following up."
    ),
    about=(
        "For each child within the boundary, the clocks that ran out in the last year or run out soon: return home "
        "interviews, initial conferences, core groups, reviews and assessments, each with its source. It tells what "
        "records show of dates and says nothing about the quality of the work or a child's risk."
    ),
    answer=answer,
    keys=("clock", "counted_from"),
)
