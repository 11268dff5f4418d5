"""csgraph compact."""

from typing import TYPE_CHECKING

import click

from csgraph.cli.options import store_option, tell_head

if TYPE_CHECKING:
    from csgraph.store import Store


@click.command("compact")
@store_option
def command(where: str | None) -> None:
    """Write the store's files anew, so that nothing deleted is left in them; forget does so by itself.

    Of an embedded store the graph file is made again from the kept batches, and what a cut-off run left behind is
    removed. The files of a Neo4j server are its administrator's: this says what to do (docs/retention.md).

    \b
    Example:
      csgraph compact --store ./csgraph-store
    """
    from csgraph.governance import audit
    from csgraph.store import open_store

    with open_store(where) as store:
        compacted(store)
        head = audit.record("compact", store=store)
    tell_head(head)


def compacted(store: "Store") -> None:
    """Compact a store and say what was done, and what it does not reach."""
    from csgraph.store.compacting import compact

    for line in compact(store):
        click.echo(line)
