"""csgraph from Python: `csgraph.open(...).ask("closures")` gives a frame, disguised as for `csgraph ask`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

import pandas as pd

from csgraph.errors import CsgraphError
from csgraph.governance.answering import answered, asked
from csgraph.governance.audit import permit
from csgraph.governance.purpose import needed
from csgraph.governance.sharing import Shared, Sharing
from csgraph.questions import all_questions
from csgraph.questions.asked_about import About
from csgraph.store import open_store

Names = str | Iterable[str]
"""One name, or several."""


@dataclass(frozen=True)
class Answer:
    """The answer to one question, as it may be shown.

    Attributes:
        question: its name.
        as_of: the day that it is about.
        table: the findings; columns as docs/columns.md tells them, and for each column of children's ids a column
            `<name>_is` with what to call them.
        figures: the frames beside the findings, by title.
        caveats: what a reader must know before using any of it.
        audit: the audit log's head after this answer.
    """

    question: str
    as_of: date
    table: pd.DataFrame
    figures: dict[str, pd.DataFrame]
    caveats: list[str]
    audit: str


class Graph:
    """An open store that answers questions; every answer is logged with its purpose.

    People are shown by initials or pseudonyms and small counts not at all, unless `identifiable`, which is logged.
    """

    def __init__(
        self,
        where: str | None = None,
        *,
        purpose: str | None = None,
        identifiable: bool = False,
        labels: str = "initials",
        include: Iterable[str] = (),
    ) -> None:
        """Opens a store for reading.

        Args:
            where: Neo4j URL or a folder; CSGRAPH_STORE, else ./csgraph-store, where it is None.
            purpose: why, in words that will be logged; CSGRAPH_PURPOSE or the configured one where it is None.
            identifiable: names and identifiers are shown.
            labels: `initials`, or `pseudonyms`.
            include: restricted layers to show too.

        Raises:
            CsgraphError: there is no purpose, or no such store.
        """
        self.purpose = needed(purpose)
        self._sharing = Sharing(identifiable, labels, frozenset(include))
        self._opened = open_store(where, read_only=True)
        self._store = self._opened.__enter__()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, fault, trace)

    def close(self) -> None:
        """Let go of the store."""
        self.__exit__(None, None, None)

    def questions(self) -> pd.DataFrame:
        """Columns question, title, concern, about: one row a question."""
        rows = [(one.name, one.title, one.concern, one.about) for one in all_questions().values()]
        return pd.DataFrame(rows, columns=["question", "title", "concern", "about"], dtype="str")

    def ask(
        self,
        question: str,
        *,
        child: Names = (),
        place: Names = (),
        group: Names = (),
        team: Names = (),
        agency: Names = (),
        boundary: str | None = None,
        as_of: date | None = None,
        since: date | None = None,
    ) -> pd.DataFrame:
        """The findings of a question: `answer` without what stands beside them. Its `attrs` hold the caveats.

        Raises:
            CsgraphError: there is no such question, child, place, group, team, agency or boundary.
        """
        named = (_several(names) for names in (child, place, group, team, agency))
        children, places, groups, teams, agencies = named
        typed = About(children, places, groups, teams, agencies, boundary)
        return self.answer(question, typed, as_of=as_of, since=since).table

    def answer(
        self, question: str, typed: About | None = None, *, as_of: date | None = None, since: date | None = None
    ) -> Answer:
        """A question's findings with the figures and caveats beside them.

        Args:
            question: its name, as `questions` lists it.
            typed: what it is asked about.
            as_of: the day; the newest that the extracts cover where it is None.
            since: the day to compare with, for what has changed.

        Raises:
            CsgraphError: there is no such question, or the store knows nobody of that name.
        """
        if question not in all_questions():
            raise CsgraphError(f"There is no question {question}.", f"There are: {', '.join(all_questions())}.")
        typed = typed or About()
        shared = Shared(self._store, self._sharing)
        asking = asked(shared, typed, as_of, since)
        found = answered(shared, question, asking, typed)
        table = shared.table(found.table, asking.as_of)
        figures = {title: shared.table(rows, asking.as_of) for title, rows in found.figures.items()}
        caveats = [*found.caveats, *shared.told()]
        head = permit(
            f"ask {question} as of {asking.as_of}",
            purpose=self.purpose,
            store=self._store,
            subjects=shared.subjects,
            identifiable=self._sharing.identifiable,
            included=self._sharing.include,
        )
        table.attrs = {"question": question, "as_of": str(found.as_of), "caveats": caveats, "audit": str(head)}
        return Answer(question, found.as_of, table, figures, caveats, str(head))


def _several(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
