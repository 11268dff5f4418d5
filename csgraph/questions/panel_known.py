"""Which children whom the panel ought to know has nobody referred, or referred without a screening tool?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.as_of import days_before
from csgraph.network.circumstances import Circumstances, circumstances
from csgraph.network.coverage import covered_by_kind
from csgraph.network.involvement import holds, known_links
from csgraph.questions.boundary import children_asked
from csgraph.questions.panel_known_figures import REFERRED, STATES, known_figures
from csgraph.questions.panel_known_words import caveats, worded
from csgraph.questions.panel_markers import marked
from csgraph.questions.panel_records import panel_days
from csgraph.questions.panel_rules import Known, panel_rules
from csgraph.questions.panel_summaries import referral_summaries, who_could_refer
from csgraph.questions.role_rules import expected_roles
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "markers": "texts",
    "factors": "texts",
    "missing_episodes": "whole",
    "latest_missing": "date",
    "referral": "text",
    "referred_on": "date",
    "worker": "text",
    "worker_name": "text",
    "role": "text",
    "team": "text",
    "phone": "text",
    "email": "text",
    "recorded_by": "text",
    "rule_source": "text",
}
"""This question's columns after those of every findings table."""

ABOUT = {
    "markers": "why the panel ought to know: core_factors, repeat_missing, exploitation; empty where only a "
    "referral is asked about",
    "factors": "core factors found in the days of the boundary, the codes",
    "missing_episodes": "days on which a missing episode began",
    "latest_missing": "the latest of them",
    "referral": "the newest referral in the days of the boundary",
    "referred_on": "the day it was made",
    "worker": "id of somebody who works with the child and could refer, the first by the order of the rules",
    "worker_name": "what they are called",
    "role": "their role with the child",
    "team": "their team as recorded",
    "phone": "their work telephone",
    "email": "their work e-mail",
    "recorded_by": "the agency that recorded that they work with the child",
    "rule_source": "where the markers come from; unverified where nobody read it",
}

EVER = date(1900, 1, 1)


@dataclass(frozen=True)
class _Read:
    """What the states are told from."""

    known: Circumstances
    referrals: pd.DataFrame
    panel: pd.DataFrame
    screenings: pd.DataFrame
    covering: pd.Series


def answer(store: Store, asking: Asking) -> Findings:
    """Children with markers whom nobody referred, and children referred without a screening tool."""
    day, rules, expected = asking.as_of, panel_rules(), expected_roles()
    known = circumstances(store, day, expected.boundary.days)
    children = children_asked(known, expected.boundary, asking)
    since = days_before(day, expected.boundary.days)
    states = _states(_read(store, known, since), marked(known, children, rules.known), rules.known, since)
    found = states[states["state"].isin(STATES)]
    links = known_links(store, known, store.read("school_leads", as_of=day), day)
    held = links[holds(links, day)]
    able = who_could_refer(held[held["child"].isin(found.index)], rules.known)
    summaries = referral_summaries(store, known, found, held, since)
    table = worded(found, able, rules, panel_days(store.read("batches")))
    figures = known_figures(states, held) | {"Referral summary": summaries, "Who could refer": able}
    return Findings(QUESTION.name, day, findings_table(table, MORE), figures, caveats(rules))


def _read(store: Store, known: Circumstances, since: date) -> _Read:
    """The panel's records of the children, and their screening tools."""
    day = known.as_of
    referrals = store.read("panel_referrals", as_of=day)
    tools = store.read("child_assessments", since=EVER, as_of=day)
    return _Read(
        known,
        referrals[(referrals["subject_label"] == "Child") & (referrals["referred_on"] >= pd.Timestamp(since))],
        store.read("panel_children", since=EVER, as_of=day),
        tools[tools["kind"] == "screening"],
        covered_by_kind(store, day, "panel_referral")["panel_referral"],
    )


def _states(read: _Read, found: pd.DataFrame, rules: Known, since: date) -> pd.DataFrame:
    """The children with a marker or a referral since then: `marked`, state, referral and covering extracts."""
    latest = read.referrals.sort_values(["subject", "referred_on", "referral"]).drop_duplicates("subject", keep="last")
    latest = latest.assign(near=_tool_near(latest, read.screenings, rules)).set_index("subject").reindex(found.index)
    covering = read.covering.reindex(found.index)
    attached, referred = latest["tool_attached"], latest["referral"].notna()
    state = pd.Series("", index=found.index, dtype="str")
    has = found["markers"].map(bool).astype(bool)
    state[has] = covering[has].map(bool).astype(bool).map({True: "never_referred", False: "cannot_tell"})
    state[has & found.index.isin(read.panel["child"])] = "referred_earlier"
    state[referred] = "cannot_tell"
    state[referred & attached.eq(False).fillna(value=False)] = "referred_without_tool"
    state[referred & (latest["near"].eq(True) | attached.eq(True).fillna(value=False))] = REFERRED
    told = latest[["referral", "referred_on", "source", "record", "row", "batch"]]
    return found.join(told).assign(state=state, covering=covering, since=pd.Timestamp(since))[state != ""]


def _tool_near(referrals: pd.DataFrame, screenings: pd.DataFrame, rules: Known) -> pd.Series:
    """Which referrals have a screening tool of the child close to them."""
    rows = referrals.reset_index(names="n").merge(screenings[["child", "day"]], left_on="subject", right_on="child")
    apart = (rows["day"] - rows["referred_on"]).dt.days
    near = rows.loc[apart.between(-rules.tool_days_before, rules.tool_days_after), "n"]
    return pd.Series(referrals.index.isin(near), index=referrals.index)


QUESTION = Question(
    name="panel-known",
    title="Children whom the panel ought to know",
    concern="The role of the contextual safeguarding panel was not well understood: how to refer, to whom, and with "
    "which screening tool as evidence.",
    about="Children with core factors of harm outside the home, repeat missing episodes or a factor of exploitation "
    "whom nobody referred to the panel, and children referred without a screening tool; who could refer, how, and a "
    "summary ready for the form. It tells what the records hold of a referral, not whether the panel should take a "
    "child on.",
    answer=answer,
)
