"""The rows that an import must reject or warn about."""

from collections.abc import Iterator, Sequence

from csgraph.sample.world import World

HEADER = ("mapping", "file", "sheet", "row", "column", "why", "expect")


def tables(world: World) -> Iterator[tuple[str, Sequence[str], list[tuple[object, ...]]]]:
    """rejected_rows.csv: `row` as a spreadsheet counts; `expect` is rejected or warning."""
    rows: list[tuple[object, ...]] = [
        (f.mapping, f.file, f.sheet, f.row, f.column, f.why, f.expect) for f in world.faults
    ]
    yield "rejected_rows", HEADER, rows
