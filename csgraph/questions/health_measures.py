"""What the records of a source may lack: how it is counted, what it leaves unsaid, what the data officer does next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from csgraph.network.data_health import DataHealth


@dataclass(frozen=True)
class Measure:
    """One thing that a source's records may lack.

    Attributes:
        state: the state of its findings.
        what: what is counted, of a source, in words.
        unsaid: what csgraph cannot say because of it.
        step: what the data officer does next.
        questions: the questions that it bears on; empty for every one.
    """

    state: str
    what: str
    unsaid: str
    step: str
    questions: tuple[str, ...]


TIES = ("chain", "co-missing", "peer-groups", "risky-places")
NETWORK = ("missing-links", "unconnected-children")
EVERY: tuple[str, ...] = ()
"""No question by name: every one that the rules name."""

MEASURES = {
    "rows rejected": Measure(
        "incomplete",
        "Rows rejected",
        "What the rejected rows say is in no answer.",
        "The data officer opens the file of rejected rows, has the agency put them right, and imports them again.",
        EVERY,
    ),
    "links a newer extract no longer has": Measure(
        "stale",
        "Links of workers without an end that a newer extract of the source no longer has",
        "Whether those people still work with the children: such links count as stale.",
        "The data officer asks the agency to put an end to links in its extract rather than to leave them out.",
        NETWORK,
    ),
    "children of one agency alone": Measure(
        "unmatched",
        "Children known by one identifier that no other agency's record carries",
        "Whether other agencies know those children: half of a network may stand under another identifier.",
        "The data officer runs csgraph matches and has somebody decide, and asks the agency to add the NHS number or "
        "the unique pupil number to its extract.",
        EVERY,
    ),
    "no date": Measure(
        "undated",
        "Relationships that do not say since when they hold",
        "Whether they held on a day before they were recorded: they count from the day of the extract.",
        "The data officer asks the agency to add the date; on a peer map, the day on which it was said.",
        TIES,
    ),
    "unverified": Measure(
        "unverified",
        "Relationships without reliability, or marked unverified",
        "Whether they are so: what is unverified is shown and counts for nothing.",
        "The data officer asks whoever recorded them to verify them or to take them out.",
        TIES,
    ),
    "nobody named": Measure(
        "unverified",
        "Relationships that do not say which agency recorded them",
        "Who holds them, and so which agencies do not know of each other.",
        "The data officer names the agency in the mapping ([extract] agency).",
        ("chain", *NETWORK),
    ),
    "date of birth": Measure(
        "incomplete",
        "Children without a date of birth from any source",
        "How old they are: no expectation that rests on age is asked of them.",
        "The data officer asks the agency, or another that knows the child, for the date of birth.",
        ("missing-links",),
    ),
    "contact": Measure(
        "incomplete",
        "Professionals with neither telephone nor e-mail",
        "How to reach them: they are named without a way to ring them.",
        "The data officer asks the agency to add work telephone or e-mail to its extract.",
        ("missing-links",),
    ),
    "role": Measure(
        "incomplete",
        "Professionals without a role, of their own or with a child",
        "Which expected role they fill: a gap may be one of them.",
        "The data officer has the agency's words for roles put into the code list, or the role into the extract.",
        NETWORK,
    ),
    "kind of place": Measure(
        "incomplete",
        "Places without a kind",
        "Whether they are homes, and how they compare with places of their kind.",
        "The data officer has the places put on the partnership's register, with their kind.",
        ("chain", "co-missing", "risky-places"),
    ),
    "place": Measure(
        "incomplete",
        "Missing episodes and incidents without a place on record",
        "Where they happened: they join no children by a place, and raise none.",
        "The data officer asks the agency to add the reference of the place, where the place is no home.",
        ("chain", "co-missing", "risky-places"),
    ),
}
"""What is counted of each source, by a short name."""


def measured(found: DataHealth, dated: tuple[str, ...]) -> pd.DataFrame:
    """What each source's records lack: source, measure, count, total, detail (list of texts); only what is lacking."""
    links = found.links
    kinds = links["type"].isin(dated)
    parts = [
        _per_source(found.sources, "rows rejected", "rows_rejected", "rows_read"),
        _counted(found.superseded, "links a newer extract no longer has"),
        _counted(found.unmatched, "children of one agency alone"),
        _of_links(links[kinds], "no date", "undated"),
        _of_links(links, "unverified", "unverified"),
        _of_links(links, "nobody named", "unsourced"),
        _of_gaps(found.gaps),
    ]
    whole = {"count": "Int64", "total": "Int64"}
    columns = ["source", "measure", "count", "total", "detail"]
    rows = pd.concat([part[columns].astype(whole) for part in parts], ignore_index=True)
    return rows[rows["count"] > 0].reset_index(drop=True)


def _per_source(sources: pd.DataFrame, measure: str, count: str, total: str) -> pd.DataFrame:
    return sources.assign(measure=measure, count=sources[count], total=sources[total], detail=_none(sources))


def _counted(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    table = rows.groupby("source").size().rename("count").reset_index()
    return table.assign(measure=measure, total=pd.Series(pd.NA, table.index, dtype="Int64"), detail=_none(table))


def _of_links(links: pd.DataFrame, measure: str, column: str) -> pd.DataFrame:
    by = links.groupby("source")
    table = by.agg(count=(column, "sum"), total=("links", "sum")).reset_index()
    lacking = links[links[column] > 0]
    detail = {
        source: [f"{n} of {of} {type_}" for type_, n, of in zip(rows["type"], rows[column], rows["links"], strict=True)]
        for source, rows in lacking.groupby("source")
    }
    lists = [detail.get(source, []) for source in table["source"]]
    return table.assign(measure=measure, detail=pd.Series(lists, index=table.index, dtype=object))


def _of_gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    by = gaps.assign(missing=gaps["missing"].fillna(value=False)).groupby(["source", "lacks"])
    table = by.agg(count=("missing", "sum"), total=("node", "nunique")).reset_index()
    return table.assign(measure=table["lacks"], detail=_none(table))


def _none(table: pd.DataFrame) -> pd.Series:
    return pd.Series([[] for _ in range(len(table))], index=table.index, dtype=object)
