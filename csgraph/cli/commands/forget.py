"""csgraph forget."""

from typing import TYPE_CHECKING

import click

from csgraph.cli.options import purpose_option, store_option, tell_head

if TYPE_CHECKING:
    from csgraph.governance.forgetting import Plan
    from csgraph.store import Store

SHOWN = 20
"""Outputs and mentions that are listed one by one."""


@click.command("forget")
@click.argument("child")
@store_option
@click.option("--restore", is_flag=True, help="Let imports bring a forgotten child in again.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@purpose_option
def command(child: str, where: str | None, restore: bool, yes: bool, purpose: str | None) -> None:
    """Erase a CHILD from the store, from what is kept of every import and from the lists of rejected rows.

    CHILD is any identifier (ssd:123, nhs:…, upn:…) or a pseudonym. Records about this child alone go too; shared ones
    stay without the child. A keyed mark stays, so that no import brings the child back. Outputs already handed out are
    listed: csgraph cannot erase those. docs/retention.md says what else it cannot erase.

    \b
    Example:
      csgraph forget ssd:10042 --purpose "erasure request of 12 November, agreed by the DPO"
      csgraph forget ssd:10042 --restore --purpose "request withdrawn on 3 December"
    """
    from csgraph.cli.commands.compact import compacted
    from csgraph.governance import audit
    from csgraph.governance.forgetting import child_meant, forget, plan_forgetting
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    with open_store(where) as store:
        if restore:
            _restore(store, child, why)
            return
        plan = plan_forgetting(store, child_meant(store, child))
        _tell(plan)
        if not yes:
            click.confirm("This cannot be undone. Go on?", abort=True)
        head = audit.permit("forget", purpose=why, store=store, subjects=plan.identifiers, outputs=list(plan.rejects))
        forget(store, plan)
        click.echo("Forgotten.")
        compacted(store)
    tell_head(head)


def _restore(store: "Store", child: str, why: str) -> None:
    from csgraph.errors import CsgraphError
    from csgraph.governance import audit
    from csgraph.network.identifiers import written
    from csgraph.store.forgotten import lift

    known = written(child)
    head = audit.permit("forget --restore", purpose=why, store=store, subjects=[known])
    if not lift(store, known):
        raise CsgraphError(
            f"Nobody was forgotten by {child} under this key.",
            "Give an identifier that the child had then (ssd:123, nhs:…), and check that the key file is the same.",
        )
    click.echo("Imports bring this child in again. What was erased does not come back by itself:")
    click.echo("take the extracts that had it back with csgraph undo and import them again, or import newer ones.")
    tell_head(head)


def _tell(plan: "Plan") -> None:
    """What is about to go, in counts."""
    click.echo(f"This erases one child, known by {len(plan.identifiers)} identifiers:")
    for label, count in plan.nodes.items():
        click.echo(f"  {label}: {count}")
    click.echo(f"  and what {plan.batches} imports say of it. Whatever concerns others too stays, without this child.")
    for path, count in plan.rejects.items():
        click.echo(f"  {count} rejected rows in {path}")
    _listed(
        "It is named in the text of records about others, which stay; have them corrected where they come from:",
        [f"{source}: {file}, row {row}" for source, file, row in plan.mentions],
    )
    _listed(
        "It is on outputs already handed out, which csgraph cannot erase; have them destroyed:",
        [f"{one.at[:10]} {one.by}, {one.action}: {', '.join(one.outputs)}" for one in plan.outputs],
    )


def _listed(heading: str, lines: list[str]) -> None:
    if lines:
        click.echo(heading)
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {len(lines) - SHOWN} more")
