"""The partnership's pack: counts of what the questions found, under the headings of a multi-agency audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings
from csgraph.governance.assurance_counts import WHOLE, counts_of
from csgraph.governance.assurance_rules import Assurance, Count, Heading, assurance_rules
from csgraph.governance.plain_text import plain
from csgraph.governance.published import Published, alone, published, table_by
from csgraph.governance.shared_screens import pages_by_month
from csgraph.maps.model import Table
from csgraph.maps.pack import Pack, refuse_empty
from csgraph.maps.parts import Part
from csgraph.questions import all_questions
from csgraph.questions.small_numbers import HIDDEN

if TYPE_CHECKING:
    from csgraph.store import Store

LEFT_OUT = "There is no table by {}: small counts could be worked out, or hardly anything would be told."
TOO_FEW = "Nothing that can be published: none was found, or too few."
DRAWN = Count(title="Maps drawn in the year, by how they were made", question="map", states={"map": "map"})
"""Counted from the audit log, not from a question."""
RULE = """Counts of 1 to 7 are suppressed, and others where they would tell one of those. The rest are rounded to 5;
totals and percentages are made of rounded counts, each percentage of its line, and left out where a part of the line is
suppressed."""
STATES = """Every count is of what the loaded extracts record. Cannot be told is a state of its own: where it is large,
the others are of the few whom an extract covers, and nothing is to be read from them."""
GROUPS = """Teams and agencies differ in whom they work with. A difference is a question to ask and no answer, and no
table ranks anybody."""


def assurance_pack(store: Store, as_of: date, told: Callable[[], list[str]], rules: Assurance | None = None) -> Pack:
    """The pack.

    Args:
        store: the store without what is restricted.
        as_of: the day.
        told: what was left out, once everything was read; sentences without a count.
        rules: its headings; those of rules/packs.toml where it is None.

    Raises:
        CsgraphError: the store holds no child, or the rules cannot be used.
    """
    refuse_empty(store)
    rules = rules or assurance_rules()
    counts = [count for heading in rules.heading for count in heading.count]
    known = all_questions()
    asked = dict.fromkeys(count.question for count in counts if count.question in known)
    answers = {name: known[name].answer(store, Asking(as_of)) for name in asked}
    shown = {count.title: _counted(count, answers, counts) for count in counts if not count.part_of}
    parts = [part for heading in rules.heading for part in _parts(heading, shown, counts, store.url, as_of)]
    notes = [*rules.notes, *(" ".join(note.split()) for note in (RULE, STATES, GROUPS))]
    withheld = ["Restricted layers are not counted (--include)."] if told() else []
    return Pack(
        title=rules.title,
        about=rules.about,
        as_of=as_of,
        facts=(("Named", "nobody"),),
        parts=tuple(parts),
        caveats=(*notes, *withheld),
        published=True,
        marking=rules.marking,
    )


def _counted(count: Count, answers: dict[str, Findings], counts: list[Count]) -> Published | None:
    """The counts as they may be published, with those of its parts; None where there is no such question or count."""
    found = answers.get(count.question)
    if found is None:
        return None
    parts = {one.title: one.role for one in counts if one.part_of and one.part_of == count.name}
    true = counts_of(found, count, parts)
    return None if true.empty or not true[WHOLE].sum() else published(true)


def _parts(
    heading: Heading, shown: dict[str, Published | None], counts: list[Count], url: str, as_of: date
) -> list[Part]:
    """The tables of one heading; the first tells what the audit asks."""
    wholes = {count.name: count.title for count in counts if count.name}
    made: list[Part] = []
    for count in heading.count:
        found = shown[wholes[count.part_of] if count.part_of else count.title]
        made += _tables(heading, count, found, count.title if count.part_of else WHOLE)
    if heading.meetings:
        pages = pages_by_month(url, as_of)
        found = published(pages) if len(pages) else None
        made += _tables(heading, DRAWN, found, WHOLE)
    return [
        Part(part.title, f"{heading.asks} {part.note}".strip() if number == 0 else part.note, part.table)
        for number, part in enumerate(made)
    ]


def _tables(heading: Heading, count: Count, found: Published | None, name: str) -> list[Part]:
    """The tables of one count; the states have one of their own where none tells them within groups."""
    title = f"{heading.title}: {count.title[0].lower()}{count.title[1:]}"
    if found is None or set(found.cells[name]) <= {HIDDEN, "0"}:
        return [Part(title, count.note, Table(title, (), (), TOO_FEW))]
    by = [one for one in dict.fromkeys(found.cells["by"]) if one]
    note = " ".join(filter(None, (count.note, *(LEFT_OUT.format(one.lower()) for one in found.left_out))))
    headings = [one for one in by if not alone(found, one)]
    shown = [*(headings or [""]), *(one for one in by if alone(found, one))]
    rows = {f"{title}, by {one.lower()}" if one else title: table_by(found, one, name) for one in shown}
    return [Part(whole, note if n == 0 else "", _table(whole, some)) for n, (whole, some) in enumerate(rows.items())]


def _table(title: str, rows: pd.DataFrame) -> Table:
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows.itertuples(index=False, name=None))
    return Table(title, tuple(str(name) for name in rows.columns), cells)
