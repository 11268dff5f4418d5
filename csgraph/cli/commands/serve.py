"""csgraph serve."""

import click

from csgraph.cli.options import sharing_options, store_option


@click.command("serve")
@store_option
@sharing_options
@click.option("--port", type=click.IntRange(1, 65535), help="Port of this machine to listen on. Default: a free one.")
def command(
    where: str | None,
    identifiable: bool,
    labels: str,
    include: tuple[str, ...],
    purpose: str | None,
    port: int | None,
) -> None:
    """Show the pages in a browser on this machine, live from the store: pick a question or map, child, place and day.

    Only this machine can reach it (127.0.0.1), and only with the address that is printed, whose token is new each
    time. Every page is logged as a command would be. Names are shown where the server was started with --identifiable
    and the page is asked for them. Ctrl-C ends it.

    \b
    Example:
      csgraph serve --purpose "panel of 12 November"
      csgraph serve --port 8300
    """
    import os
    import secrets
    import sys

    from csgraph.governance.chain import log_path
    from csgraph.governance.layers import allowed
    from csgraph.governance.purpose import needed
    from csgraph.serving.application import guarded_application
    from csgraph.serving.listening import address_of, listening, run
    from csgraph.serving.pages import Served
    from csgraph.serving.shared_store import SharedStore

    served = Served(needed(purpose), identifiable, labels, allowed(include))
    store = SharedStore(where)
    with listening(port) as listener:
        number: int = listener.getsockname()[1]
        guard = guarded_application(store, served, token=secrets.token_urlsafe(32), port=number)
        click.echo(f"Open {address_of(guard.token, number)}")
        click.echo(f"Purpose: {served.purpose}", err=True)
        click.echo("Whoever has this address sees what you may see. Ctrl-C ends it.", err=True)
        run(guard, listener)
    tally = guard.tally
    click.echo(f"Ended. {tally.shown} pages shown, {tally.refused} refused; slowest {tally.slowest:.1f} s.")
    click.echo(f"Audit log: {log_path()}")
    if store.users:  # a thread cannot be stopped, and it only reads: nobody waits for its page any more
        sys.stdout.flush()
        os._exit(0)
