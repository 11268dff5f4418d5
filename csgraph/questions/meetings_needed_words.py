"""Meetings needed, in sentences. No sentence names a child."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.questions.meetings_needed_rules import MeetingRule
from csgraph.questions.rule_files import unverified_caveat

FINDING = {
    "never_met": "{name}: no meeting about it is on record at which professionals for two of its children were.",
    "partly_met": "{name}: professionals for some of its children met about it, at no meeting within {days} days for "
    "every child.",
    "met_within_year": "{name}: professionals for every child with a known worker met about it within {days} days.",
    "cannot_tell": "{name}: whether those who work with its children have met cannot be told; no loaded extract shows "
    "attendance.",
}
NEXT_STEP = {
    "never_met": "Call one meeting about the {kind}: {who}. Agree who leads.",
    "partly_met": "Ask the others to the next meeting about the {kind}; the smallest that covers it: {who}.",
    "met_within_year": "Keep the date of the next meeting; the smallest that covers the {kind}: {who}.",
    "cannot_tell": "Ask whether a meeting was held; the smallest that would cover the {kind}: {who}.",
}
LABELS = {"place": "Location", "peer group": "Group", "named group": "Group"}
SOURCES_SHOWN = 40


def worded(
    found: pd.DataFrame, people: pd.DataFrame, invited: pd.DataFrame, contexts: pd.DataFrame, rule: MeetingRule
) -> pd.DataFrame:
    """Contexts as findings, in order of state and id.

    Args:
        found: one row a context, with its state and latest joint meeting.
        people: how to reach each professional, by id.
        invited: the smallest meeting of each: context, worker.
        contexts: as `csgraph.network.contexts.shared_contexts`.
        rule: what counts as recent.
    """
    order = {state: place for place, state in enumerate(FINDING)}
    rows = found.assign(place=found["state"].map(order)).sort_values(["place", "context"], ignore_index=True)
    asked = {str(context): list(part) for context, part in invited.groupby("context")["worker"]}
    ids = [asked.get(context, []) for context in rows["context"]]
    labels = _named(people)
    names = [labels[workers].tolist() for workers in ids]
    evidence = contexts.groupby("context")["evidence"].agg(lambda lists: distinct(lists, SOURCES_SHOWN))
    parts = [
        {"name": f"{name} ({kind})", "kind": kind, "days": rule.days, "who": "; ".join(who)}
        for name, kind, who in zip(rows["context_name"], rows["context_kind"], names, strict=True)
    ]
    return rows.assign(
        subject=rows["context"],
        subject_label=rows["context_kind"].map(LABELS).astype("str"),
        finding=_said(FINDING, rows, parts),
        basis=rule.basis,
        reasons=_lists(_reasons(rows), rows),
        sources=_lists((evidence[context] for context in rows["context"]), rows),
        next_step=_said(NEXT_STEP, rows, parts),
        would_change="A record of a meeting with these professionals; a professional who works with more of them; a "
        "record of the context that proves wrong.",
        invite=_lists(ids, rows),
        invite_names=_lists(names, rows),
        phones=_lists((_cells(people, workers, "phone") for workers in ids), rows),
        emails=_lists((_cells(people, workers, "email") for workers in ids), rows),
    )


def caveats(rule: MeetingRule) -> list[str]:
    """What limits the answer."""
    skipped = ", ".join(code_list("role").codes[role] for role in rule.left_out)
    agencies = " and one for every agency that works with them" if rule.every_agency else ""
    return [
        (
            "Boundary: children with an open plan on the day, unless children were named; places where unrelated "
            "children came to harm, peer groups and named groups with two of them or more."
        ),
        f"Period: any meeting on record for having met, {rule.days} days for having met lately.",
        (
            "Coverage: a meeting whose attendance nobody loaded is not seen. A meeting is about a context where it "
            "names it or two of its children, and counts where two professionals were there who each bring a child "
            "with whom the other does not work. Who met elsewhere is in the figure on pairs."
        ),
        (
            f"The smallest meeting has one professional for every child with a known one{agencies}; of several as "
            "small, that with the most children each. It is a start, not a limit, and no judgement on who is left out."
        ),
        (
            f"Not asked about a context: {skipped or 'no role'} ({rule.told}). Children of whom no professional is "
            "known are counted in without_worker, and no meeting covers them."
        ),
        (
            "Professionals are known by name across extracts; one written in two ways is two. Sentences count "
            "children and name none."
        ),
        *unverified_caveat((rule,)),
    ]


def _reasons(rows: pd.DataFrame) -> Iterable[list[str]]:
    """Why each row is shown."""
    labels, kinds = code_list("agency").codes, code_list("meeting").codes
    columns = [
        "children",
        "professionals",
        "agencies",
        "without_worker",
        "pairs",
        "apart",
        "last_met",
        "last_kind",
        "last_there",
    ]
    for children, workers, agencies, without, pairs, apart, day, kind, there in rows[columns].itertuples(index=False):
        told = [
            f"{children} children with open plans; {workers} professionals work with them",
            f"Agencies: {', '.join(labels.get(code, code) for code in agencies)}",
        ]
        told.append(f"Of {pairs} pairs of them {apart} have been at no meeting together, whatever it was about")
        if without:
            told.append(f"No professional is known of {without} of the children")
        if pd.notna(day):
            told.append(
                f"Latest about it: {kinds.get(kind, kind)} on {day:%Y-%m-%d}, with {there:.0f} of these professionals"
            )
        yield told


def _said(patterns: dict[str, str], rows: pd.DataFrame, parts: list[dict[str, object]]) -> list[str]:
    return [patterns[state].format_map(part) for state, part in zip(rows["state"], parts, strict=True)]


def _named(people: pd.DataFrame) -> pd.Series:
    """Name, role and team of each professional, by id."""
    role = people["role"].map(dict(code_list("role").codes)).astype("str").fillna("role not recorded")
    name = people["worker_name"].fillna(people.index.to_series())
    return name + ", " + role + (" (" + people["team"] + ")").where(people["team"].notna(), "")


def _cells(people: pd.DataFrame, workers: list[str], column: str) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in people.loc[workers, column]]


def _lists(lists: Iterable[list[str]], rows: pd.DataFrame) -> pd.Series:
    return pd.Series(list(lists), index=rows.index, dtype=object)
