"""How healthy is the data: what does each source cover, leave out or contradict, and what stays unsaid for it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.frames import frame
from csgraph.network.citations import distinct
from csgraph.network.data_health import DataHealth, data_health, source_states
from csgraph.questions import health_words as words
from csgraph.questions.health_measures import MEASURES, measured
from csgraph.questions.health_rules import HealthRules, health_rules
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "measure": "text",
    "recorded_by": "text",
    "count": "whole",
    "total": "whole",
    "share": "number",
    "newest": "date",
    "days_old": "whole",
    "unsaid": "text",
    "affects": "texts",
}
"""This question's columns: `count` of `total` records lack the measure; `affects` names the questions it bears on."""

ABOUT = {
    "measure": "what is measured",
    "recorded_by": "the agency of the source",
    "count": "records that it is true of",
    "total": "records that were looked at",
    "share": "one as a share of the other",
    "newest": "newest day that the source covers",
    "days_old": "days from then to the day asked about",
    "unsaid": "what cannot be said because of it",
    "affects": "questions whose answers it weakens",
}

ORDER = ("no_period", "stale", "unmatched", "conflicting", "undated", "unverified", "incomplete", "covered")
"""States in the order of the table: what leaves most unsaid first."""
WOULD_CHANGE = "The next extract of the source."
SOURCES_SHOWN = 60


def answer(store: Store, asking: Asking) -> Findings:
    """One row a source for what it covers, one for each thing that its records lack, and one a child in conflict."""
    rules = health_rules()
    found = data_health(store, asking.as_of, asking.children)
    sources = found.sources.assign(state=source_states(found.sources, rules.stale.days))
    if asking.agencies is not None:
        sources = sources[sources["recorded_by"].isin(asking.agencies)].reset_index(drop=True)
    lacking = measured(found, rules.dated.types)
    lacking = lacking[lacking["source"].isin(sources["source"])].reset_index(drop=True)
    conflicts = _of_sources(found.conflicts, sources)
    rows = [_covered(sources, rules), _lacking(lacking, sources, rules), _conflicting(conflicts)]
    table = findings_table(pd.concat(rows, ignore_index=True), MORE)
    place = table["state"].map({state: n for n, state in enumerate(ORDER)})
    ordered = table.assign(place=place).sort_values(["place", "subject", "measure"], kind="stable").index
    stale = f"Period: a source is stale {rules.stale.days} days after the last day of its newest extract."
    nothing = [] if len(sources) else ["The store holds no extract: nothing can be told."]
    return Findings(
        QUESTION.name,
        asking.as_of,
        table.loc[ordered].reset_index(drop=True),
        _figures(found, sources, lacking, conflicts),
        [*nothing, words.CAVEATS[0], stale, *words.CAVEATS[1:]],
    )


