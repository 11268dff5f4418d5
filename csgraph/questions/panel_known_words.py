"""Children and the panel in sentences. No sentence names a child."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import citations
from csgraph.questions.panel_rules import PanelRules, in_sentence
from csgraph.questions.rule_files import unverified_caveat

MARKER = {
    "core_factors": "several core factors of harm outside the home",
    "repeat_missing": "repeat missing episodes",
    "exploitation": "a factor of exploitation",
}
FINDING = {
    "never_referred": "{markers}; no referral to the {panel}, nor any word of it there, in its records of {period}.",
    "referred_without_tool": "Referred to the {panel} on {referred}; no screening tool came with it and none is "
    "recorded near that day.",
    "cannot_tell": "{markers}; whether the {panel} was told cannot be told: no loaded extract of it covers this child.",
    "cannot_tell_tool": "Referred to the {panel} on {referred}; the record does not say whether a screening tool came "
    "with it, and none is recorded near that day.",
}
NEXT_STEP = {
    "never_referred": "Talk with those who work with the child about a referral. {who} {refer}.",
    "referred_without_tool": "Ask the referrer for the screening tool, or complete it now, and send it after the "
    "referral. {who}",
    "cannot_tell": "Ask the {panel} whether it knows the child; if not, consider a referral. {who} {refer}.",
    "cannot_tell_tool": "Ask the {panel} whether a screening tool came; if not, complete it now. {who}",
}
WOULD_CHANGE = {
    "never_referred": "A referral made since or recorded under another identifier of the child; a factor or an episode "
    "that proves wrong.",
    "referred_without_tool": "A screening tool that was completed and not loaded.",
    "cannot_tell": "A panel's extract that covers the child; a factor or an episode that proves wrong.",
    "cannot_tell_tool": "The panel's record saying whether a tool came; a screening tool that was not loaded.",
}


def worded(
    found: pd.DataFrame, able: pd.DataFrame, rules: PanelRules, period: tuple[date, date] | None
) -> pd.DataFrame:
    """One finding a child, by state and then id.

    Args:
        found: by child, as `panel_known` tells the states.
        able: who could refer, the first of each child first.
        rules: the panel's name, how to refer and where the markers come from.
        period: the days for which the panel's extracts speak.
    """
    order = {state: place for place, state in enumerate(("never_referred", "referred_without_tool", "cannot_tell"))}
    rows = found.rename_axis("subject").reset_index()
    rows = rows.assign(place=rows["state"].map(order)).sort_values(["place", "subject"], ignore_index=True)
    first = able.drop_duplicates("child").set_index("child").reindex(rows["subject"]).reset_index(drop=True)
    pattern = rows["state"].where(rows["referral"].isna() | (rows["state"] != "cannot_tell"), "cannot_tell_tool")
    parts = _parts(rows, first, rules, period)
    texts = {
        name: [patterns[key].format_map(part) for key, part in zip(pattern, parts, strict=True)]
        for name, patterns in {"finding": FINDING, "next_step": NEXT_STEP, "would_change": WOULD_CHANGE}.items()
    }
    return rows.assign(
        **texts,
        subject_label="Child",
        basis=rules.known.basis,
        reasons=pd.Series([_reasons(row) for row in rows.to_dict("records")], index=rows.index, dtype=object),
        sources=_sources(rows),
        rule_source=rules.known.told,
        **{name: first[name] for name in ("worker", "worker_name", "role", "team", "phone", "email", "recorded_by")},
    )


def caveats(rules: PanelRules) -> list[str]:
    """What a reader must know before using the answer."""
    known, panel = rules.known, rules.panel
    return [
        (
            "Boundary: the default one of the rules on expected roles, unless children were named; a child of whom "
            "nobody recorded a factor or a missing episode has no marker, whatever happens to the child."
        ),
        (
            f"A marker: {known.core_factors} or more different core factors, missing episodes on "
            f"{known.missing_episodes} or more days, or one factor of exploitation ({known.told}). The result of a "
            "screening tool is none."
        ),
        (
            "Coverage: a child known to the police or a school by other identifiers only is two children until a "
            "record joins them; then one may look never referred although the other was."
        ),
        (
            f"The {in_sentence(panel.name)} (elsewhere: {', '.join(panel.aliases)}) takes: {panel.criteria}. Source: "
            f"{panel.told}."
        ),
        (
            "A referral of a place or a group does not count as one of its children. Not every child with a marker "
            "needs a panel: professionals decide. The order is by state and id; it ranks nobody."
        ),
        *unverified_caveat([known, panel]),
    ]


def _parts(
    rows: pd.DataFrame, first: pd.DataFrame, rules: PanelRules, period: tuple[date, date] | None
) -> list[dict[str, str]]:
    """What the patterns are filled with, one row a finding."""
    days = f"{period[0]:%Y-%m-%d} to {period[1]:%Y-%m-%d}" if period else "no known days"
    roles = first["role"].map(dict(code_list("role").codes)).fillna(first["role"]).fillna("works with the child")
    names = first["worker_name"].fillna(first["worker"])
    reach = (", " + first["phone"]).fillna("") + (", " + first["email"]).fillna("")
    who = (names + " (" + roles + reach + ") could do it.").fillna("Ask first who works with the child.")
    referred = rows["referred_on"].dt.strftime("%Y-%m-%d").fillna("an unknown day")
    markers = rows["markers"].map(lambda names: " and ".join(MARKER[name] for name in names))
    fixed = {"panel": in_sentence(rules.panel.name), "period": days, "refer": rules.panel.refer}
    return [
        fixed | {"markers": marker[:1].upper() + marker[1:], "who": one, "referred": day}
        for marker, one, day in zip(markers, who, referred, strict=True)
    ]


def _reasons(row: Mapping[Hashable, Any]) -> list[str]:
    """Why the child is shown."""
    found = [str(reason) for reason in row["factor_reasons"]]
    episodes, latest = row["missing_episodes"], row["latest_missing"]
    if episodes:
        found.append(
            f"missing episodes on {episodes} {'day' if episodes == 1 else 'days'}, the latest on {latest:%Y-%m-%d}"
        )
    if row["state"] != "never_referred" and not pd.isna(row["referred_on"]):
        found.append(f"the newest referral to the panel was on {row['referred_on']:%Y-%m-%d}")
    return found


def _sources(rows: pd.DataFrame) -> pd.Series:
    """The records of the markers and of the referral, then the panel's extracts that were looked in."""
    cited = citations(rows).where(rows["referral"].notna(), "")
    lists = zip(rows["factor_sources"], rows["missing_sources"], cited, rows["covering"], rows["state"], strict=True)
    told = [
        [*factors, *missing, *filter(None, [one]), *(f"looked in {x}" for x in covering if state == "never_referred")]
        for factors, missing, one, covering, state in lists
    ]
    return pd.Series(told, index=rows.index, dtype=object)
