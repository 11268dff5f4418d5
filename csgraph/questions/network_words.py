"""Meetings about a child in sentences: who was left out, who did not come, what was not quorate. None names a child."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from csgraph.codes import code_list
from csgraph.questions.network_rules import NetworkRules, Quorum
from csgraph.questions.rule_files import unverified_caveat

LEFT_OUT = "{role}: {who} worked with the child and was not asked to {missed} of {held} meetings on record."
ABSENT = "{role}: {who} did not come to {missed} of {held} meetings to which they were asked."
ASK_NEXT = "Whoever calls the next meeting asks {who}{reach}, and sends what was agreed."
ASK_WHY = "Ask {who}{reach}: what would make it possible to come, or to send a report?"
CHECK = "The chair checks the minutes, and asks the agencies that were not there what they hold on the child."


def worded_left_out(rows: pd.DataFrame, rules: NetworkRules) -> pd.DataFrame:
    """Professionals who were not asked, as findings."""
    remits = rules.remits()
    told = zip(rows["days"], rows["kinds"], rows["role"], strict=True)
    reasons = [
        [*_days(days, kinds, "worked with the child, not asked"), *([remits[role]] if role in remits else [])]
        for days, kinds, role in told
    ]
    return _of_person(rows, rules).assign(
        state="not_invited",
        finding=_said(rows, LEFT_OUT),
        reasons=_lists(reasons, rows),
        next_step=_said(rows, ASK_NEXT),
        would_change="An agency's own list of who was asked; a record that this is somebody known under another name.",
    )


def worded_absent(rows: pd.DataFrame, rules: NetworkRules) -> pd.DataFrame:
    """Professionals who were asked and did not come, as findings."""
    told = zip(rows["days"], rows["kinds"], strict=True)
    return _of_person(rows, rules).assign(
        state="did_not_attend",
        finding=_said(rows, ABSENT),
        reasons=_lists((_days(days, kinds, "asked, did not come") for days, kinds in told), rows),
        next_step=_said(rows, ASK_WHY),
        would_change="Minutes that show them there, or a report sent in their place.",
    )


def worded_quorum(rows: pd.DataFrame, rules: tuple[Quorum, ...]) -> pd.DataFrame:
    """Meetings that were not quorate, as findings."""
    of = [rules[place] for place in rows["rule"]]
    told = zip(rows["lacking"], rows["short"], rows["present"], of, strict=True)
    days = rows["day"].map("{:%Y-%m-%d}".format).astype("str")
    label = rows["kind"].map(dict(code_list("meeting").codes)).astype("str")
    return rows.drop(columns="day").assign(
        subject=rows["child"],
        subject_label="Child",
        state="not_quorate",
        finding=label + " on " + days + " was not quorate by the attendance on record.",
        basis=[rule.basis for rule in of],
        rule_source=[rule.told for rule in of],
        reasons=_lists((_lacking(*each) for each in told), rows),
        sources=_lists(([cited] for cited in rows["cited"]), rows),
        next_step=CHECK,
        would_change="Minutes that show more agencies there, or a recorded reason to go ahead without them.",
        days=_lists(([day] for day in days), rows),
        kinds=_lists(([kind] for kind in rows["kind"]), rows),
    )


def worded_unknown(uncovered: pd.Index, bare: pd.DataFrame) -> pd.DataFrame:
    """Children of whom, or of whose meetings, attendance cannot be told, as findings."""
    none = pd.DataFrame({"subject": uncovered}).assign(
        finding="Who was left out of meetings cannot be told: no loaded extract shows attendance for this child.",
        reasons=_lists([["No loaded extract covers the child for attendance at meetings"]] * len(uncovered)),
        sources=_lists([["no loaded extract"]] * len(uncovered)),
    )
    by = bare[~bare["child"].isin(uncovered)].groupby("child")
    some = by.agg(kinds=("kind", list), sources=("cited", list), day=("day", list)).rename_axis("subject").reset_index()
    told = zip(some["day"], some["kinds"], strict=True)
    some = some.assign(
        finding=_meetings(some["kinds"])
        + " on record, of which nobody's attendance is: who was left out cannot be told.",
        reasons=_lists((_days(days, kinds, "nobody's attendance on record") for days, kinds in told), some),
        days=_lists(([f"{day:%Y-%m-%d}" for day in days] for days in some["day"]), some),
    )
    return pd.concat([none, some.drop(columns="day")], ignore_index=True).assign(
        subject_label="Child",
        state="cannot_tell",
        basis="",
        next_step="Ask the minute taker who was asked and who came; or load an extract that shows it.",
        would_change="A record of who was asked to the child's meetings and who came.",
    )


def caveats(rules: NetworkRules) -> list[str]:
    """What limits the answer."""
    skipped = ", ".join(code_list("role").codes[role] for role in rules.meetings.not_expected)
    return [
        "Boundary: children with an open plan on the day, unless children were named.",
        f"Period: meetings of the {rules.meetings.days} days before the day; the network as it is on the day.",
        (
            "Coverage: who was left out is told only of meetings with somebody's attendance on record. A guest who "
            "came and whom nobody wrote down counts as absent."
        ),
        (
            "Guests and workers are compared by name: somebody written differently in two extracts is told as left "
            f"out. Never told as left out: {skipped or 'no role'}; whoever's agency was asked without a name."
        ),
        (
            "Not to be asked can be right: a meeting can be too large. It is for the chair to say, and to send what "
            f"was agreed ({rules.meetings.told})."
        ),
        *unverified_caveat((rules.meetings, *rules.quorum, *rules.remit)),
    ]


def _of_person(rows: pd.DataFrame, rules: NetworkRules) -> pd.DataFrame:
    """The columns that a finding on a professional has, whatever it says."""
    return rows.assign(
        subject=rows["child"],
        subject_label="Child",
        basis=rules.meetings.basis,
        rule_source=rules.meetings.told,
        sources=_lists((sorted(set(cited)) for cited in rows["sources"]), rows),
        days=_lists(([f"{day:%Y-%m-%d}" for day in days] for days in rows["days"]), rows),
    )


def _said(rows: pd.DataFrame, pattern: str) -> pd.Series:
    """A sentence a row."""
    role = rows["role"].map(dict(code_list("role").codes)).astype("str")
    named = rows["worker_name"].fillna(rows["worker"])
    parts = pd.DataFrame(
        {
            "role": role.fillna("Role not recorded"),
            "who": named + (" (" + rows["team"] + ")").where(rows["team"].notna(), ""),
            "reach": (", " + rows["phone"]).fillna("") + (", " + rows["email"]).fillna(""),
            "missed": rows["days"].map(len).astype("str"),
            "held": rows["held"].astype("str"),
        }
    )
    return pd.Series([pattern.format_map(row) for row in parts.to_dict("records")], index=rows.index, dtype="str")


def _lacking(lacking: list[str], short: int, present: list[str], rule: Quorum) -> list[str]:
    """Why a meeting was not quorate."""
    labels = code_list("agency").codes
    return [
        *(f"Nobody of {labels[code]} is recorded as there" for code in lacking),
        *([f"Other agencies there: {rule.others - short}, at least {rule.others} are needed"] if short else []),
        f"There were: {', '.join(labels.get(code, code) for code in present)}",
    ]


def _days(days: list[pd.Timestamp], kinds: list[str], what: str) -> list[str]:
    labels = code_list("meeting").codes
    return [f"{labels.get(kind, kind)} on {day:%Y-%m-%d}: {what}" for day, kind in zip(days, kinds, strict=True)]


def _meetings(lists: pd.Series) -> pd.Series:
    return lists.map(lambda each: "1 meeting" if len(each) == 1 else f"{len(each)} meetings").astype("str")


def _lists(lists: Iterable[list[str]], rows: pd.DataFrame | None = None) -> pd.Series:
    return pd.Series(list(lists), index=None if rows is None else rows.index, dtype=object)
