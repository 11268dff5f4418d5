"""Which record or line of the map each row of its tables tells of, so that a page's filters hide rows too."""

from collections import Counter

from csgraph.maps.model import MapModel, Table
from csgraph.maps.tables import full_label


def rows_of(model: MapModel, numbers: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Ids on the page by table and row; empty where a row tells of something else, or of more than one.

    Args:
        model: the map, with its texts cleaned.
        numbers: what the page calls each record, see `csgraph.maps.page.page_ids`.
    """
    labels = {node.id: node.label for node in model.nodes}
    lines = [(labels[edge.source], labels[edge.target]) for edge in model.edges]
    often = Counter(full_label(node) for node in model.nodes)
    known = {full_label(node): numbers[node.id] for node in model.nodes if often[full_label(node)] == 1}
    return tuple(_of_table(table, lines, known) for table in model.tables)


def _of_table(table: Table, lines: list[tuple[str, str]], known: dict[str, str]) -> tuple[str, ...]:
    """The table of all lines is known by its ends, in the order of the lines; others by their first cells."""
    if lines and [row[:2] for row in table.rows] == lines:
        return tuple(f"e{index}" for index in range(1, len(lines) + 1))
    return tuple(known.get(row[0], "") for row in table.rows)
