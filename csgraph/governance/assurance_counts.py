"""True counts of findings by state, and by team, agency or month: not to be shown to anybody before they are published.

See `csgraph.governance.published` for what may leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from csgraph.codes import code_list
from csgraph.findings import Findings
from csgraph.governance.assurance_rules import Count
from csgraph.network.as_of import days_before

NOT_TOLD = "not told"
EARLIER = "earlier"
AGENCIES = ("agency", "recorded_by", "tool_agency", "heard_agency")
WHOLE = "count"
LONG = ("by", "group", "state")
"""Columns that tell what a row of counts is of; every other column is a set of things, the first all of them.

The rows with an empty `by` are of everything; those of each `by` part them by group.
"""
Parts = Mapping[str, tuple[str, ...]]


def counts_of(found: Findings, count: Count, parts: Parts | None = None) -> pd.DataFrame:
    """The counts of one question, in long form.

    Args:
        found: its answer.
        count: what is counted.
        parts: sets of roles by name; of each the findings in these roles are counted too.

    Returns:
        by, group, state (in words), `count`, and a column a part; empty where the answer lacks what is counted.
    """
    return _of_figures(found, count) if count.figures else _of_findings(found, count, parts or {})


def _of_findings(found: Findings, count: Count, parts: Parts) -> pd.DataFrame:
    table = found.table[found.table["state"].isin(list(count.states))]
    if count.of == "subjects":
        table = table.drop_duplicates("subject")
    told = {
        heading: _groups(table[column], column, found.as_of) for heading, column in count.by.items() if column in table
    }
    sets = {WHOLE: table.index} | {
        name: table.index[table["role"].isin(roles)] for name, roles in parts.items() if "role" in table
    }
    pieces = []
    for by, groups in {"": pd.Series("", index=table.index), **told}.items():
        rows = [(by, group, state) for group in sorted(groups.unique()) or [""] for state in count.states]
        piece = pd.DataFrame(rows, columns=list(LONG), dtype=object)
        for name, within in sets.items():
            keys = pd.MultiIndex.from_arrays([groups[within], table.loc[within, "state"]])
            tally = keys.value_counts()
            piece[name] = [int(tally.get((group, state), 0)) for _, group, state in rows]
        pieces.append(piece)
    long = pd.concat(pieces, ignore_index=True)
    return long.assign(state=long["state"].map(dict(count.states)))


def _groups(values: pd.Series, column: str, as_of: date) -> pd.Series:
    """The group of each finding: its month within the year, its agency in words, or the text that stands there."""
    if pd.api.types.is_datetime64_any_dtype(values):
        months: pd.Series = values.dt.strftime("%Y-%m").astype(object).where(values.notna(), NOT_TOLD)
        old = (values < pd.Timestamp(days_before(as_of)).replace(day=1)).fillna(value=False)
        return months.where(~old, EARLIER)
    texts = values.astype(object).where(values.notna() & (values.astype(object) != ""), NOT_TOLD).map(str)
    listed = "agency" if column in AGENCIES else "role" if column == "role" else ""
    words = code_list(listed).codes if listed else {}
    told: pd.Series = texts.map(lambda code: words.get(code, code))
    return told


def _of_figures(found: Findings, count: Count) -> pd.DataFrame:
    shown = {
        heading: made
        for heading, title in count.figures.items()
        if title in found.figures and (made := _figure(found.figures[title], count)) is not None
    }
    if not shown:
        return pd.DataFrame(columns=[*LONG, WHOLE])
    whole = pd.concat([made.sum() for made in shown.values()], axis=1).max(axis=1)
    pieces = [_long("", pd.DataFrame([whole], index=[""]))]
    for heading, made in shown.items():
        # What one figure has and another has not stands in a row of its own, so that all count the same things.
        short = whole - made.sum()
        rows = pd.concat([made, pd.DataFrame([short], index=[NOT_TOLD])]) if short.any() else made
        pieces.append(_long(heading, rows.groupby(level=0, sort=False).sum()))
    return pd.concat(pieces, ignore_index=True)


def _figure(figure: pd.DataFrame, count: Count) -> pd.DataFrame | None:
    """Counts by group and state in words; None where the figure lacks a column, or its counts do not part anything."""
    wanted = [*count.states, *([count.whole] if count.whole else [])]
    if not set(wanted) <= set(figure):
        return None
    by = str(figure.columns[0])
    counts = figure[wanted].fillna(0).astype(int)
    groups = _groups(figure[by], by, date.max)
    rows = counts.groupby(groups.to_numpy()).sum()
    parted = rows[list(count.states)].diff(axis=1).fillna(rows[list(count.states)]) if count.nested else rows
    made = parted[list(count.states)].astype(int).rename(columns=dict(count.states))
    if count.whole:
        made[count.rest] = rows[count.whole] - made.sum(axis=1)
    return None if (made < 0).to_numpy().any() else made


def _long(by: str, counts: pd.DataFrame) -> pd.DataFrame:
    rows = [(by, group, state, int(counts.loc[group, state])) for group in counts.index for state in counts.columns]
    return pd.DataFrame(rows, columns=[*LONG, WHOLE], dtype=object).astype({WHOLE: int})
