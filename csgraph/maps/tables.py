"""The tables under a map: all that the picture shows, for those who cannot see or do not want a picture."""

from collections.abc import Iterable, Sequence

from csgraph.maps.model import Facts, MapEdge, MapNode, Table
from csgraph.maps.theme import theme

LINK_COLUMNS = ("Since", "Until", "Last contact", "Certainty", "Recorded by")


def records_table(nodes: Sequence[MapNode], title: str = "Records") -> Table:
    """Every record with what kind it is, its state, facts, reasons and sources."""
    columns = ("Record", "What it is", "State", "Details", "Why it is drawn so", "Sources")
    rows = (
        (
            full_label(node),
            theme().kinds[node.kind].words,
            theme().states[node.state].words,
            facts_text(node.facts),
            " ".join(node.reasons),
            "; ".join(node.sources),
        )
        for node in nodes
    )
    return without_blanks(Table(title, columns, tuple(rows)))


def links_table(nodes: Sequence[MapNode], edges: Sequence[MapEdge], title: str = "Links") -> Table:
    """Every line between two records with its dates, certainty and sources."""
    labels = {node.id: node.label for node in nodes}
    rows = []
    for edge in edges:
        facts = dict(edge.facts)
        cells = (labels[edge.source], labels[edge.target], edge.words, *(facts.get(name, "") for name in LINK_COLUMNS))
        rows.append((*cells, str(edge.count), "; ".join(edge.sources)))
    columns = ("From", "To", "What", *LINK_COLUMNS, "Records", "Sources")
    return without_blanks(Table(title, columns, tuple(rows), empty="No link is recorded."))


def full_label(node: MapNode) -> str:
    """A record's label with the lines under it."""
    return ", ".join((node.label, *node.lines))


def facts_text(facts: Facts) -> str:
    """Facts as one line of text."""
    return "; ".join(f"{name}: {value}" for name, value in facts)


def without_blanks(table: Table) -> Table:
    """The table without those columns, after the first, that have no text at all."""
    kept = [index for index in range(len(table.columns)) if index == 0 or any(row[index] for row in table.rows)]
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return Table(table.title, tuple(table.columns[index] for index in kept), rows, table.empty)


def texts(values: Iterable[object]) -> tuple[str, ...]:
    """Values as text, for a row."""
    return tuple(str(value) for value in values)
