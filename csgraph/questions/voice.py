"""Whose account, wishes and safe places are recorded, when and by whom; and whom attempts to engage did not reach."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.codes import folded
from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.citations import citations
from csgraph.network.coverage import covered_by_kind
from csgraph.network.listing import lists_by
from csgraph.network.voices import heard, voices
from csgraph.questions.child_scope import ChildScope, child_scope
from csgraph.questions.voice_figures import figures
from csgraph.questions.voice_rules import ABOUTS, VoiceRules, voice_rules
from csgraph.questions.voice_words import caveats, worded
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "judged": "text",
    "heard_on": "date",
    "heard_role": "text",
    "heard_agency": "text",
    **dict.fromkeys((f"{about}_on" for about in ABOUTS), "date"),
    "changed_on": "date",
    "attempts": "whole",
    "engaged": "whole",
    "engaged_share": "number",
    "ways": "texts",
    "worked": "texts",
    "team": "text",
    "covered": "flag",
    "rule_source": "text",
}
"""This question's columns after those of every findings table; `ways` is how somebody tried to reach the child.

`worked` is in workers' own words, and so left out of whatever is shared.
"""

ABOUT = {
    "judged": "the account, or the attempts to engage",
    "heard_on": "day of the newest account",
    "heard_role": "role of whoever recorded it",
    "heard_agency": "their agency",
    **{f"{about}_on": f"day of the newest account of that kind: {about.replace('_', ' ')}" for about in ABOUTS},
    "changed_on": "day of the newest event or change of plan",
    "attempts": "attempts to engage in the period",
    "engaged": "of them, those that engaged the child",
    "engaged_share": "one as a share of the other",
    "ways": "ways in which it was tried",
    "worked": "what got through, whenever it did, in workers' own words; left out unless --identifiable",
    "team": "team of the child's lead worker",
    "covered": "whether a loaded extract would show it for this child on this day",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}

ORDER = ("attempts_failed", "none_recorded", "old", "cannot_tell", "recorded")
"""States in the order of the table: what somebody can act on first."""


def answer(store: Store, asking: Asking) -> Findings:
    """One row a child on its account, and one where attempts to engage it have failed.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules, day = voice_rules(), asking.as_of
    scope = child_scope(store, asking, open_plan=True)
    voiced = voices(store, day)
    voiced = voiced[voiced["child"].isin(scope.children)]
    told = heard(store, voiced, day)
    told = told[told["child"].isin(scope.children)]
    told = told.assign(about=told["about"].fillna("").map(folded).map(rules.about_of).astype("str"))
    tried = attempts(voiced, rules)
    rows = judged(store, told, scope, rules, day).join(recent_attempts(tried, rules, day))
    rows = rows.assign(judged="account").fillna({"attempts": 0, "engaged": 0}).reset_index()
    table = pd.concat([rows, failed(rows, rules)], ignore_index=True)
    found = findings_table(worded(table, rules), MORE)
    place = found["state"].map({state: n for n, state in enumerate(ORDER)})
    found = found.assign(place=place).sort_values(["place", "subject"], kind="stable", ignore_index=True)
    shown = figures(rows, told, tried, day, rules.window_days)
    return Findings(QUESTION.name, day, found.drop(columns="place"), shown, caveats(rules, rows, asking))


def judged(store: Store, told: pd.DataFrame, scope: ChildScope, rules: VoiceRules, as_of: date) -> pd.DataFrame:
    """One row a child by id: when it was last heard, about what and by whom, what changed since, and the state."""
    last = told.sort_values(["day", "id"], kind="stable").drop_duplicates("child", keep="last").set_index("child")
    rows = pd.DataFrame(index=scope.children.rename("child"))
    rows = rows.join(last[["day", "role", "agency", "cited"]].add_prefix("heard_"))
    by_about = told.dropna(subset="about").groupby(["child", "about"])["day"].max().unstack()
    rows = rows.join(by_about.reindex(columns=list(ABOUTS)).astype("datetime64[us]").add_suffix("_on"))
    rows = rows.join(_latest_change(store, rules, as_of))
    covering = covered_by_kind(store, as_of, "account")["account"].reindex(rows.index)
    covered = covering.map(bool)
    too_old = rows["heard_day"] < pd.Timestamp(as_of) - pd.Timedelta(days=rules.old_after_days)
    since = rows["changed_on"] > rows["heard_day"]
    state = np.select(
        [rows["heard_day"].isna() & covered, rows["heard_day"].isna(), too_old | since],
        ["none_recorded", "cannot_tell", "old"],
        "recorded",
    )
    rows = rows.rename(columns={"heard_day": "heard_on"})
    return rows.assign(
        state=state,
        covered=covered,
        covering=covering,
        too_old=too_old,
        since=since,
        team=scope.team.reindex(rows.index),
    )


