"""Clocks in sentences: what was due, what became of it, what to do next. No sentence names a child."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csgraph.findings import Asking
from csgraph.questions.child_words import DEFAULT_BOUNDARY, RANKS_NOBODY, Row, boundary_told, counted, day_of
from csgraph.questions.rule_files import unverified_caveat
from csgraph.questions.timescale_rules import BankHolidays, Clock, Timescales

FINDING = {
    "late": "{title}: due by {due}, held on {done}, {over} late.",
    "not_done": "{title}: due by {due}, and none is recorded.",
    "not_offered": "{title}: due by {due}, and recorded as not offered.",
    "refused": "{title}: offered and refused; due by {due}.",
    "due": "{title}: due by {due}.",
    "met": "{title}: due by {due}, held on {done}.",
    "uncovered": "{title}: due by {due}; no loaded extract shows whether it was held or needed.",
    "undated": "{title}: due by {due}; the extract holds no day of any interview.",
    "years": "{title}: the bank holidays of its years are not on file, so its working days are not counted.",
}
"""By why, else by state."""

NEXT_STEP = {
    "late": "The record says why it was late; nothing else is due now.",
    "not_done": "See to it now, or record that it was held: {who}. Record why it is late.",
    "not_offered": "Offer it now, and record why it was not offered: {who}.",
    "refused": "Offer it again through somebody the child trusts: {who}.",
    "due": "See that it is held by {due}: {who}.",
    "met": "None.",
    "uncovered": "Load an extract that shows it, or ask: {who}.",
    "undated": "Ask when it was held: {who}.",
    "years": "Add the bank holidays of these years to rules/bank_holidays.toml.",
}
WOULD_CHANGE = {
    "late": "A record of an earlier day.",
    "not_done": "A record of the day on which it was held.",
    "not_offered": "A record of an offer or of an interview.",
    "refused": "A record of an interview.",
    "due": "A record that it was held.",
    "met": "A correction of either day.",
    "uncovered": "An extract that covers this child and shows it.",
    "undated": "An extract with the days of interviews.",
    "years": "Bank holidays of these years.",
}
START = {
    "return": "the child's return",
    "enquiry": "the strategy discussion, or the begin of the enquiry",
    "referral": "the referral",
    "cp": "the begin of the plan",
    "cla": "the begin of care",
    "cin": "the begin of the plan",
}


def worded(rows: pd.DataFrame, rules: Timescales, as_of: date) -> pd.DataFrame:
    """The rows as findings."""
    records = [
        {name: None if str(name).endswith(("_on", "_from")) and pd.isna(cell) else cell for name, cell in row.items()}
        for row in rows.to_dict("records")
    ]
    clocks = [rules.named(str(row["clock"])) for row in records]
    over = [_over(row, as_of) for row in records]
    parts = [_parts(row, clock, days) for row, clock, days in zip(records, clocks, over, strict=True)]
    keys = [str(row["why"] or row["state"]) for row in records]
    told = {"finding": FINDING, "next_step": NEXT_STEP, "would_change": WOULD_CHANGE}
    texts = {
        name: [patterns[key].format_map(part) for key, part in zip(keys, parts, strict=True)]
        for name, patterns in told.items()
    }
    reasons = [_reasons(row, clock) for row, clock in zip(records, clocks, strict=True)]
    return rows.rename(columns={"child": "subject"}).assign(
        **texts,
        subject_label="Child",
        basis=[clock.basis for clock in clocks],
        rule_source=[clock.told for clock in clocks],
        reasons=pd.Series(reasons, index=rows.index, dtype=object),
        days_over=pd.array(over, dtype="Int64"),
    )


def _over(row: Row, as_of: date) -> int | None:
    """Calendar days after the day due on which it was done, or that have passed without."""
    if row["state"] != "missed" or row["due_on"] is None:
        return None
    return int(((row["done_on"] or as_of) - row["due_on"]).days)


def _parts(row: Row, clock: Clock, over: int | None) -> dict[str, object]:
    return {
        "title": clock.title,
        "due": day_of(row["due_on"]),
        "done": day_of(row["done_on"]),
        "over": counted(over or 0, "day", "days"),
        "who": clock.who,
    }


def _reasons(row: Row, clock: Clock) -> list[str]:
    """From when it is counted, and by which clock."""
    earlier = row["time"] != 1 or clock.from_first
    start = "the one before" if earlier else START[clock.starts]
    unknown = ["Earlier ones are not known: an extract told the latest only"] if row["time"] == 0 else []
    return [f"Counted from {start} on {day_of(row['counted_from'])}", f"Within {clock.limits_told}", *unknown]


def caveats(rules: Timescales, holidays: BankHolidays, table: pd.DataFrame, asking: Asking) -> list[str]:
    """What a reader must know first."""
    years = int((table["would_change"] == WOULD_CHANGE["years"]).sum())
    left = (
        f"{counted(years, 'clock', 'clocks')} in working days cannot be told: bank holidays are on file for "
        f"{min(holidays.years)} to {max(holidays.years)} only."
    )
    return [
        boundary_told(asking, DEFAULT_BOUNDARY),
        f"Period: clocks that ran out in the last {rules.window_days} days, or do within {rules.due_within_days} days.",
        "A day that nobody recorded looks like a meeting that nobody held: missed asks for the record first.",
        "A refused interview is not a missed clock: it was offered. It stands by itself.",
        "Meetings are joined to plans and enquiries by child and day: where a child has two of a kind, look it up.",
        "Where an extract tells the latest review only, the ones before it are not judged.",
        *([left] if years else []),
        f"Working days leave out the bank holidays of England and Wales ({holidays.told}).",
        RANKS_NOBODY,
        *unverified_caveat(rules.clock),
    ]
