"""csgraph import."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import Choosable, Day, store_option, tell_head

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.loading import Loaded
    from csgraph.store import Store


def _mappings() -> list[str]:
    from csgraph.folders import every

    return list(every("importers", "*.toml"))


class MappingName(Choosable):
    """A mapping by name or by path."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Leave the looking up to the command, which explains more."""
        return str(value)


@click.command("import")
@click.argument("mapping", type=MappingName("mapping", _mappings))
@click.argument("extract", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--extracted-on", type=Day(), help="Day of the extract; wins over the coverage.toml beside it.")
@click.option("--from", "start", type=Day(), help="First day that it covers.")
@click.option("--to", "end", type=Day(), help="Last day that it covers.")
@click.option("--dry-run", is_flag=True, help="Say everything that the import would do, and write nothing at all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what was done.",
)
def command(
    mapping: str,
    extract: tuple[Path, ...],
    where: str | None,
    extracted_on: date | None,
    start: date | None,
    end: date | None,
    dry_run: bool,
    form: str,
) -> None:
    """Load an agency's EXTRACT (files or a folder) by MAPPING (a name, or the path of your own .toml).

    The same extract a second time changes nothing. Rejected rows are written beside it with the reason of each.

    \b
    Example:
      csgraph import school_roll sample_data/school_roll --dry-run
      csgraph import school_roll sample_data/school_roll
      csgraph import my.toml extract.xlsx --extracted-on 2026-10-31 --from 2025-11-01 --to 2026-10-31
    """
    from csgraph.cli.progress import progress
    from csgraph.cli.telling_imports import tell
    from csgraph.importing.mapping_check import load_mapping, mapping_path
    from csgraph.loading import load_extract
    from csgraph.store import open_store
    from csgraph.store.rehearsal import open_rehearsal

    wanted = load_mapping(mapping_path(mapping))
    with (open_rehearsal if dry_run else open_store)(where) as store, progress(1) as step:
        step(wanted.extract.title)
        loaded = load_extract(store, wanted, extract, extracted_on=extracted_on, start=start, end=end)
        nothing_new = loaded.outcome.known and loaded.rejects is None
        head = None if dry_run or nothing_new else _logged(store, loaded)
    tell(loaded, form, dry_run=dry_run)
    if head is not None:
        tell_head(head)


def _logged(store: "Store", loaded: "Loaded") -> "Head":
    """Write the import down, with the list of rejected rows: forgetting somebody looks into it."""
    from csgraph.governance import audit

    rejects = [loaded.rejects] if loaded.rejects else []
    return audit.record(f"import {loaded.report.source}", store=store, outputs=rejects)