def _latest_change(store: Store, rules: VoiceRules, as_of: date) -> pd.DataFrame:
    """The latest event or begin of a plan, long enough ago, by child: changed_on, _kind, _list, _cited."""
    events = store.read("event_children", as_of=as_of)
    events = events[events["event_kind"].isin(rules.events)].assign(list="event")
    plans = store.read("history_plans", as_of=as_of)
    plans = plans[plans["kind"].isin(rules.plans)].assign(list="plan")
    rows = pd.concat(
        [
            events.assign(changed_on=events["start"].dt.normalize(), changed_kind=events["event_kind"]),
            plans.assign(changed_on=plans["start"], changed_kind=plans["kind"]),
        ],
        ignore_index=True,
    )
    rows = rows[rows["changed_on"] <= pd.Timestamp(as_of) - pd.Timedelta(days=rules.change_grace_days)]
    rows = rows.assign(changed_cited=citations(rows), changed_list=rows["list"])
    last = rows.sort_values(["changed_on", "id"], kind="stable").drop_duplicates("child", keep="last")
    columns = ["changed_on", "changed_kind", "changed_list", "changed_cited"]
    latest: pd.DataFrame = last.set_index("child")[columns]
    return latest


def attempts(voiced: pd.DataFrame, rules: VoiceRules) -> pd.DataFrame:
    """Attempts to engage, in what way, and whether each engaged the child."""
    tried = voiced[voiced["kind"] == "engagement"]
    good = {folded(outcome) for outcome in rules.engaged}
    # A way that the rules do not know may be somebody's own words: it is only told to be another.
    way = tried["detail"].fillna("").map(folded).map(rules.way_of).astype("str").fillna("other")
    return tried.assign(engaged=tried["outcome"].fillna("").map(folded).isin(good), way=way)


def recent_attempts(tried: pd.DataFrame, rules: VoiceRules, as_of: date) -> pd.DataFrame:
    """The attempts of the window by child id: how many, how many engaged, in what ways, who got through and when."""
    since = pd.Timestamp(as_of) - pd.Timedelta(days=rules.window_days)
    recent = tried[tried["day"] >= since].sort_values(["day", "id"], kind="stable")
    groups = recent.groupby("child")["engaged"]
    rows = pd.DataFrame({"attempts": groups.size(), "engaged": groups.sum().astype("int64")})
    rows["engaged_share"] = (rows["engaged"] / rows["attempts"]).round(2)
    for name, column in (("ways", "way"), ("attempts_cited", "cited")):
        lists = lists_by(recent.dropna(subset=column), ["child"], column)
        rows[name] = lists.set_index("child")[column].reindex(rows.index)
    reached = tried[tried["engaged"]].sort_values(["day", "id"], kind="stable")
    worked = lists_by(reached.dropna(subset="worked"), ["child"], "worked").set_index("child")
    through = reached.drop_duplicates("child", keep="last")
    through = through.set_index("child")[["day", "role", "agency", "cited"]].add_prefix("through_")
    return rows.join(through, how="outer").join(worked)


def failed(rows: pd.DataFrame, rules: VoiceRules) -> pd.DataFrame:
    """The children whom so many attempts of the window did not reach."""
    none = (rows["attempts"] >= rules.failed_attempts) & (rows["engaged"] == 0)
    return rows[none].assign(state="attempts_failed", judged="engagement")


QUESTION = Question(
    name="voice",
    title="Whose voice is recorded, and whom nobody reached",
    concern=(
        "The lived experience of the child was considered by most practitioners, though their tools did not show it; "
        "some had shown persistence to engage young people who were hard to engage."
    ),
    about=(
        "For each child with an open plan, when the child's own account, wishes and safe places were last recorded and "
        "by whom, and whether the child was heard since the latest event or plan; attempts to engage, how many did, "
        "and which role got through. What the child said is not shown: it stands in the record."
    ),
    answer=answer,
    keys=("judged",),
)
