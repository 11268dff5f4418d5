"""The complete history of a child across agencies, by day, with the days on which nothing could be or was recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from pydantic import Field

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.frames import frame
from csgraph.network.chronology import chronology, merged
from csgraph.network.listing import lists_by
from csgraph.network.silences import covered_days, not_covered, nothing_recorded
from csgraph.questions.history_words import caveats, worded_entries, worded_quiet, worded_uncovered
from csgraph.questions.rule_files import Days, RuleTable, Sourced, read_rules
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "day": "date",
    "until": "date",
    "agency": "text",
    "kind": "text",
    "part": "text",
    "node": "text",
    "other_child": "text",
    "detail": "text",
}
"""This question's columns after those of every findings table. `detail` is an agency's own words, never shared."""

ABOUT = {
    "day": "the day, or the first day",
    "until": "the last day, where it lasted",
    "agency": "the agency that recorded it",
    "kind": "kind of entry within its state",
    "part": "what happened to it, or the part the child had in it",
    "node": "id of the event, plan, meeting, place, group or worker",
    "other_child": "id of the other child of a tie",
    "detail": "the record's own words; left out unless --identifiable",
}

FILE = "history.toml"


class QuietRule(Sourced):
    """From how many days without an entry on an agency recorded nothing."""

    state: str
    after_days: Days


class HistoryRules(RuleTable):
    """The whole file."""

    rule: tuple[QuietRule, ...] = Field(min_length=1, max_length=1)


def answer(store: Store, asking: Asking) -> Findings:
    """Every entry of the children asked about, and the stretches of days without any; nothing where nobody was named.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    quiet_after = read_rules(FILE, HistoryRules).rule[0]
    known = store.read("children")["child"]
    children = pd.Index(known[known.isin(asking.children or ())])
    entries = merged(chronology(store, children, asking.as_of))
    covered = covered_days(store, children, asking.as_of)
    first = first_days(entries, covered, children, asking.as_of)
    rows = [
        worded_entries(entries),
        uncovered(not_covered(covered, first, asking.as_of), covered),
        quiet(nothing_recorded(covered, entries, asking.as_of, quiet_after.after_days), covered, quiet_after),
    ]
    table = pd.concat(rows, ignore_index=True).rename(columns={"child": "subject"}).assign(subject_label="Child")
    table["other_child"] = table["node"].where(table["state"] == "tie")
    table["node"] = table["node"].where(table["state"] != "tie")
    found = findings_table(table, MORE).sort_values(["day", "subject", "state", "kind", "part"], kind="stable")
    return Findings(QUESTION.name, asking.as_of, found.reset_index(drop=True), figures(found, entries), caveats(asking))


def first_days(entries: pd.DataFrame, covered: pd.DataFrame, children: pd.Index, as_of: date) -> pd.Series:
    """The day each child's history begins: the first entry, or the first day that an extract covers."""
    days = pd.concat([entries[["child", "day"]], covered[["child", "start"]].rename(columns={"start": "day"})])
    return days.groupby("child")["day"].min().reindex(children).fillna(pd.Timestamp(as_of))


def uncovered(gaps: pd.DataFrame, covered: pd.DataFrame) -> pd.DataFrame:
    """Findings on the days that no extract of a source covers."""
    agency = covered.drop_duplicates("source").set_index("source")["recorded_by"]
    rows = gaps.assign(
        agency=gaps["of"].map(agency).astype("str"), kind=gaps["of"], sources=_looked_in(gaps, covered, "source")
    )
    told = worded_uncovered(rows).rename(columns={"start": "day", "end": "until"})
    return told.assign(state="no_coverage", basis="", part="extracts")


def quiet(gaps: pd.DataFrame, covered: pd.DataFrame, rule: QuietRule) -> pd.DataFrame:
    """Findings on the days for which an agency's extracts hold nothing of the child."""
    rows = gaps.assign(agency=gaps["of"], kind=gaps["of"], sources=_looked_in(gaps, covered, "recorded_by"))
    told = worded_quiet(rows, rule.after_days).rename(columns={"start": "day", "end": "until"})
    return told.assign(state="nothing_recorded", basis=rule.basis, part="agency")


def _looked_in(gaps: pd.DataFrame, covered: pd.DataFrame, by: str) -> pd.Series:
    """The loaded extracts that each gap is about."""
    cited = covered.assign(cited="looked in " + covered["source"] + " (" + covered["batch"] + ")")
    lists = lists_by(cited.sort_values("cited"), ["child", by], "cited").set_index(["child", by])["cited"]
    found = lists.reindex(pd.MultiIndex.from_frame(gaps[["child", "of"]]))
    return pd.Series(found.tolist(), index=gaps.index, dtype=object)


def figures(found: pd.DataFrame, entries: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """How much each agency recorded of each child and when, and how many days no extract of a source covers."""
    by = entries.groupby(["child", "agency"])["day"].agg(["size", "min", "max"]).reset_index()
    agencies = by.rename(columns={"size": "entries", "min": "first_on", "max": "last_on"})
    gaps = found[found["state"] == "no_coverage"]
    days = (gaps["until"] - gaps["day"]).dt.days + 1
    lost = gaps.assign(child=gaps["subject"], days=days).groupby(["child", "kind"])["days"].sum().reset_index()
    kinds: dict[str, Kind] = {
        "child": "text",
        "agency": "text",
        "entries": "whole",
        "first_on": "date",
        "last_on": "date",
    }
    return {
        "Entries by agency": frame(kinds, agencies),
        "Days not covered": frame(
            {"child": "text", "extract": "text", "days": "whole"}, lost.rename(columns={"kind": "extract"})
        ),
    }


QUESTION = Question(
    name="history",
    title="The complete history of a child across agencies",
    concern=(
        "All practitioners who work with children at risk outside the home should have a complete history to inform "
        "their plan and their decisions."
    ),
    about=(
        "Every event, contact, assessment, referral, plan, closure, challenge, meeting, worker, school, placement, "
        "place, group and tie of the children asked about, by day and agency, each with its records; and the days that "
        "no loaded extract covers or on which an agency recorded nothing. It is a list of records and judges nothing."
    ),
    answer=answer,
    keys=None,
)
