"""csgraph batches."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

import click

from csgraph.cli.options import output_options, store_option

if TYPE_CHECKING:
    import pandas as pd


@click.command("batches")
@store_option
@output_options
def command(where: str | None, form: str, out: str | None) -> None:
    """List every import in the order of loading: its number and id, its rows, and what it added to those before it.

    Either the number or the id names a batch to `csgraph undo`.

    \b
    Example:
      csgraph batches --format csv --out batches.csv
    """
    from csgraph.cli.output import show
    from csgraph.store import open_store

    with open_store(where, read_only=True) as store:
        rows = store.read("loaded_batches")
    show(_for_reading(rows) if form == "table" and out is None else rows, form, out, title="Batches")


def _for_reading(rows: "pd.DataFrame") -> "pd.DataFrame":
    """For a terminal: several lines a batch; the other forms have a column for each."""
    import pandas as pd

    from csgraph.store.undo import SHORT

    told = [
        {
            "no.": row["number"],
            "batch": row["batch"].removeprefix("batch:")[:SHORT],
            "extract": "\n".join([row["source"], row["recorded_by"], *_files(row["files"])]),
            "days": "\n".join(_days(row)),
            "rows": "\n".join(f"{row[f'rows_{what}']} {what}" for what in ("read", "loaded", "rejected")),
            "added": _added(row),
        }
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(told, dtype=object)


def _files(names: list[str]) -> list[str]:
    """The files; of many the first."""
    return names if len(names) < 4 else [names[0], f"and {len(names) - 1} more"]


def _days(row: "dict[Hashable, Any]") -> Iterator[str]:
    """Of what day an extract is, which days it covers, and when it was loaded."""
    import pandas as pd

    days = {"of": "extracted_on", "from": "period_start", "to": "period_end", "loaded": "loaded_at"}
    return (f"{word} {row[name]:%Y-%m-%d}" for word, name in days.items() if not pd.isna(row[name]))


def _added(row: "dict[Hashable, Any]") -> str:
    """What a batch added to those before it, in words."""
    words = {"nodes_added": "nodes", "links_added": "links", "nodes_changed": "changed", "joined": "joined"}
    return "\n".join(f"{row[name]} {word}" for name, word in words.items() if row[name])
