"""What is new, ended or resolved since a day, for every other question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import COLUMNS, Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.questions.rule_files import Days, RuleTable, read_rules
from csgraph.schema import Kind
from csgraph.store.remembering import remembering

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {"question": "text", "before": "text", "after": "text"}
"""Columns of this question after those of all findings: the question, and the state on each of the two days."""

ABOUT = {
    "question": "the question whose answer changed",
    "before": "its state on the earlier day; empty where there was none",
    "after": "its state on the later day; empty where there is none",
}

STATES = ("new", "changed", "resolved", "ended")
"""In the order of the table: what somebody has to act on first."""

WORDS = {
    "new": "New since {since}",
    "changed": "Changed since {since} from {before}",
    "resolved": "Resolved since {since}, when it was {before}",
    "ended": "No longer found; on {since} it was {before}",
}
NEXT = {
    "resolved": "Tell whoever asked for it, and record it as what the work has led to.",
    "ended": "Check why: a record that was taken out, an end that was recorded, or a period that has passed.",
}


class Comparing(RuleTable):
    """rules/changes.toml: how far back, which states are settled, and which are compared with nothing."""

    days: Days
    settled: frozenset[str]
    unknown: frozenset[str]
    ignored: frozenset[str]


def answer(store: Store, asking: Asking) -> Findings:
    """Each finding that is there on one of two days only, or in another state; of the settled ones, those that came.

    What nobody could tell on one of the days is compared with nothing, and counted beside it.
    """
    since = asking.since or days_before(asking.as_of, changes_rules().days)
    table = changes_of(store, comparable(), asking, since)
    return Findings(QUESTION.name, asking.as_of, table, {"By question": by_question(table)}, _caveats(since, asking))


def changes_rules() -> Comparing:
    """How two days are compared.

    Raises:
        CsgraphError: there are no such rules, or every fault that they have.
    """
    return read_rules("changes.toml", Comparing)


def changes_of(store: Store, questions: Iterable[Question], asking: Asking, since: date) -> pd.DataFrame:
    """What has changed in the answers to some questions, as findings: by change, then in the order of the questions."""
    rules, read = changes_rules(), remembering(store)
    found = [compared(read, question, asking, since, rules) for question in questions]
    rows = pd.concat([frame for frame in found if len(frame)] or [pd.DataFrame()], ignore_index=True)
    table = findings_table(rows, MORE)
    order = table["state"].map({state: n for n, state in enumerate(STATES)}).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def comparable() -> list[Question]:
    """The other questions whose answers of two days can be compared, in order of name."""
    from csgraph.questions import all_questions

    return [one for one in all_questions().values() if one.keys is not None and one.name != QUESTION.name]


def compared(store: Store, question: Question, asking: Asking, since: date, rules: Comparing) -> pd.DataFrame:
    """The changes of one question: `COLUMNS` and `MORE`."""
    keys = ["subject", *(question.keys or ())]
    answers = (question.answer(store, replace(asking, as_of=day, since=None)).table for day in (since, asking.as_of))
    before, after = (table[~table["state"].isin(rules.ignored)] for table in answers)
    both = _one_each(before, keys).merge(_one_each(after, keys), on=keys, how="outer", suffixes=("_before", "_after"))
    states = _states(both["state_before"], both["state_after"], rules)
    rows = both.assign(change=states).dropna(subset="change").reset_index(drop=True)
    return _worded(rows, question, since)


def _one_each(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The findings without what their question adds, one for each of its keys; a missing key is empty."""
    kept = table[[*dict.fromkeys([*COLUMNS, *keys])]].copy()
    # As plain objects: pandas cannot join two empty columns of Arrow text.
    return kept.assign(**{key: kept[key].fillna("").astype(object) for key in keys}).drop_duplicates(keys)


def _states(before: pd.Series, after: pd.Series, rules: Comparing) -> pd.Series:
    """The change of each pair of states; missing where there is none to tell."""
    settled = {day: column.isin(rules.settled) for day, column in (("before", before), ("after", after))}
    known = ~before.isin(rules.unknown) & ~after.isin(rules.unknown)
    there = {"before": before.notna(), "after": after.notna()}
    owed = there["after"] & ~settled["after"]
    was_owed = there["before"] & ~settled["before"]
    change = pd.Series(pd.NA, index=before.index, dtype="object")
    change[known & owed & ~was_owed] = "new"
    change[known & owed & was_owed & (before != after)] = "changed"
    change[known & was_owed & settled["after"]] = "resolved"
    change[known & was_owed & ~there["after"]] = "ended"
    return change


def _worded(rows: pd.DataFrame, question: Question, since: date) -> pd.DataFrame:
    """The changes in words, with the reasons and records of the later day, else of the earlier one."""
    now = rows["state_after"].notna()
    told = {name: rows[f"{name}_after"].where(now, rows[f"{name}_before"]) for name in COLUMNS if name != "subject"}
    before = rows["state_before"].fillna("").str.replace("_", " ")
    lead = [WORDS[change].format(since=since, before=was) for change, was in zip(rows["change"], before, strict=True)]
    finding = [f"{first}: {text}" for first, text in zip(lead, told["finding"], strict=True)]
    return pd.DataFrame(told).assign(
        subject=rows["subject"],
        state=rows["change"],
        finding=finding,
        next_step=rows["change"].map(NEXT).fillna(told["next_step"]),
        question=question.name,
        before=rows["state_before"].fillna(""),
        after=rows["state_after"].fillna(""),
    )


def by_question(table: pd.DataFrame) -> pd.DataFrame:
    """How many findings of each question are new, changed, resolved and ended: question, then a column a change."""
    counts = pd.crosstab(table["question"], table["state"]).reindex(columns=list(STATES), fill_value=0)
    return counts.rename_axis(columns=None).reset_index()


def _caveats(since: date, asking: Asking) -> list[str]:
    left_out = ", ".join(sorted(_not_compared()))
    return [
        f"Compared are {since} and {asking.as_of}, both as the extracts loaded by now tell of them.",
        "What was recorded late counts for the day that it is about, not for the day on which it could first be read.",
        "Ended means no longer found: a period has passed, a record was taken out, or a source tells no more.",
        "Left out are findings that could not be told on one of the days, people to ring and what one agency knows.",
        f"Not compared: {left_out}. Peer groups tell their own history (--figure History).",
    ]


def _not_compared() -> set[str]:
    from csgraph.questions import all_questions

    return {name for name, question in all_questions().items() if question.keys is None}


QUESTION = Question(
    name="changes",
    title="What is new, ended or resolved",
    concern="The impact of the panel was not evidenced, and there were gaps in communication to and from it.",
    about="Every other question answered for two days, and what differs: findings that are new, that somebody "
    "resolved, that changed, or that ended. Name the earlier day with --since, or `--since last` for that of the last "
    "run. It says that something changed, and not why.",
    answer=answer,
    keys=None,
)
