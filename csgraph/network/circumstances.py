"""What is known of every child on a day: age, plans, factors, events and schools, each as a dated, sourced fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import code_list
from csgraph.frames import frame
from csgraph.network.as_of import YEAR, ages, days_before
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

FACT: dict[str, Kind] = {
    "child": "text",
    "fact": "text",
    "value": "text",
    "day": "date",
    "source": "text",
    "record": "text",
    "row": "whole",
    "batch": "text",
}
"""Columns of `Circumstances.facts`."""


@dataclass(frozen=True)
class Circumstances:
    """Every child on one day.

    Attributes:
        as_of: the day.
        children: one row a child, by id: `age` (whole years; missing without a date of birth).
        facts: one row a fact, as `FACT`. `fact` and `value`: age (years), plan (kind), factor (code), assessment
            (kind), missing, incident (part played), suspect_outcome (outcome, in small letters), s47, referral,
            disability (code), send (kind of support), school (id). Plans, section 47 enquiries and schools are those of
            the day; age, disability and special needs have no day; the others lie in the days before it.
        schools: one row a child and current school: child, school, school_name, source, record, batch.
        records: one row a record that describes a child, as cypher/child_records.cypher.
    """

    as_of: date
    children: pd.DataFrame
    facts: pd.DataFrame
    schools: pd.DataFrame
    records: pd.DataFrame

    def having(self, fact: str, values: frozenset[str] | None = None) -> pd.DataFrame:
        """The facts of one kind, of any value or of those given."""
        facts = self.facts[self.facts["fact"] == fact]
        return facts if values is None else facts[facts["value"].isin(values)]


def circumstances(store: Store, as_of: date, days: int = YEAR) -> Circumstances:
    """Everything that expectations rest on, for every child of the store on that day and in so many days before it."""
    since = days_before(as_of, days)
    children = store.read("children")
    children = children.assign(age=ages(children["dob"], as_of))
    records = store.read("child_records")
    schools = store.read("child_schools", as_of=as_of)
    facts = [
        *_own_facts(children, records),
        facts_of(store.read("child_plans", as_of=as_of), "plan", value="kind", day="start"),
        *_assessment_facts(store.read("child_assessments", since=since, as_of=as_of)),
        *event_facts(store.read("child_events", as_of=as_of), since, as_of),
        facts_of(store.read("child_referrals", since=since, as_of=as_of), "referral", value="referral", day="day"),
        facts_of(schools, "school", value="school"),
    ]
    return Circumstances(
        as_of, children.set_index("child")[["age"]], pd.concat(facts, ignore_index=True), schools, records
    )


def facts_of(rows: pd.DataFrame, fact: str, *, value: str | None = None, day: str | None = None) -> pd.DataFrame:
    """Rows of a query as facts: the columns named hold the value and the day; none means that there is none."""
    renamed = {column: rows[column] for column in ("child", "source", "record", "row", "batch")}
    named = {"fact": [fact] * len(rows), "value": rows[value] if value else [""] * len(rows)}
    dated = {"day": rows[day].dt.normalize()} if day else {}
    return frame(FACT, pd.DataFrame(renamed | named | dated, index=rows.index))


def event_facts(events: pd.DataFrame, since: date, as_of: date) -> list[pd.DataFrame]:
    """Facts of missing episodes and incidents in the days before the day, and of enquiries that were open on it.

    An event's part in a network is judged by its day, whatever the hour.
    """
    day = events["start"].dt.normalize()
    recent = (day <= pd.Timestamp(as_of)) & (day >= pd.Timestamp(since))
    still_open = events["end"].isna() | (events["end"].dt.normalize() >= pd.Timestamp(as_of))
    begun = (day <= pd.Timestamp(as_of)) & still_open
    missing = events[recent & (events["kind"] == "missing")]
    incidents = events[recent & (events["kind"] == "incident")]
    suspects = incidents[incidents["role"] == "suspect"]
    suspects = suspects.assign(outcome=suspects["outcome"].str.casefold())
    return [
        facts_of(missing, "missing", day="start"),
        facts_of(incidents, "incident", value="role", day="start"),
        facts_of(suspects, "suspect_outcome", value="outcome", day="start"),
        facts_of(events[begun & (events["kind"] == "s47")], "s47", day="start"),
    ]


def _assessment_facts(assessments: pd.DataFrame) -> list[pd.DataFrame]:
    """Facts of the factors found, and of the screening tools themselves."""
    factors = assessments.explode("factors").dropna(subset="factors")
    return [
        facts_of(factors, "factor", value="factors", day="day"),
        facts_of(assessments, "assessment", value="kind", day="day"),
    ]


def _own_facts(children: pd.DataFrame, records: pd.DataFrame) -> list[pd.DataFrame]:
    """Facts of a child's own properties, each from the first record that gives it, if any does."""
    disability = children.explode("disability")
    # The national list has codes for "none": they are no disability.
    disability = disability[disability["disability"].isin(code_list("disability").flags["disabled"])]
    aged = children.dropna(subset="age").assign(years=children["age"].astype("str"))
    return [
        facts_of(_with_record(aged, records, "gives_dob"), "age", value="years"),
        facts_of(_with_record(children.dropna(subset="send"), records, "gives_send"), "send", value="send"),
        facts_of(_with_record(disability, records, "gives_disability"), "disability", value="disability"),
    ]


def _with_record(children: pd.DataFrame, records: pd.DataFrame, flag: str) -> pd.DataFrame:
    """Children with the first record that gives the property, in order of batch and record."""
    giving = records[records[flag].fillna(False).astype(bool)].drop_duplicates("child")
    return children.merge(giving[["child", "source", "record", "row", "batch"]], on="child", how="left")
