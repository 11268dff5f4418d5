"""The rows that an import must reject or warn about."""

from collections.abc import Iterator, Sequence

from csgraph.sample.tables import Fault
from csgraph.sample.world import World

HEADER = ("mapping", "file", "sheet", "row", "column", "why", "expect")


def tables(world: World, faults: Sequence[Fault]) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """rejected_rows.csv: `row` as a spreadsheet counts; `expect` is rejected or warning."""
    rows: list[tuple[object, ...]] = [(f.mapping, f.file, f.sheet, f.row, f.column, f.why, f.expect) for f in faults]
    yield "rejected_rows", HEADER, rows
