"""Children's voices in sentences. No sentence names a child or tells what the child said."""

from __future__ import annotations

import pandas as pd

from csgraph.findings import Asking
from csgraph.network.citations import distinct
from csgraph.questions.child_words import RANKS_NOBODY, Row, boundary_told, by_state, counted, day_of, label, missing
from csgraph.questions.rule_files import unverified_caveat
from csgraph.questions.voice_rules import ABOUTS, VoiceRules

FINDING = {
    "recorded": "The child's own account was recorded on {heard}, by {who}.",
    "old": "The child's own account was last recorded on {heard}, {why}.",
    "none_recorded": "No account of the child's own is recorded, though a loaded extract would show one.",
    "cannot_tell": "No account of the child's own is loaded, and no loaded extract would show one.",
    "attempts_failed": "{attempts} in {window} days reached nobody: none engaged.",
}
NEXT_STEP = {
    "recorded": "None.",
    "old": "Whoever the child trusts asks again, and the lead practitioner puts it beside the plan.",
    "none_recorded": "The lead practitioner agrees who hears the child, and records when and about what.",
    "cannot_tell": "Load an extract that shows accounts, or ask the lead practitioner when the child was last heard.",
    "attempts_failed": "Keep trying; {through}. Do not close the case for want of engagement alone.",
}
WOULD_CHANGE = {
    "recorded": "An event or a new plan after it, or {days} days without another account.",
    "old": "A newer record of the child's own account.",
    "none_recorded": "A record of the child's own account.",
    "cannot_tell": "An extract that shows accounts of this child.",
    "attempts_failed": "An attempt that engages the child.",
}
ABOUT = {"wishes": "Wishes", "experience": "Experience", "safe_place": "Safe places", "plan": "Views on the plan"}


def worded(rows: pd.DataFrame, rules: VoiceRules) -> pd.DataFrame:
    """The rows as findings."""
    records = rows.to_dict("records")
    states = [str(row["state"]) for row in records]
    parts = [_parts(row, rules) for row in records]
    texts = by_state(states, parts, finding=FINDING, next_step=NEXT_STEP, would_change=WOULD_CHANGE)
    ruled = {rule.state: rule for rule in rules.rule}
    return rows.rename(columns={"child": "subject"}).assign(
        **texts,
        subject_label="Child",
        basis=[ruled[state].basis if state in ruled else "" for state in states],
        rule_source=[ruled[state].told if state in ruled else "" for state in states],
        reasons=pd.Series([_reasons(row, rules) for row in records], index=rows.index, dtype=object),
        sources=pd.Series([_sources(row) for row in records], index=rows.index, dtype=object),
    )


def _parts(row: Row, rules: VoiceRules) -> dict[str, object]:
    why = []
    if row["since"]:
        why.append(f"before {_change(row)} of {day_of(row['changed_on'])}")
    if row["too_old"]:
        why.append(f"more than {rules.old_after_days} days ago")
    return {
        "heard": day_of(row["heard_on"]),
        "who": _who(row, "heard"),
        "why": " and ".join(why),
        "attempts": counted(int(row["attempts"]), "attempt", "attempts"),
        "window": rules.window_days,
        "days": rules.old_after_days,
        "through": _through(row),
    }


def _change(row: Row) -> str:
    return f"the {label(row['changed_kind'], str(row['changed_list'])).lower()}"


def _who(row: Row, name: str) -> str:
    role = label(row[f"{name}_role"], "role", "a role not recorded")
    return f"{label(row[f'{name}_agency'], 'agency', 'an agency not recorded')} ({role})"


def _through(row: Row) -> str:
    if missing(row["through_day"]):
        return "ask who else the child knows and would see"
    return f"{_who(row, 'through')} got through on {day_of(row['through_day'])}: ask them to make the link"


def _reasons(row: Row, rules: VoiceRules) -> list[str]:
    """Why: what the child was heard about and when, what changed, what attempts were made and who got through."""
    told = [
        f"{ABOUT[about]}: last on {day_of(row[f'{about}_on'])}" for about in ABOUTS if not missing(row[f"{about}_on"])
    ]
    if not told and missing(row["heard_on"]):
        told.append("No account, wishes or safe places are loaded")
    if not missing(row["changed_on"]):
        told.append(f"Latest change: {_change(row)} of {day_of(row['changed_on'])}")
    if row["attempts"]:
        tried, got = counted(int(row["attempts"]), "attempt", "attempts"), int(row["engaged"])
        told.append(f"{tried} to engage in {rules.window_days} days, {got} engaged")
    if not missing(row["through_day"]):
        told.append(f"Last to engage the child: {_who(row, 'through')}, on {day_of(row['through_day'])}")
    return told


def _sources(row: Row) -> list[str]:
    names = ["heard_cited", "changed_cited", "through_cited"]
    cited: list[list[str]] = [[row[name]] for name in names if not missing(row[name])]
    if row["state"] == "attempts_failed":
        cited.append(row["attempts_cited"])
    looked = [f"looked in {batch}" for batch in row["covering"]] if row["state"] == "none_recorded" else []
    return [*distinct(cited), *looked]


def caveats(rules: VoiceRules, rows: pd.DataFrame, asking: Asking) -> list[str]:
    """What a reader must know first."""
    cannot = int((rows["state"] == "cannot_tell").sum())
    return [
        boundary_told(asking, "children with an open plan on the day"),
        "A child may have been heard without a record that an extract reads: none recorded asks for the record.",
        f"Of {len(rows)} children {cannot} cannot be told: no loaded extract shows accounts of them.",
        "How many attempts engaged says how hard it was to reach a child, never how willing child or family is.",
        RANKS_NOBODY,
        *unverified_caveat(rules.rule),
    ]
