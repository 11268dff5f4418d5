"""Changes of worker in sentences. No sentence names a child."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.tenures import FAR, LONG_AGO, OF
from csgraph.questions.continuity_chains import chains, named
from csgraph.questions.continuity_states import Known
from csgraph.questions.rule_files import unverified_caveat

MATTERS = {
    "many_changes": "changes",
    "gap_without_worker": "gap",
    "ended_without_successor": "end",
    "no_handover": "handover",
    "cannot_tell": "coverage",
}
"""What each state is about: a child and role may have several findings."""

FINDING = {
    "many_changes": "{role}: {changes} changes in the {window} days to {day}, {workers} different workers.",
    "gap_without_worker": "{role}: nobody for {days} days in a row while a plan was open.",
    "ended_without_successor": "{role}: {who} is recorded until {end}, and nobody since, while a plan is open.",
    "no_handover": "{role}: the worker changed without a day on which both are recorded.",
    "cannot_tell": "{role}: changes cannot be told; no loaded extract covers this child for the role.",
}
NEXT_STEP = {
    "many_changes": "Ask {who}{reach} and the team manager: who stays with this child, and who told the child why "
    "workers changed?",
    "gap_without_worker": "Ask {who}{reach}: what was not followed up in those days? Record it in the plan.",
    "ended_without_successor": "Ask the manager of {team}: who took over, from which day? Record the answer.",
    "no_handover": "Ask {who}{reach} to speak with whoever went before: what did the child tell them, what is open?",
    "cannot_tell": "Ask the service for its list of allocations with start and end; or load an extract that shows the "
    "role.",
}
WOULD_CHANGE = {
    "many_changes": "A record that two of the workers are one person, or that one of them only stood in.",
    "gap_without_worker": "A record of somebody in the role in those days, or of a plan that was closed.",
    "ended_without_successor": "A record of a successor, or of the plan's end.",
    "no_handover": "A record of the former worker's last day that is later, or of a joint visit.",
    "cannot_tell": "An extract that covers this child and this role on the day asked about.",
}


def worded(states: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The states as findings."""
    rows = states.merge(chains(known), on=OF, how="left")
    rules = [known.rules.rule[place] for place in rows["rule"]]
    parts = _parts(rows, known).to_dict("records")
    texts = {
        name: [patterns[state].format_map(row) for state, row in zip(rows["state"], parts, strict=True)]
        for name, patterns in {"finding": FINDING, "next_step": NEXT_STEP, "would_change": WOULD_CHANGE}.items()
    }
    told = [
        _reasons(state, rule.changes, rule.gap_days, steps, part)
        for state, rule, steps, part in zip(rows["state"], rules, rows["steps"], parts, strict=True)
    ]
    looked = zip(rows["sources"], rows["state"], rows["covering"], strict=True)
    return rows.assign(
        **texts,
        matter=rows["state"].map(MATTERS).astype("str"),
        subject=rows["child"],
        subject_label="Child",
        basis=[rule.basis for rule in rules],
        rule_source=[rule.told for rule in rules],
        reasons=pd.Series(told, index=rows.index, dtype=object),
        sources=pd.Series([_sources(*row) for row in looked], index=rows.index, dtype=object),
    )


def caveats(known: Known) -> list[str]:
    """What limits the answer."""
    window = known.rules.window
    undated = int((known.times["begin"] == LONG_AGO).sum())
    return [
        (
            "Boundary: children with an open plan, or with a missing episode, an incident, a panel referral, a "
            "screening or a factor of harm outside the home within the year, unless children were named."
        ),
        (
            f"Period: changes in the {window.days} days before the day. A worker who began counts as a change where "
            f"another of the same role had ended at most {window.follows_within_days} days before, or ends at most "
            f"{window.side_by_side_days} days after."
        ),
        (
            "Coverage: a gap or an end is told only where a loaded extract covers the child for the role; where none "
            "does, it cannot be told. Whoever left before the extract begins is not seen."
        ),
        (
            "A day that is the last of one worker and the first of the next counts as a day together. Many systems "
            "write every change so: then no abrupt change shows; set overlap_days = 2 in rules/continuity.toml."
        ),
        (
            "The same worker under two names counts as two. A change can be what the child asked for: see the figure "
            "on reasons. Numbers say nothing of how well anybody worked."
        ),
        *([f"{undated} links have no start: they never count as a change."] if undated else []),
        *unverified_caveat(known.rules.rule),
    ]


def _parts(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """What the patterns are filled with."""
    reach = (", " + rows["phone"]).fillna("") + (", " + rows["email"]).fillna("")
    return pd.DataFrame(
        {
            "role": rows["role"].map(dict(code_list("role").codes)).fillna(rows["role"]),
            "who": named(rows, ""),
            "reach": reach,
            "team": rows["team"].fillna("the team"),
            "end": rows["until"].where(rows["until"] < FAR).dt.strftime("%Y-%m-%d").fillna("today"),
            "changes": rows["changes"].astype("Int64").astype("str"),
            "workers": rows["workers"].astype("Int64").astype("str"),
            "days": rows["days"].astype("Int64").astype("str"),
            "window": str(known.rules.window.days),
            "day": f"{known.day:%Y-%m-%d}",
        }
    )


def _reasons(state: str, changes: int, gap: int, steps: object, part: dict[Hashable, Any]) -> list[str]:
    """Why the row is shown."""
    each = list(steps) if isinstance(steps, list) else []
    if state == "many_changes":
        return [f"{changes} changes or more are told of this role", *each]
    if state == "gap_without_worker":
        return [f"More than {gap} days without anybody are told of this role", *each]
    if state == "ended_without_successor":
        return [f"Nobody is recorded in the role for {part['days']} days", "A plan was open then and is open now"]
    if state == "no_handover":
        return ["The work went on under one plan", *each]
    return ["Nothing loaded shows this role of the child on the day"]


def _sources(cited: object, state: str, covering: object) -> list[str]:
    """The records of the workers; for what is absent the extracts that were looked in."""
    own = list(cited) if isinstance(cited, list) else []
    looked = (
        covering if isinstance(covering, list) and state in ("gap_without_worker", "ended_without_successor") else []
    )
    return [*own, *(f"looked in {batch}" for batch in looked)] or ["No loaded extract"]
