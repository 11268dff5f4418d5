"""csgraph import."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import Choosable, Day, store_option

if TYPE_CHECKING:
    from csgraph.loading import Loaded


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
def command(
    mapping: str,
    extract: tuple[Path, ...],
    where: str | None,
    extracted_on: date | None,
    start: date | None,
    end: date | None,
) -> None:
    """Load an agency's EXTRACT (files or a folder) by MAPPING (a name, or the path of your own .toml).

    The same extract a second time changes nothing. Rejected rows are written beside it with the reason of each.

    \b
    Example:
      csgraph import school_roll sample_data/school_roll
      csgraph import my.toml extract.xlsx --extracted-on 2026-10-31 --from 2025-11-01 --to 2026-10-31
    """
    from csgraph.cli.progress import progress
    from csgraph.importing.mapping_check import load_mapping, mapping_path
    from csgraph.loading import load_extract
    from csgraph.store import open_store

    wanted = load_mapping(mapping_path(mapping))
    with open_store(where) as store, progress(1) as step:
        step(wanted.extract.title)
        loaded = load_extract(store, wanted, extract, extracted_on=extracted_on, start=start, end=end)
    tell(loaded)


def tell(loaded: "Loaded") -> None:
    """Say what one import did."""
    report, outcome = loaded.report, loaded.outcome
    if outcome.known:
        click.echo(f"{report.source}: this extract is loaded already; nothing changed.")
        return
    click.echo(f"{report.source}: {report.read} rows read, {report.loaded} loaded, {report.rejected} rejected.")
    silent = report.read - report.loaded - report.rejected
    if silent > 0:
        click.echo(f"  {silent} rows say nothing that the graph holds, such as “none found”.")
    nodes = f"{outcome.nodes_added} new, {outcome.nodes_changed} changed, {outcome.joined} joined by an identifier"
    click.echo(f"  nodes: {nodes}; relationships: {outcome.links_added} new, {outcome.links_again} seen before.")
    for one in report.rejections[:10]:
        click.echo(f"  rejected: {one.file}, row {one.row}{f', {one.column}' if one.column else ''}: {one.reason}")
    if len(report.rejections) > 10:
        click.echo(f"  … and {len(report.rejections) - 10} more")
    if loaded.rejects:
        click.echo(f"  all of them, with the rows: {loaded.rejects}")
    for notice in report.notices:
        place = (
            f"{notice.file}{f', row {notice.row}' if notice.row else ''}{f', {notice.column}' if notice.column else ''}"
        )
        click.echo(f"  note: {place}: {notice.text}{f' ({notice.count} rows)' if notice.count > 1 else ''}")
