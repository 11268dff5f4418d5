"""What the map of the ground draws of each place: how large, what is said of it, why; harm and safety side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from csgraph.maps.ground_found import Ground
from csgraph.maps.ground_tables import days_table, hours_table, kind_words, told, trend_of
from csgraph.maps.model import Facts, MapNode, Table
from csgraph.maps.settings import MapSettings
from csgraph.maps.words import in_words
from csgraph.questions.small_numbers import SMALLEST

if TYPE_CHECKING:
    import pandas as pd

SMALL, LARGE, GROWTH = 9.0, 32.0, 4.6
"""Half the height of a shape: with few events; at most; and of one event, for the area to grow with their number."""


@dataclass(frozen=True)
class Times:
    """The tables of times, and what they say of each place by its name."""

    tables: tuple[Table, ...]
    facts: Mapping[str, Facts]


def times_of(ground: Ground, used: MapSettings) -> Times:
    """The tables of times, and for each place in them its row as two facts."""
    words = used.facts["Location"]
    tables = (hours_table(ground, used.rest["band"]), days_table(ground))
    facts: dict[str, Facts] = {}
    for name, table in zip(("hours", "days"), tables, strict=True):
        for place, *cells in table.rows:
            said = "; ".join(f"{part}: {cell}" for part, cell in zip(table.columns[1:], cells, strict=True))
            facts[place] = (*facts.get(place, ()), (words[name], said))
    return Times(tables, facts)


def size_of(events: int) -> float:
    """Half the height of a shape whose area grows with the events; all with few are alike, or it would tell them."""
    return SMALL if events < SMALLEST else round(min(max(GROWTH * sqrt(events), SMALL), LARGE), 1)


def node_of(
    id_: str, row: dict[Any, Any], used: MapSettings, times: Times, areas: "pd.Series | None", *, quiet: bool
) -> MapNode:
    """A place, its count under its name."""
    kind = "online" if row["online"] else "school" if row["label"] == "School" else "place"
    safe = bool(row["protective"])
    name = str(row["name"])
    return MapNode(
        id_,
        name,
        "safe_place" if safe else kind,
        lines=tuple(line for line in ("safe place" if safe else "", _under(row)) if line),
        size=size_of(row["events"]),
        facts=(*_facts(row, used, "" if areas is None else str(areas[id_])), *times.facts.get(name, ())),
        quiet=quiet,
        reasons=_reasons(row),
        sources=tuple(in_words(code, "agency") for code in row["by"]),
    )


def _under(row: dict[Any, Any]) -> str:
    if not row["events"]:
        return "" if row["protective"] else "no events"
    trend = f", {row['trend']}" if row["events"] >= SMALLEST and row["trend"] in ("rising", "falling") else ""
    return f"{row['events']} events{trend}" if row["events"] >= SMALLEST else ""


def _facts(row: dict[Any, Any], used: MapSettings, area: str) -> Facts:
    """What the settings allow to be told of a place."""
    told_of = {
        "kind": kind_words(row),
        "ward": in_words(row["ward"]),
        "area": area,
        "protective": "yes" if row["protective"] else "",
        "unsafe": told(row["unsafe"], "children") if row["unsafe"] else "",
        "safe": told(row["safe"], "children") if row["safe"] else "",
        "guardians": in_words(row["guardians"], "agency") or "none recorded; ask who could be",
        "events": told(row["events"]),
        "children": told(row["children"]),
        "trend": trend_of(row),
    }
    words = used.facts["Location"]
    return tuple((words[name], value) for name, value in told_of.items() if name in words and value)


def _reasons(row: dict[Any, Any]) -> tuple[str, ...]:
    """Harm and safety side by side."""
    said = [f"{told(row['events'], 'events').capitalize()} recorded there in the last year."]
    if row["unsafe"]:
        said.append("Children were harmed there or feel unsafe there, as somebody recorded.")
    if row["goes"]:
        said.append("Children go there, as somebody recorded; that alone says nothing against it.")
    if row["protective"]:
        said.append("Somebody recorded it as a safe place.")
    if row["safe"] and not row["protective"]:
        said.append("Children said that they feel safe there.")
    if (row["events"] or row["unsafe"]) and (row["protective"] or row["safe"]):
        said.append("Both harm and safety are recorded; the one does not cancel the other.")
    return tuple(said)
