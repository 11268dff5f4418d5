"""The tables of a map of two days: findings and ties that are new, resolved or ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.maps.model import MapEdge, MapNode, Table
from csgraph.maps.records import Describer, some
from csgraph.maps.tables import links_table, without_blanks

if TYPE_CHECKING:
    import pandas as pd

TITLES = (("appeared", "Ties that are new"), ("lapsed", "Ties that ended or grew old"), ("held", "Ties on both days"))
COLUMNS = ("Change", "About", "Question", "Was", "Is", "Finding", "Next step", "Sources")


def findings_table(found: pd.DataFrame, view: Describer) -> Table:
    """The findings that are new, changed, resolved or ended, in that order.

    Args:
        found: as `csgraph.questions.changes.changes_of`.
        view: what people and places are called.
    """
    from csgraph.questions import all_questions

    titles = {name: question.title for name, question in all_questions().items()}
    rows = tuple(
        (
            str(row["state"]).capitalize(),
            view.names.get(str(row["subject"]), str(row["subject"])),
            titles.get(str(row["question"]), str(row["question"])),
            str(row["before"]).replace("_", " "),
            str(row["after"]).replace("_", " "),
            str(row["finding"]),
            str(row["next_step"]),
            "; ".join(some(list(row["sources"]))),
        )
        for row in found.to_dict("records")
    )
    title = "Findings that are new, changed, resolved or ended"
    return without_blanks(Table(title, COLUMNS, rows, empty="No finding changed in the questions compared."))


def ties_tables(nodes: Sequence[MapNode], edges: Sequence[MapEdge]) -> tuple[Table, ...]:
    """A table each of ties that are new, that are gone, and that are on record on both days."""
    tables = (links_table(nodes, [edge for edge in edges if edge.line == line], title) for line, title in TITLES)
    return tuple(replace(table, empty="None among those drawn.") for table in tables)