def _of_sources(conflicts: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Conflicts that one of the sources has a part in."""
    return conflicts[conflicts["source_a"].isin(sources["source"]) | conflicts["source_b"].isin(sources["source"])]


def _covered(sources: pd.DataFrame, rules: HealthRules) -> pd.DataFrame:
    """What each source covers."""
    kinds = [
        [*kinds, *(["roles"] if roles else [])] for kinds, roles in zip(sources["kinds"], sources["roles"], strict=True)
    ]
    affects = [sorted({name for kind in shown for name in rules.affects.get(kind, ())}) for shown in kinds]
    told = sources.assign(
        subject=sources["source"],
        subject_label="Source",
        finding=words.coverage_sentences(sources),
        reasons=_lists([f"{n} {'extract' if n == 1 else 'extracts'} loaded"] for n in sources["batches"]),
        sources=_lists([label] for label in sources["label"]),
        next_step=[words.COVERAGE[state][2] for state in sources["state"]],
        would_change=WOULD_CHANGE,
        measure="coverage",
        unsaid=[words.COVERAGE[state][1] for state in sources["state"]],
        affects=_lists(affects),
    )
    return told.drop(columns=["children", "label", "batches", "rows_read", "rows_rejected", "kinds", "roles"])


def _lacking(lacking: pd.DataFrame, sources: pd.DataFrame, rules: HealthRules) -> pd.DataFrame:
    """What the records of each source lack."""
    known = sources.set_index("source")
    measures = [MEASURES[name] for name in lacking["measure"]]
    every = tuple(name for names in rules.affects.values() for name in names)
    count, total = lacking["count"], lacking["total"]
    of = [f"{n} of {all_}" if pd.notna(all_) else f"{n}" for n, all_ in zip(count, total, strict=True)]
    details = zip(lacking["detail"], of, strict=True)
    return pd.DataFrame(
        {
            "subject": lacking["source"],
            "subject_label": "Source",
            "state": [one.state for one in measures],
            "finding": [f"{one.what}: {number}." for one, number in zip(measures, of, strict=True)],
            "reasons": [detail or [f"{number} in the loaded extracts"] for detail, number in details],
            "sources": [[text] for text in lacking["source"].map(known["label"])],
            "next_step": [one.step for one in measures],
            "would_change": WOULD_CHANGE,
            "measure": lacking["measure"],
            "recorded_by": lacking["source"].map(known["recorded_by"]),
            "count": count,
            "total": total,
            "share": (count.astype("float64") / total.astype("float64")).round(3),
            "unsaid": [one.unsaid for one in measures],
            "affects": [sorted({*(one.questions or every)}) for one in measures],
        }
    )


def _conflicting(conflicts: pd.DataFrame) -> pd.DataFrame:
    """Children of whom sources say different things."""
    by = list(conflicts.groupby("child"))
    return pd.DataFrame(
        {
            "subject": [child for child, _ in by],
            "subject_label": "Child",
            "state": "conflicting",
            "finding": [_differing(rows) for _, rows in by],
            "reasons": [words.conflict_reasons(rows) for _, rows in by],
            "sources": [distinct(rows["evidence"], SOURCES_SHOWN) for _, rows in by],
            "next_step": "The data officer runs csgraph why on the child and asks the agencies which of them is right; "
            "where two children were joined, undoes the match.",
            "would_change": "An agency that puts its record right.",
            "measure": "conflict",
            "count": [rows["property"].nunique() for _, rows in by],
            "unsaid": "Which value is right: one is shown by a stated order, and the ages and matches rest on it.",
            "affects": [["missing-links"] if "dob" in set(rows["property"]) else [] for _, rows in by],
        }
    )


def _lists(lists: Iterable[list[str]]) -> pd.Series:
    return pd.Series(list(lists), dtype=object)


def _differing(rows: pd.DataFrame) -> str:
    names = sorted({words.PROPERTIES[name] for name in rows["property"]})
    return f"Sources say different things of a child's {' and '.join(names)}."


def _figures(
    found: DataHealth, sources: pd.DataFrame, lacking: pd.DataFrame, conflicts: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    covered: dict[str, Kind] = {
        "source": "text", "recorded_by": "text", "state": "text", "newest": "date", "days_old": "whole",
        "children": "whole", "batches": "whole", "rows_read": "whole", "rows_rejected": "whole",
    }  # fmt: skip
    lacks: dict[str, Kind] = {"source": "text", "measure": "text", "count": "whole", "total": "whole"}
    apart: dict[str, Kind] = {"property": "text", "source_a": "text", "source_b": "text", "children": "whole"}
    pairs = conflicts.groupby(["property", "source_a", "source_b"])["child"].nunique().rename("children")
    return {
        "Coverage by source": frame(covered, sources),
        "What is lacking by source": frame(lacks, lacking.sort_values(["source", "measure"])),
        "Relationships by type and source": found.links[found.links["source"].isin(sources["source"])].reset_index(
            drop=True
        ),
        "Conflicts by property": frame(apart, pairs.reset_index()),
        "Children by number of agencies": found.children,
    }


QUESTION = Question(
    name="health-of-data",
    title="The health of the data",
    concern="Practitioners need a complete history, and agencies are to share what they hold: what the records behind "
    "an answer leave out must be known before anybody relies on it.",
    about="What each source covers and until when, children whom one agency alone knows, values that sources "
    "contradict, relationships without date or reliability, and properties that are missing; with what csgraph cannot "
    "say for it and what the data officer does next. It is about records, not about the people who keep them.",
    answer=answer,
    keys=None,
)
