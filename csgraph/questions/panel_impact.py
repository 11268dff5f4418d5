"""What was recorded before and after the panel took a child, a place or a group on, beside others like it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.circumstances import circumstances
from csgraph.network.citations import distinct
from csgraph.questions.boundary import default_boundary
from csgraph.questions.panel_comparison import compared, traits
from csgraph.questions.panel_impact_words import SOURCES_SHOWN, caveats, worded
from csgraph.questions.panel_measured import MEASURED, before_and_after
from csgraph.questions.panel_networks import networks
from csgraph.questions.panel_records import PanelRecords, asked_about, panel_records, taken_on
from csgraph.questions.panel_rules import Impact, panel_rules
from csgraph.questions.panel_together import all_together, by_state, network_totals
from csgraph.questions.panel_windows import DatedEvents, dated_events
from csgraph.questions.role_rules import expected_roles
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "taken_on": "date",
    "events_before": "whole",
    "events_after": "whole",
    "days_before": "whole",
    "days_after": "whole",
    "rate_ratio": "number",
    "low": "number",
    "high": "number",
    "compared_with": "whole",
    "comparison_before": "whole",
    "comparison_after": "whole",
    "network_before": "number",
    "network_after": "number",
    "gaps_before": "whole",
    "gaps_closed": "whole",
    "actions_agreed": "whole",
    "actions_done": "whole",
    "rule_source": "text",
}
"""This question's columns after those of every findings table."""

ABOUT = {
    "taken_on": "the day on which the panel first discussed this, decided on it or agreed an action about it",
    "events_before": "dated events in the window before",
    "events_after": "dated events in the window after",
    "days_before": "days of the window before that the extracts cover",
    "days_after": "days of the window after that they cover",
    "rate_ratio": "the rate after over the rate before; missing without an event before",
    "low": "the lower end of its interval of 95 per cent",
    "high": "the upper end; infinite without an event before",
    "compared_with": "how many others like it, not taken on by then",
    "comparison_before": "their events in the window before",
    "comparison_after": "their events in the window after",
    "network_before": "share present of the expected roles that can be told, before; children only",
    "network_after": "the same within the window after",
    "gaps_before": "expected roles not filled before",
    "gaps_closed": "how many of them were filled after",
    "actions_agreed": "actions agreed about this by the day asked about",
    "actions_done": "how many of them were done",
    "rule_source": "where the windows come from; unverified where nobody read it",
}


@dataclass(frozen=True)
class _Read:
    """What everything is counted from."""

    records: PanelRecords
    taken: pd.DataFrame
    events: DatedEvents


def answer(store: Store, asking: Asking) -> Findings:
    """Every subject that the panel took on, with what was recorded before and after."""
    day, rules = asking.as_of, panel_rules()
    records = panel_records(store, day)
    read = _Read(records, taken_on(records, rules.impact.not_taken_on), dated_events(store, day))
    found = before_and_after(asked_about(read.taken, asking), read.events, rules.impact)
    found = _with_comparison(store, found, read, asking, rules.impact)
    measured = found["subject_label"].eq("Child") & found["state"].isin(MEASURED)
    children = found[measured].rename(columns={"subject": "child"})
    found = found.join(networks(store, children, rules.impact, day), on="subject")
    found = found.merge(_actions(records), on="subject", how="left").fillna({"actions_agreed": 0, "actions_done": 0})
    found["sources"] = _sources(found, read.events, rules.impact)
    figures = {
        "All together": all_together(found),
        "States": by_state(found),
        "Networks of children": network_totals(found),
    }
    return Findings(QUESTION.name, day, findings_table(worded(found, rules), MORE), figures, caveats(rules))


def _with_comparison(store: Store, found: pd.DataFrame, read: _Read, asking: Asking, rules: Impact) -> pd.DataFrame:
    """The findings with how many others each is compared with, and the counts of those.

    Others are children of the default boundary, places that nobody recorded as safe and named groups, of all of whom
    the extracts would show events.
    """
    expected = expected_roles()
    within = default_boundary(circumstances(store, asking.as_of, expected.boundary.days), expected.boundary)
    every = traits(store)
    fit = every["subject"].isin(read.events.covered) & ~every["safe"]
    others = every[fit & ((every["subject_label"] != "Child") | every["subject"].isin(within))]
    measured = found[found["state"].isin(MEASURED)]
    subjects = measured.merge(every[["subject", "subject_label", "like", "dob"]], on=["subject", "subject_label"])
    pairs = compared(subjects, others, read.taken, read.events, rules)
    sums = pairs.groupby("subject").agg(
        compared_with=("other", "size"), comparison_before=("before", "sum"), comparison_after=("after", "sum")
    )
    # By plain objects: pandas cannot join an empty column of Arrow text.
    counted = sums.reindex(found["subject"].astype(object)).fillna(0).astype("int64").set_axis(found.index)
    return pd.concat([found, counted], axis=1)


def _actions(records: PanelRecords) -> pd.DataFrame:
    """Actions agreed about each subject, and those of them that were done."""
    once = records.actions.drop_duplicates(["subject", "action"])
    by = once.assign(done=once["done_on"].notna()).groupby("subject")
    return by.agg(actions_agreed=("action", "size"), actions_done=("done", "sum")).reset_index()


def _sources(found: pd.DataFrame, events: DatedEvents, rules: Impact) -> pd.Series:
    """The record by which each subject was taken on, and those of the events in its two windows."""
    rows = events.rows.merge(found[["subject", "day"]], on="subject")
    apart = (rows["when"] - rows["day"]).dt.days
    rows = rows[apart.between(-rules.before_days, rules.after_days) & (apart != 0)]
    lists = rows.groupby("subject")["evidence"].agg(list).to_dict()
    told = [
        [one, *distinct([lists.get(subject, [])], SOURCES_SHOWN)]
        for subject, one in found[["subject", "evidence"]].to_numpy()
    ]
    return pd.Series(told, index=found.index, dtype=object)


QUESTION = Question(
    name="panel-impact",
    title="Before and after the panel took somebody or somewhere on",
    concern="The impact of the contextual safeguarding panel was not evidenced.",
    about="For each child, place and named group that the panel took on: dated events in the windows before and "
    "after, beside others like it that it had not taken on; how complete the child's network was; gaps closed and "
    "actions done. It describes what was recorded and never says why: subjects are taken on when things are worst, "
    "so fewer events later are to be expected whatever the panel does.",
    answer=answer,
)
