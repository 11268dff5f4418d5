"""Sections of a brief or a pack, filled in from the answers to their questions and fit to leave the store."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from csgraph.codes import code_list
from csgraph.governance.plain_text import plain
from csgraph.maps.model import Table
from csgraph.maps.sections import Section, rows_of
from csgraph.maps.words import coded, in_words, short_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from csgraph.findings import Findings
    from csgraph.governance.sharing import Shared

LONG = 600
"""Characters of a cell."""
CLAUSE = re.compile(r"[.:] ")
"""Where the first clause of a sentence ends."""
LISTED = 8
"""Entries of a list in a cell; how many more there are is told."""
CODES = {
    "role": "role",
    "agency": "agency",
    "recorded_by": "agency",
    "tool_agency": "agency",
    "heard_agency": "agency",
    "agencies": "agency",
    "same_agencies": "agency",
    "guardians": "agency",
    "tool_role": "role",
    "heard_role": "role",
}
"""The code lists that columns of these names are told in."""
STATES = ("state", "before", "after", "trend")
"""Columns of states, beside those of all findings."""
Others = Literal["named", "counted"]
"""Children beside the subject: by their labels, or as a number."""


@dataclass(frozen=True)
class Part:
    """A section, filled in.

    Attributes:
        title: its heading.
        note: a sentence under it.
        table: its rows in words; without rows its `empty` says why.
        line: counts in one line, in place of the table; empty for none.
        more: how many rows were left out.
        question: the question that it was made from; empty for none.
        counts: what the line tells, as words and numbers; of other sections all findings by state.
        subjects: of each row the node ids of whom and what it shows, the foremost first. They never leave.
    """

    title: str
    note: str
    table: Table
    line: str = ""
    more: int = 0
    question: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    subjects: tuple[tuple[str, ...], ...] = ()


class Filling:
    """Fills sections in, each for the store as it may be shown."""

    def __init__(self, shared: Shared, answers: Mapping[str, Findings], others: Others) -> None:
        """Takes the answers by question; one that is missing there is told as missing."""
        self.shared, self.answers, self.others = shared, answers, others

    def part(self, section: Section) -> Part:
        """The section, filled in."""
        found = self.answers.get(section.question)
        if found is None:
            told = f"Not asked: there is no question {section.question} here."
            return Part(section.title, section.note, Table(section.title, (), (), told))
        rows = rows_of(section, found)
        if section.count_by:
            counts, nothing = _counts(section, rows, section.count_by), Table(section.title, (), (), section.empty)
            line = plain(" · ".join(f"{words} {count}" for words, count in counts), LONG)
            return Part(section.title, section.note, nothing, line, question=section.question, counts=counts)
        shown = rows.head(section.most)
        return Part(
            section.title,
            section.note,
            self._table(section, shown, found),
            more=max(0, len(rows) - section.most),
            question=section.question,
            counts=_counts(section, rows, "state"),
            subjects=tuple(self._subjects(section, row) for row in shown.to_dict("records")),
        )

    def _subjects(self, section: Section, row: Mapping[Hashable, Any]) -> tuple[str, ...]:
        """The ids in a row, of people only those whom it shows: a link must tell nobody that its row does not."""
        columns = sorted(map(str, row), key=lambda name: name != "subject")
        ids = [(name, one) for name in columns for one in _texts(row[name])]
        return tuple(dict.fromkeys(one for name, one in ids if self._may_link(section, name, one)))

    def _may_link(self, section: Section, name: str, id_: str) -> bool:
        if id_ not in self.shared.disguise.labels:
            return True
        return name in section.columns and (name == "subject" or self.others == "named")

    def _table(self, section: Section, rows: pd.DataFrame, found: Findings) -> Table:
        # Only what is shown, and what decides how: whoever stands in other columns is not shown, and not logged.
        asked = [name for name in rows if name in section.columns or name == "kind"]
        shown = self.shared.table(rows[asked], found.as_of)
        call = self.shared.label(rows) if "subject" in rows else str
        kept = {name: heading for name, heading in section.columns.items() if name in shown}
        columns = [self._column(name, rows[name], shown[name], section, call) for name in kept]
        return Table(section.title, tuple(kept.values()), tuple(zip(*columns, strict=True)), section.empty)

    def _column(
        self, name: str, raw: pd.Series, shown: pd.Series, section: Section, call: Callable[[str], str]
    ) -> list[str]:
        codes = section.codes.get(name, CODES.get(name))
        if name == "state":
            return [plain(section.words.get(state) or state_words(state)) for state in raw]
        cells = zip(raw, shown, strict=True)
        if name == "subject":
            return [self.called(str(id_), call) for id_, _ in cells]
        texts = [plain(self._people(value) or in_text(told, name, codes), LONG) for value, told in cells]
        if name == "phone":
            return [text.replace(" ", "\N{NO-BREAK SPACE}") for text in texts]
        return [CLAUSE.split(text)[0] for text in texts] if name in section.clause else texts

    def called(self, id_: str, call: Callable[[str], str]) -> str:
        """What a subject is called: a child also by the beginning of its pseudonym, which csgraph who looks up."""
        label = call(id_)
        disguise = self.shared.disguise
        if id_ not in disguise.children or self.shared.sharing.identifiable:
            return plain(label)
        short = disguise.pseudonym(id_)[:9]
        return label if label.startswith(short) else f"{label} ({short})"

    def _people(self, value: Any) -> str:
        """Children in a cell, by their labels or as a number; empty where it holds none."""
        ids = list(value) if pd.api.types.is_list_like(value) else [value]
        children = [one for one in ids if isinstance(one, str) and one in self.shared.disguise.children]
        if not children:
            return ""
        if self.others == "counted":
            return "1 other child" if len(children) == 1 else f"{len(children)} other children"
        return _listed([self.called(one, lambda id_: self.shared.disguise.labels[id_]) for one in children])


def in_text(value: Any, name: str = "", codes: str | None = None) -> str:
    """A cell in words: codes by their labels, days short, lists with semicolons."""
    if pd.api.types.is_list_like(value):
        return _listed([in_text(one, name, codes) for one in value])
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return short_day(value.date())
    if isinstance(value, float):
        return f"{value:.3g}"
    if name in STATES:
        return state_words(value)
    if name == "name" and value in code_list("place").codes:
        # Where somebody lives is told by its kind alone.
        return coded("place", value)
    return in_words(value.item() if hasattr(value, "item") else value, codes)


def state_words(state: object) -> str:
    """A state as a person reads it."""
    return str(state).replace("_", " ")


def _listed(texts: list[str]) -> str:
    shown = [text for text in texts[:LISTED] if text]
    more = [f"and {len(texts) - LISTED} more"] if len(texts) > LISTED else []
    return "; ".join([*shown, *more])


def _texts(value: Any) -> list[str]:
    """The texts of a cell."""
    values = list(value) if pd.api.types.is_list_like(value) else [value]
    return [one for one in values if isinstance(one, str)]


def _counts(section: Section, rows: pd.DataFrame, column: str) -> tuple[tuple[str, int], ...]:
    """Counts by a column, the largest first."""
    if column not in rows:
        return ()
    codes = section.codes.get(column, CODES.get(column))
    words = {} if codes else section.words
    told = [
        (coded(codes, one) if codes else words.get(str(one)) or state_words(one), int(count))
        for one, count in rows[column].value_counts(sort=True).items()
    ]
    return tuple(sorted(told, key=lambda pair: (-pair[1], pair[0])))
