"""csgraph copy."""

from pathlib import Path

import click

from csgraph.cli.options import purpose_option, store_option, tell_head


@click.command("copy")
@click.argument("target")
@store_option
@purpose_option
def command(target: str, where: str | None, purpose: str | None) -> None:
    """Copy a store into TARGET, an empty one: a folder or a Neo4j URL.

    All batches, decisions, marks of who was forgotten and heads of audit logs are there too, and nothing that was
    deleted: so a laptop's store becomes a team's, and a database is left behind that still holds deleted text
    (docs/retention.md). User and password are those of CSGRAPH_USER and CSGRAPH_PASSWORD for both.

    \b
    Example:
      csgraph copy neo4j+s://graph.council.example --purpose "moving the pilot's store to the server"
    """
    from csgraph.governance import audit
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store
    from csgraph.store.copying import copy
    from csgraph.store.opening import on_a_server

    why = needed(purpose)
    with open_store(where, read_only=True) as source, open_store(target) as store:
        outputs = [] if on_a_server(target) else [Path(target)]
        head = audit.permit("copy", purpose=why, store=source, outputs=outputs)
        copy(source, store)
        copied = len(store.kept())
    click.echo(
        f"{copied} batches were copied to {target}; csgraph verify --store {target} compares them with its graph."
    )
    tell_head(head)
