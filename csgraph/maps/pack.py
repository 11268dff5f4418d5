"""The panel's pack: children, places and groups to discuss, what has changed, what is owed, what has come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import Field

from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings
from csgraph.maps.brief import answers_to
from csgraph.maps.model import Facts
from csgraph.maps.parts import Filling, Part
from csgraph.maps.sections import Section
from csgraph.maps.words import written_day
from csgraph.questions import all_questions
from csgraph.questions.changes import changes_of
from csgraph.questions.panel_rules import panel_rules
from csgraph.questions.rule_files import RuleTable, read_rules

if TYPE_CHECKING:
    from csgraph.governance.sharing import Shared
    from csgraph.store import Store

FILE = "packs.toml"
CHANGES = "changes"


class PanelPack(RuleTable):
    """The panel's pack.

    Attributes:
        title: heading, after the panel's name.
        about: what the pack is, in a sentence or two.
        compared: the questions of which what has changed is told.
        maps: the maps that go with its site and its printed file, in order; those of a child, for each of a few.
        children: of how many children those are drawn, at most.
        section: the sections in order.
    """

    title: str
    about: str
    compared: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    children: int = Field(default=12, ge=0)
    section: tuple[Section, ...] = Field(min_length=1)


class Packs(RuleTable):
    """The file, of which this reads the panel's part."""

    csog: PanelPack
    assurance: Any


@dataclass(frozen=True)
class Pack:
    """A pack, as it may leave.

    Attributes:
        title: its heading.
        about: what it is.
        as_of: the day that it is about.
        facts: what else stands at its head.
        parts: its sections.
        caveats: what a reader must know first.
        published: whether it is made to be handed out.
        marking: its protective marking, where it is not that of other pages.
    """

    title: str
    about: str
    as_of: date
    facts: Facts
    parts: tuple[Part, ...]
    caveats: tuple[str, ...]
    published: bool = False
    marking: str = ""


def panel_pack(shared: Shared, asking: Asking, pack: PanelPack) -> Pack:
    """The pack of the panel.

    Args:
        shared: the store as it may be shown.
        asking: the day, whom it is about, and the day to compare with; None for the panel's last meeting.
        pack: its sections.

    Raises:
        CsgraphError: the store holds no child, or the rules cannot be used.
    """
    refuse_empty(shared.store)
    since = asking.since or last_meeting(shared.store, asking.as_of)
    asked = replace(asking, since=None)
    answers = answers_to(shared, {one.question: None for one in pack.section if one.question != CHANGES}, asked)
    if since:
        answers[CHANGES] = shared.reported(changed(shared.store, asked, since, pack.compared))
    filling = Filling(shared, answers, "named")
    panel = panel_rules().panel.name
    parts = tuple(filling.part(section) for section in pack.section)
    told = f"since {written_day(since)}" if since else "no earlier meeting of the panel is on record"
    return Pack(
        title=f"{panel}: {pack.title}",
        about=pack.about,
        as_of=asking.as_of,
        facts=(
            ("Changes", told),
            ("Children and family", "named in full" if shared.sharing.identifiable else "initials only"),
        ),
        parts=parts,
        caveats=_caveats(answers, shared),
    )


def refuse_empty(store: Store) -> None:
    """Refuse to write a pack of nothing: it would read as if nothing were wrong.

    Raises:
        CsgraphError: the store holds no child.
    """
    if store.read("children").empty:
        raise CsgraphError("The store holds no child, so there is nothing to tell.", "Import an extract first.")


def last_meeting(store: Store, as_of: date) -> date | None:
    """The day of the panel's last meeting on record that was held before the day; None where none is."""
    through = store.read("panel_referral_meetings", as_of=as_of)
    itself = store.read("meeting_subjects", as_of=as_of)
    held = pd.concat([through["held_on"], itself.loc[itself["kind"] == "panel", "held_on"]])
    before = held[held < pd.Timestamp(as_of)]
    return None if before.empty else before.max().date()


def changed(store: Store, asking: Asking, since: date, questions: Iterable[str]) -> Findings:
    """What has changed in the answers to some questions, as `csgraph ask changes` tells it of all of them."""
    known = all_questions()
    asked = [known[name] for name in questions if name in known]
    return Findings(CHANGES, asking.as_of, changes_of(store, asked, asking, since))


def packs(path: Path | None = None) -> Packs:
    """The panel's part of the file of packs, the person's own before the shipped one.

    Raises:
        CsgraphError: there is none, or every fault that it has.
    """
    return read_rules(FILE, Packs, path)


def _caveats(answers: dict[str, Findings], shared: Shared) -> tuple[str, ...]:
    titles = {name: question.title for name, question in all_questions().items()}
    told = [f"{titles[name]}: {one}" for name, found in answers.items() for one in found.caveats]
    return (*dict.fromkeys(told), *shared.told())
