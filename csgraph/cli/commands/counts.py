"""csgraph counts."""

import click

from csgraph.cli.options import output_options, store_option


@click.command("counts")
@store_option
@output_options
def command(where: str | None, form: str, out: str | None) -> None:
    """Count nodes by label and relationships by type, as Neo4j Browser's sidebar does.

    \b
    Example:
      csgraph counts --store bolt://localhost:7687
    """
    from csgraph.cli.output import show
    from csgraph.store import open_store
    from csgraph.store.counting import counts

    with open_store(where, read_only=True) as store:
        show(counts(store), form, out, title="Counts")
