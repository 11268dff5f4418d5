"""What must be answered before a case is closed: what the records answer, what not, and what cannot be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from csgraph.maps.parts import state_words
from csgraph.maps.sections import having, reaching
from csgraph.questions.rule_files import Days, Sourced

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.findings import Findings

Answered = Literal["answered", "not_answered", "cannot_tell"]
WORDS = {"not_answered": "Not answered", "cannot_tell": "Cannot be told", "answered": "Answered"}
MARKS = {"answered": "✓", "not_answered": "✗", "cannot_tell": "?"}


class Item(Sourced):
    """One thing that must be answered before closing.

    Attributes:
        ask: what must be answered, in the reader's words.
        question: the question whose findings say whether it is.
        figure: the figure to look in, in place of the findings.
        open: states that leave it unanswered.
        answered: states that answer it.
        untold: states that say that nobody can tell.
        where: columns and values that a finding must have to leave it unanswered or to answer it.
        untold_where: the same for one that says that nobody can tell.
        within_days: only findings that reach into so many days before the day.
        nothing: what it is where no such finding is there.
        needs: kinds of record that a loaded extract must show of the child before nothing found answers it.
    """

    ask: str
    question: str
    open: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    untold: tuple[str, ...] = ("cannot_tell",)
    where: Mapping[str, tuple[str, ...]] = {}
    untold_where: Mapping[str, tuple[str, ...]] = {}
    within_days: Days | None = None
    nothing: Answered = "cannot_tell"
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ticked:
    """One item as the records answer it.

    Attributes:
        item: what must be answered.
        answered: answered, not_answered or cannot_tell.
        found: which findings say so, in a few words.
    """

    item: Item
    answered: Answered
    found: str

    @property
    def words(self) -> str:
        """Whether it is answered, in words."""
        return WORDS[self.answered]

    @property
    def mark(self) -> str:
        """The same as a sign, to be read at a glance."""
        return MARKS[self.answered]


def ticked(item: Item, answers: Mapping[str, Findings], shown: Collection[str] = ()) -> Ticked:
    """The item as the answers tell it: whatever leaves it open comes first, then what nobody can tell.

    Args:
        item: what must be answered.
        answers: the answers on the child, by question.
        shown: kinds of record that some loaded extract shows of the child on the day.
    """
    found = answers.get(item.question)
    if found is None:
        return Ticked(item, "cannot_tell", f"not asked: no question {item.question}")
    rows = found.table
    if item.within_days:
        rows = reaching(rows, found.as_of, item.within_days)
    of = having(rows, item.where)
    kinds: tuple[tuple[Answered, pd.DataFrame], ...] = (
        ("not_answered", of[of["state"].isin(item.open)]),
        ("cannot_tell", having(rows, item.untold_where).loc[lambda some: some["state"].isin(item.untold)]),
        ("answered", of[of["state"].isin(item.answered)]),
    )
    for answered, some in kinds:
        if len(some):
            counts = some["state"].value_counts()
            return Ticked(item, answered, ", ".join(f"{state_words(state)}: {n}" for state, n in counts.items()))
    if item.nothing == "answered" and not set(item.needs) <= set(shown):
        return Ticked(item, "cannot_tell", "no extract loaded would show it")
    return Ticked(item, item.nothing, "nothing found")


def sources_of(items: tuple[Item, ...]) -> list[str]:
    """Where the items come from, each once, in order; whoever has not read one says so."""
    return list(dict.fromkeys(f"{item.told} ({item.basis})" for item in items))
