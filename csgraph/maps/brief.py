"""A brief on one child for a lead practitioner, before a meeting or a closure: what the questions tell, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from csgraph.findings import Asking, Findings
from csgraph.governance.answering import answered
from csgraph.maps.closing_list import WORDS, Item, Ticked, ticked
from csgraph.maps.model import Facts
from csgraph.maps.parts import Filling, Part
from csgraph.maps.sections import Section
from csgraph.maps.words import coded, short_day
from csgraph.network.as_of import ages
from csgraph.network.coverage import covered_by_kind
from csgraph.network.involvement import named_teams
from csgraph.questions import all_questions
from csgraph.questions.rule_files import Role, RuleTable, read_rules

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.governance.sharing import Shared
    from csgraph.store import Store

FILE = "brief.toml"
FIRST = ("Boundary", "Period", "Order")
"""How sentences begin that say what was looked at, and not what it can mislead about."""
SHORT = 110


class BriefRules(RuleTable):
    """The whole file.

    Attributes:
        title: heading of the page.
        lead_roles: who leads, of those who work with the child: the first role that somebody has.
        maps: the maps that go with its site and its printed file, in order; one that is not installed is left out.
        section: the sections in order.
        closing: what must be answered before closing, in order.
    """

    title: str
    lead_roles: tuple[Role, ...]
    maps: tuple[str, ...] = ()
    section: tuple[Section, ...] = Field(min_length=1)
    closing: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A brief, as it may leave the store.

    Attributes:
        title: its heading.
        as_of: the day that it is about.
        who: facts of the child: what it is called, age, open plans, lead worker.
        parts: its sections.
        closing: what must be answered before closing.
        cautions: of each question that was used its name and, in a sentence, how it can mislead.
        caveats: everything that a reader must know, in sentences.
    """

    title: str
    as_of: date
    who: Facts
    parts: tuple[Part, ...]
    closing: tuple[Ticked, ...]
    cautions: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]


def brief_rules(path: Path | None = None) -> BriefRules:
    """The rules, the person's own file before the shipped one.

    Raises:
        CsgraphError: there are none, or every fault that the file has.
    """
    return read_rules(FILE, BriefRules, path)


def brief_of(shared: Shared, child: str, as_of: date) -> Brief:
    """The brief on a child.

    Args:
        shared: the store as it may be shown.
        child: the child's node id.
        as_of: the day.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = brief_rules()
    names = dict.fromkeys([*(one.question for one in rules.section), *(one.question for one in rules.closing)])
    answers = answers_to(shared, names, Asking(as_of, frozenset([child])))
    filling = Filling(shared, answers, "counted")
    covering = covered_by_kind(shared.store, as_of, *{kind for item in rules.closing for kind in item.needs})
    shown = {kind for kind, extracts in covering.items() if extracts[child]}
    return Brief(
        title=rules.title,
        as_of=as_of,
        who=_who(shared, filling, child, as_of, rules),
        parts=tuple(filling.part(section) for section in rules.section),
        closing=_closing(rules.closing, answers, shown),
        cautions=tuple((name, _caution(found)) for name, found in answers.items()),
        caveats=(*dict.fromkeys(one for found in answers.values() for one in found.caveats), *shared.told()),
    )


def _closing(items: tuple[Item, ...], answers: Mapping[str, Findings], shown: set[str]) -> tuple[Ticked, ...]:
    """What must be answered, what is not answered first."""
    every = [ticked(item, answers, shown) for item in items]
    return tuple(sorted(every, key=lambda one: list(WORDS).index(one.answered)))


def answers_to(shared: Shared, names: Iterable[str], asking: Asking) -> dict[str, Findings]:
    """The answers as they may be shown, by question; one that is not installed is not among them."""
    known = all_questions()
    return {name: answered(shared, name, asking) for name in names if name in known}


def _caution(found: Findings) -> str:
    """How an answer can mislead, in one sentence."""
    told = next((one for one in found.caveats if not one.startswith(FIRST)), "")
    sentence = told.partition(". ")[0].removeprefix("Coverage: ").rstrip(".")
    return sentence if len(sentence) <= SHORT else sentence[:SHORT].rpartition(" ")[0] + " …"


def _who(shared: Shared, filling: Filling, child: str, as_of: date, rules: BriefRules) -> Facts:
    store: Store = shared.store
    shared.disguise.person(child)
    called = filling.called(child, lambda id_: shared.disguise.labels.get(id_, id_))
    children = store.read("children")
    age = ages(children["dob"], as_of)[children["child"] == child]
    plans = store.read("child_plans", as_of=as_of)
    told = _plans(plans[plans["child"] == child])
    workers = store.read("child_workers", as_of=as_of)
    return (
        ("Child", called),
        ("Age", "not known" if age.isna().all() else str(int(age.iloc[0]))),
        ("Open plans", told or "none recorded in the extracts loaded"),
        ("Lead worker", _lead(workers[workers["child"] == child], rules.lead_roles, store.read("teams"))),
    )


def _plans(plans: pd.DataFrame) -> str:
    """Kinds of open plans, each with its earliest start: agencies record one plan more than once."""
    first = plans.groupby("kind", sort=True)["start"].min()
    since: Mapping[str, str] = {
        str(kind): "" if day != day else f" since {short_day(day.date())}" for kind, day in first.items()
    }
    return "; ".join(f"{coded('plan', kind)}{told}" for kind, told in since.items())


def _lead(workers: pd.DataFrame, roles: tuple[str, ...], teams: pd.DataFrame) -> str:
    leads = workers[workers["role"].isin(roles) & workers["worker_name"].notna()]
    if leads.empty:
        return "nobody recorded in a role that leads"
    order = leads["role"].map({role: place for place, role in enumerate(roles)})
    leads = leads.assign(order=order, team=named_teams(leads["team"], teams))
    lead = leads.sort_values(["order", "id"], kind="stable").iloc[0]
    team = "" if lead["team"] != lead["team"] else f", {lead['team']}"
    return f"{lead['worker_name']} ({coded('role', lead['role'])}{team})"
