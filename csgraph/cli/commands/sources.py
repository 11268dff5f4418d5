"""csgraph sources."""

import click

from csgraph.cli.options import output_options, store_option


@click.command("sources")
@store_option
@output_options
def command(where: str | None, form: str, out: str | None) -> None:
    """List what is loaded: each extract, its day, the period and the children that it covers, its rows.

    \b
    Example:
      csgraph sources --format csv
    """
    from csgraph.cli.output import show
    from csgraph.store import open_store

    with open_store(where, read_only=True) as store:
        show(store.read("sources"), form, out, title="Sources")
