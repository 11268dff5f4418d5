"""csgraph undo."""

from typing import TYPE_CHECKING

import click

from csgraph.cli.options import store_option, tell_head

if TYPE_CHECKING:
    from csgraph.store.difference import Difference


@click.command("undo")
@click.argument("batch")
@store_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(batch: str, where: str | None, yes: bool) -> None:
    """Take one BATCH back: its number or id as `csgraph batches` shows it, or the beginning of its id.

    The graph is then as if the extract had never been imported, also where later ones touched the same records.
    Afterwards the same extract can be imported again.

    \b
    Example:
      csgraph undo 3
      csgraph undo 4f0c9a1e --yes
    """
    from csgraph.governance import audit
    from csgraph.store import open_store
    from csgraph.store.undo import SHORT, find_listed, undo

    with open_store(where) as store:
        found = find_listed(store, batch)
        short = found.id.removeprefix("batch:")[:SHORT]
        named = f"batch {found.number} ({short}), {found.source} of {found.extracted_on:%d/%m/%Y}"
        click.echo(f"This takes back {named}: {', '.join(found.files) or 'no file'}.")
        if not yes:
            click.confirm("Go on?", abort=True)
        changed = undo(store, found.id)
        later = len(store.kept()) >= found.number
        head = audit.record(f"undo {found.id}", store=store)
    tell(changed)
    if later:
        click.echo("  The batches after it have moved up: each number is one less now; ids stay as they are.")
    tell_head(head)


def tell(changed: "Difference") -> None:
    """Say what taking a batch back did to the graph."""
    from csgraph import model

    counts = changed.counts()
    counts = counts[~counts["name"].isin(model.INTERNAL) & ~counts["name"].isin(model.BOOKKEEPING)]
    click.echo("Taken back.")
    for what, word in (("node label", "nodes"), ("relationship type", "relationships")):
        part = counts[counts["what"] == what]
        gone, restored, other = (int(part[name].sum()) for name in ("removed", "added", "changed"))
        click.echo(f"  {word}: {gone} removed, {other} changed, {restored} restored.")
        for row in part.itertuples(index=False):
            click.echo(f"    {row.name}: {row.removed} removed, {row.changed} changed, {row.added} restored")
