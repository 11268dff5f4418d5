"""The health of the data in words: what is missing, what that leaves unsaid, what the data officer does next."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list

PROPERTIES = {"dob": "date of birth", "sex": "sex", "surname": "surname"}

COVERAGE = {
    "covered": (
        "covers the day",
        "Children whom the extract does not list or cannot name by an identifier still cannot be told of.",
        "Nothing to do; load the next extract when it is there.",
    ),
    "stale": (
        "no longer covers the day",
        "Nothing that this source alone shows can be told of the day: absent is unknown.",
        "The data officer asks the agency for a newer extract.",
    ),
    "no_period": (
        "does not say which days it covers",
        "The extract covers no day: that it shows nothing of a child is never taken as none.",
        "The data officer writes the days into the coverage.toml beside the extract, and imports it again.",
    ),
}
"""What each state of a source is, leaves unsaid and asks for."""

CAVEATS = (
    "Boundary: every source with an extract in the store; with --child only sources that describe those children.",
    (
        "A source describes a child when it gives a name, a date of birth or another property; one that only tells of "
        "workers, plans or meetings describes none."
    ),
    (
        "Counts of what records lack are of the whole source, whichever children were asked about, and of the store as "
        "it is now. A value counts as there when any source gives it."
    ),
    (
        "A child whom one agency alone knows is not wrong: some children are known to one agency. It cannot be told "
        "from a child who is in the store twice."
    ),
    "Conflicts are told by property and source; the values stay in the store (csgraph why shows them).",
)


def coverage_sentences(sources: pd.DataFrame) -> list[str]:
    """What each source covers, in one sentence."""
    days = sources["newest"].dt.strftime("%Y-%m-%d").fillna("")
    age = sources["days_old"].fillna(0).astype("int64")
    cells = zip(sources["recorded_by"], sources["state"], days, age, sources["children"], strict=True)
    return [
        f"{agency(by)}: the extract {COVERAGE[state][0]}"
        f"{f', last day {day}, {old} days before' if day else ''}"
        f"; children whom it describes: {count}."
        for by, state, day, old, count in cells
    ]


def agency(code: object) -> str:
    """The words for an agency's code."""
    return (
        code_list("agency").codes.get(str(code), str(code)) if isinstance(code, str) else "An agency that is not named"
    )


def conflict_reasons(rows: pd.DataFrame) -> list[str]:
    """Which properties which sources say differently of one child, without the values."""
    cells = rows[["property", "source_a", "by_a", "source_b", "by_b"]].itertuples(index=False, name=None)
    return [
        f"{PROPERTIES[str(name)].capitalize()}: {agency(by_a)} ({a}) and {agency(by_b)} ({b}) say different things"
        for name, a, by_a, b, by_b in cells
    ]
