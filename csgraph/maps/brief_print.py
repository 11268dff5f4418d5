"""The first page of a printed brief, as visualisations/brief.typ reads it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from csgraph.maps.brief_page import clean
from csgraph.maps.closing_list import sources_of

if TYPE_CHECKING:
    from csgraph.maps.brief import Brief
    from csgraph.maps.closing_list import Ticked
    from csgraph.maps.material import Material


def first_page(brief: Brief, material: Material) -> dict[str, Any]:
    """What a brief says beside its sections.

    Args:
        brief: its sections are in the material.
        material: what it is printed with.
    """
    shown = clean(brief)
    items = tuple(one.item for one in shown.closing)
    sources = sources_of(items)
    numbers = {item.ask: sources.index(sources_of((item,))[0]) + 1 for item in items}
    said = [f"[{number}] {source}." for number, source in enumerate(sources, 1)]
    return {
        "closing": [
            {
                "title": f"{words} by the records",
                "mark": ticked[0].mark,
                "items": [_asked(one, numbers) for one in ticked],
            }
            for words, some in groupby(shown.closing, key=lambda one: one.words)
            if (ticked := list(some))
        ],
        "sources": " ".join(["Whether an answer is good enough is for people to say.", *said]),
        "cautions": [(title, told) for title, told in shown.cautions if told],
        "withheld": list(material.warnings[1:]),
    }


def _asked(one: Ticked, numbers: dict[str, int]) -> str:
    return f"{one.item.ask} ({one.found}) [{numbers[one.item.ask]}]"
