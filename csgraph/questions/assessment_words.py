"""Assessments in sentences: what is found, what to do next, what would change it. No sentence names a child."""

from __future__ import annotations

import pandas as pd

from csgraph.findings import Asking
from csgraph.network.citations import distinct
from csgraph.questions.assessment_rules import AssessmentRules
from csgraph.questions.child_words import (
    DEFAULT_BOUNDARY,
    RANKS_NOBODY,
    Row,
    boundary_told,
    by_state,
    counted,
    day_of,
    label,
    missing,
)
from csgraph.questions.rule_files import unverified_caveat

FINDING = {
    "none_recorded": "No screening tool and no assessment is recorded, though a loaded extract would show one.",
    "cannot_tell": "No screening tool or assessment is loaded, and no loaded extract shows assessments of this child.",
    "older_than_events": "The newest assessment or tool, of {newest}, is older than the newest event, of {event}.",
    "out_of_date": "The newest assessment or tool, of {newest}, is more than {months} months old.",
    "up_to_date": "The newest assessment or tool is of {newest}.",
    "result_differs": "The newest tool, of {tool}, says {band}, with {core} on record.",
}
NEXT_STEP = {
    "none_recorded": "Whoever knows the child best completes the screening tool; the lead practitioner sees to it.",
    "cannot_tell": "Load an extract that shows assessments of this child, or ask the lead practitioner for the newest.",
    "older_than_events": "The lead practitioner looks at the assessment again in the light of what happened since.",
    "out_of_date": "The lead practitioner asks whoever completed it, or who knows the child now, to do it again.",
    "up_to_date": "None.",
    "result_differs": "The lead practitioner and whoever completed the tool compare it with the factors on record.",
}
WOULD_CHANGE = {
    "none_recorded": "A screening tool or an assessment on record.",
    "cannot_tell": "An extract that shows assessments of this child.",
    "older_than_events": "An assessment or tool completed after the event.",
    "out_of_date": "A newer assessment or tool.",
    "up_to_date": "An event after it, or {months} months without another.",
    "result_differs": "A newer tool, or a newer assessment with other factors.",
}


def worded(rows: pd.DataFrame, rules: AssessmentRules) -> pd.DataFrame:
    """The rows as findings."""
    records = rows.to_dict("records")
    states = [str(row["state"]) for row in records]
    parts = [_parts(row, rules) for row in records]
    texts = by_state(states, parts, finding=FINDING, next_step=NEXT_STEP, would_change=WOULD_CHANGE)
    return rows.rename(columns={"child": "subject", "tool_band": "band"}).assign(
        **texts,
        subject_label="Child",
        basis=[rules.basis_of(state) for state in states],
        rule_source=[rules.told_of(state) for state in states],
        reasons=pd.Series([_reasons(row, rules) for row in records], index=rows.index, dtype=object),
        sources=pd.Series([_sources(row) for row in records], index=rows.index, dtype=object),
    )


def _parts(row: Row, rules: AssessmentRules) -> dict[str, object]:
    return {
        "newest": day_of(row["newest_on"]),
        "event": day_of(row["event_on"]),
        "tool": day_of(row["tool_on"]),
        "band": row["tool_band"],
        "core": counted(int(row["core_factors"]), "core factor", "core factors"),
        "months": rules.out_of_date_months,
    }


def _reasons(row: Row, rules: AssessmentRules) -> list[str]:
    """Why: the newest assessment, the newest tool with who completed it, the newest event, the factors."""
    told = []
    for name, what in (("assessed", "assessment"), ("tool", "screening tool")):
        if missing(row[f"{name}_on"]):
            told.append(f"No {what} is loaded")
        else:
            told.append(f"Newest {what}: {day_of(row[f'{name}_on'])}, {_how(row, name)}")
    if not missing(row["event_on"]):
        told.append(f"Newest event: {label(row['event_kind'], 'event')} of {day_of(row['event_on'])}")
    if row["old"] is True and row["state"] == "older_than_events":
        told.append(f"It is more than {rules.out_of_date_months} months old too")
    if row["state"] == "result_differs":
        told.append(f"Core factors found in the last {rules.factors_within_months} months: {int(row['core_factors'])}")
    return told


def _how(row: Row, name: str) -> str:
    if row[f"{name}_begun"]:
        return f"{label(row[f'{name}_kind'], 'assessment')}, begun and not completed"
    band = row[f"{name}_band"]
    said: str = "" if missing(band) else f", result {band}"
    role, agency = label(row[f"{name}_role"], "role", "role not recorded"), label(row[f"{name}_agency"], "agency")
    return f"{label(row[f'{name}_kind'], 'assessment')} by {agency} ({role}){said}"


def _sources(row: Row) -> list[str]:
    cited = [
        [row[name]]
        for name in ("newest_cited", "assessed_cited", "tool_cited", "event_cited")
        if not missing(row[name])
    ]
    if row["state"] == "result_differs" and isinstance(row["factors_cited"], list):
        cited.append(row["factors_cited"])
    looked = [f"looked in {batch}" for batch in row["covering"]] if row["state"] == "none_recorded" else []
    return [*distinct(cited), *looked]


def caveats(rules: AssessmentRules, rows: pd.DataFrame, asking: Asking) -> list[str]:
    """What a reader must know first."""
    cannot = int((rows["state"] == "cannot_tell").sum())
    return [
        boundary_told(asking, DEFAULT_BOUNDARY),
        "A tool that was completed and sent nowhere is not here: none recorded is a record to look for first.",
        f"Of {len(rows)} children {cannot} cannot be told: no loaded extract shows their assessments.",
        "Results are read into low, medium and high; a result in other words has no band and differs from nothing.",
        RANKS_NOBODY,
        *unverified_caveat(rules.rule),
    ]
