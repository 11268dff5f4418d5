"""Before and after the panel in sentences. No sentence names a child, none says why."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from csgraph.questions.panel_rules import Impact, PanelRules, in_sentence
from csgraph.questions.rule_files import unverified_caveat

SOURCES_SHOWN = 60
CAUTION = "Taken on when things were worst: fewer events later are likely without any effect (regression to the mean)."
FINDING = {
    "fewer_after": "Fewer dated events in the days after the {panel} took this on than before: {counts}.",
    "more_after": "More dated events in the days after the {panel} took this on than before: {counts}.",
    "no_clear_change": "No clear change in dated events before and after the {panel} took this on: {counts}.",
    "too_early": "Too early to tell: the extracts cover {days_after} days after the {panel} took this on.",
    "cannot_tell": "Cannot be told: no loaded extract would show events of this, or too few days before are covered.",
}
NEXT_STEP = {
    "fewer_after": "Ask those who work here what changed and what should be kept up; do not close on the count alone.",
    "more_after": "Bring it back to the {panel}: what has been done, what was not, what else is needed?",
    "no_clear_change": "Look at the actions still open and at what those who work here saw; ask again when more is "
    "recorded.",
    "too_early": "Ask again after {until}.",
    "cannot_tell": "Load extracts of missing episodes and incidents that cover the days around {day}.",
}
WOULD_CHANGE = (
    "More days recorded; an event that proves wrong or was recorded late; another day on which the panel took this on; "
    "other windows in the rules."
)


def worded(found: pd.DataFrame, rules: PanelRules) -> pd.DataFrame:
    """One finding a subject, by label and id."""
    place = found["subject_label"].map({"Child": 0, "Location": 1, "Group": 2})
    rows = found.assign(place=place).sort_values(["place", "subject"], ignore_index=True)
    told = rows.to_dict("records")
    panel = in_sentence(rules.panel.name)
    parts = [_parts(row, rules.impact, panel) for row in told]
    measured = rows["state"].isin(["fewer_after", "more_after", "no_clear_change"])
    return rows.assign(
        finding=[FINDING[state].format_map(part) for state, part in zip(rows["state"], parts, strict=True)],
        next_step=[NEXT_STEP[state].format_map(part) for state, part in zip(rows["state"], parts, strict=True)],
        would_change=WOULD_CHANGE,
        basis=rules.impact.basis,
        reasons=pd.Series([_reasons(row) for row in told], index=rows.index, dtype=object),
        taken_on=rows["day"],
        events_before=rows["before"],
        events_after=rows["after"],
        rate_ratio=rows["ratio"].round(2),
        low=rows["low"].round(2),
        high=rows["high"].round(2),
        compared_with=rows["compared_with"].where(measured),
        comparison_before=rows["comparison_before"].where(measured),
        comparison_after=rows["comparison_after"].where(measured),
        rule_source=rules.impact.told,
    )


def caveats(rules: PanelRules) -> list[str]:
    """What a reader must know before using the answer."""
    impact, panel = rules.impact, in_sentence(rules.panel.name)
    return [
        (
            "Regression to the mean: children, places and groups are taken on when things are worst. Fewer events "
            "later are to be expected without any effect; those compared with had as many events before, which "
            "lessens this and does not remove it. Nothing here shows that the panel caused a change."
        ),
        (
            f"Boundary: whatever the {panel} discussed at a meeting, decided on or agreed an action about by the "
            f"day, but for what it decided not to take on ({', '.join(impact.not_taken_on)}). Period: "
            f"{impact.before_days} days before and {impact.after_days} after the first of these, without the day "
            f"itself; at least {impact.least_days} of each must be covered ({impact.told})."
        ),
        (
            "Events are incidents and missing episodes; several of one kind on one day are one. A place's are those "
            "there, or where a missing child was found; a group's those of its members as known on the day of the "
            "answer."
        ),
        (
            "Compared with: children of the default boundary of the day of the answer of the same age band, places "
            "of the same kind, other named groups, not taken on by the end of the window, up to "
            f"{impact.compared_with} each, whose events before differ by at most {impact.events_apart}. They may "
            "differ in everything else, and that boundary holds children to whom something happened lately, which can "
            "raise their later counts."
        ),
        (
            "Counts tell what police and others recorded: more attention finds more, less finds less. Events that "
            "come in clusters make intervals too narrow; among many intervals of 95 per cent one in twenty misses "
            "by chance."
        ),
        (
            f"Networks are those of days {impact.network_days} days apart, the nearest before and the last within "
            "the window after; an extract may leave out who had left by then, so the earlier day looks emptier than "
            "it was."
        ),
        *unverified_caveat([impact]),
    ]


def _parts(row: Mapping[Hashable, Any], rules: Impact, panel: str) -> dict[str, str]:
    """What the patterns are filled with."""
    day = pd.Timestamp(row["day"])
    before, after = _events(row["before"]), _events(row["after"])
    counts = f"{before} in {row['days_before']} days before, {after} in {row['days_after']} days after"
    if not pd.isna(row["low"]):
        ratio = "" if pd.isna(row["ratio"]) else f"{row['ratio']:.2f}, "
        counts += f" (rate ratio {ratio}95 % interval {row['low']:.2f} to {_end(row['high'])})"
    until = day + pd.Timedelta(days=rules.least_days)
    return {
        "panel": panel,
        "counts": counts,
        "days_after": str(row["days_after"]),
        "until": f"{until:%Y-%m-%d}",
        "day": f"{day:%Y-%m-%d}",
    }


def _reasons(row: Mapping[Hashable, Any]) -> list[str]:
    """What the finding rests on, in words."""
    told = [f"taken on, as first recorded, on {row['day']:%Y-%m-%d}"]
    if row["compared_with"]:
        others = "1 other" if row["compared_with"] == 1 else f"{row['compared_with']:.0f} others"
        others = f"{others} like it and not taken on by then"
        told.append(f"{others}: {_events(row['comparison_before'])} before, {_events(row['comparison_after'])} after")
    if not pd.isna(row["gaps_before"]):
        told.append(
            f"network complete to {row['network_before']:.0%} before and {row['network_after']:.0%} after; "
            f"{row['gaps_closed']} of {row['gaps_before']} roles not filled before were filled after"
        )
    told.append(f"{row['actions_done']:.0f} of {row['actions_agreed']:.0f} actions agreed were done")
    return [*told, CAUTION] if row["state"] in ("fewer_after", "no_clear_change", "more_after") else told


def _events(number: float) -> str:
    count = int(number)
    return f"{count} {'event' if count == 1 else 'events'}"


def _end(high: object) -> str:
    return "no upper end" if high == float("inf") else f"{high:.2f}"
