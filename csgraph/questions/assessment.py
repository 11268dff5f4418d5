"""Which at-risk children have no screening tool or assessment, or one that no longer speaks; and who completes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from csgraph.codes import code_list, folded
from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.assessed import assessed
from csgraph.network.citations import citations
from csgraph.network.coverage import covered_by_kind
from csgraph.network.listing import lists_by
from csgraph.questions.assessment_figures import figures
from csgraph.questions.assessment_rules import AssessmentRules, assessment_rules
from csgraph.questions.assessment_words import caveats, worded
from csgraph.questions.child_scope import ChildScope, child_scope
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "judged": "text",
    "newest_on": "date",
    "newest_kind": "text",
    "assessed_on": "date",
    "tool_on": "date",
    "band": "text",
    "tool_role": "text",
    "tool_agency": "text",
    "core_factors": "whole",
    "event_on": "date",
    "team": "text",
    "covered": "flag",
    "rule_source": "text",
}
"""This question's columns after those of every findings table."""

ABOUT = {
    "judged": "what is judged: the age of the newest one, or its result",
    "newest_on": "day of the newest assessment or tool",
    "newest_kind": "its kind",
    "assessed_on": "day of the newest assessment that is no screening tool",
    "tool_on": "day of the newest screening tool",
    "band": "the tool's result, as low, medium or high",
    "tool_role": "role of whoever completed the tool",
    "tool_agency": "their agency",
    "core_factors": "core factors of harm outside the home on record",
    "event_on": "day of the newest event",
    "team": "team of the child's lead worker",
    "covered": "whether a loaded extract would show it for this child on this day",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}

ORDER = ("none_recorded", "result_differs", "older_than_events", "out_of_date", "cannot_tell", "up_to_date")
"""States in the order of the table: what somebody can act on first."""


def answer(store: Store, asking: Asking) -> Findings:
    """One row a child on how recent its newest assessment or tool is, and one where a tool and the factors differ.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = assessment_rules()
    scope = child_scope(store, asking)
    done = assessed(store, asking.as_of)
    done = done[done["kind"].isin(rules.kinds) & done["child"].isin(scope.children)]
    done = done.assign(band=done["result"].fillna("").map(folded).map(rules.band_of).astype("str"))
    rows = judged(store, done, scope, rules, asking.as_of).assign(judged="age")
    table = pd.concat([rows, differing(rows, rules, asking.as_of)], ignore_index=True)
    found = findings_table(worded(table, rules), MORE)
    place = found["state"].map({state: n for n, state in enumerate(ORDER)})
    found = found.assign(place=place).sort_values(["place", "subject"], kind="stable", ignore_index=True)
    told = caveats(rules, rows, asking)
    return Findings(
        QUESTION.name, asking.as_of, found.drop(columns="place"), figures(done, rows, rules, asking.as_of), told
    )


def judged(store: Store, done: pd.DataFrame, scope: ChildScope, rules: AssessmentRules, as_of: date) -> pd.DataFrame:
    """One row a child: the newest assessment, tool and event, the core factors, and the state that they come to."""
    tools = done["kind"].isin(rules.tools)
    rows = pd.DataFrame(index=scope.children.rename("child"))
    rows = rows.join(newest(done, "newest")).join(newest(done[~tools], "assessed")).join(newest(done[tools], "tool"))
    rows = rows.join(_newest_event(store, rules, as_of)).join(_core_factors(done, rules, as_of))
    covering = covered_by_kind(store, as_of, "assessment")["assessment"].reindex(rows.index)
    covered = covering.map(bool)
    old = rows["newest_on"] < pd.Timestamp(as_of) - pd.DateOffset(months=rules.out_of_date_months)
    conditions = [
        rows["newest_on"].isna() & covered,
        rows["newest_on"].isna(),
        rows["event_on"] > rows["newest_on"],
        old,
    ]
    names = ["none_recorded", "cannot_tell", "older_than_events", "out_of_date"]
    state = np.select(conditions, names, "up_to_date")
    rows = rows.assign(state=state, covered=covered, covering=covering, old=old, team=scope.team.reindex(rows.index))
    return rows.assign(core_factors=rows["core_factors"].fillna(0).astype("Int64")).reset_index()


def newest(done: pd.DataFrame, name: str) -> pd.DataFrame:
    """The newest of each child by id: `name`_on, _kind, _band, _role, _agency, _begun (not completed) and _cited."""
    last = done.sort_values(["day", "id"], kind="stable").drop_duplicates("child", keep="last").set_index("child")
    shown = {"on": "day", "kind": "kind", "band": "band", "role": "role", "agency": "agency", "cited": "cited"}
    columns = {f"{name}_{new}": last[old] for new, old in shown.items()}
    return pd.DataFrame(columns | {f"{name}_begun": last["completed_on"].isna()}, index=last.index)


def _newest_event(store: Store, rules: AssessmentRules, as_of: date) -> pd.DataFrame:
    """The newest event of each child that is long enough ago: event_on, event_kind, event_cited."""
    events = store.read("event_children", as_of=as_of)
    day = events["start"].dt.normalize()
    asked = events["event_kind"].isin(rules.events) & (
        day <= pd.Timestamp(as_of) - pd.Timedelta(days=rules.event_grace_days)
    )
    rows = events.assign(event_on=day, event_cited=citations(events))[asked]
    last: pd.DataFrame = rows.sort_values(["event_on", "id"], kind="stable").drop_duplicates("child", keep="last")
    return last.set_index("child")[["event_on", "event_kind", "event_cited"]]


def _core_factors(done: pd.DataFrame, rules: AssessmentRules, as_of: date) -> pd.DataFrame:
    """Of each child, how many core factors the assessments and tools of the months found, and which records say so."""
    since = pd.Timestamp(as_of) - pd.DateOffset(months=rules.factors_within_months)
    found = done[done["day"] >= since].explode("factors")
    found = found[found["factors"].isin(code_list("factor").flags["core"])]
    cited = lists_by(found, ["child"], "cited").set_index("child")["cited"].rename("factors_cited")
    return found.groupby("child")["factors"].nunique().rename("core_factors").to_frame().join(cited)


def differing(rows: pd.DataFrame, rules: AssessmentRules, as_of: date) -> pd.DataFrame:
    """The children whose newest tool, if within the months of the factors, says another thing than the factors do."""
    since = pd.Timestamp(as_of) - pd.DateOffset(months=rules.factors_within_months)
    low = (rows["tool_band"] == "low") & (rows["core_factors"] >= rules.low_with_core_factors)
    high = (rows["tool_band"] == "high") & (rows["core_factors"] == 0)
    return rows[(low | high) & (rows["tool_on"] >= since)].assign(state="result_differs", judged="result")


QUESTION = Question(
    name="assessment",
    title="Assessments and screening tools of children at risk outside the home",
    concern=(
        "Assessment of risk had to improve, with tools to evidence concerns; schools identified risk and completed "
        "screening tools."
    ),
    about=(
        "For each child within the boundary, whether a screening tool or an assessment is recorded, how old the newest "
        "is, whether something happened since, whether the newest tool and the recorded factors say the same; and who "
        "completes tools, by agency and role. It is about records of assessments and says nothing about a child's risk."
    ),
    answer=answer,
    keys=("judged",),
)
