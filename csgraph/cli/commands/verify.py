"""csgraph verify."""

import subprocess
import sys
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import purpose_option, store_option, tell_head

if TYPE_CHECKING:
    from csgraph.store.verify import Verdict


@click.command("verify")
@store_option
@click.option("--repair", is_flag=True, help="Make the graph again what the kept batches say.")
@click.option("--identifiable", is_flag=True, help="Say which records differ; logged.")
@purpose_option
@click.option("--here", is_flag=True, hidden=True, help="In this very process; how csgraph calls itself.")
def command(where: str | None, repair: bool, identifiable: bool, purpose: str | None, here: bool) -> None:
    """Compare the graph with the batches it was loaded from, fact by fact, and say what differs.

    Every node is also looked up by its id, and every relationship from both of its ends. Exits 1 where any is wrong.

    \b
    Example:
      csgraph verify
      csgraph verify --repair
    """
    from csgraph.store.opening import on_a_server

    sound = _verified(where, identifiable, purpose) if here else _is_sound(where, identifiable, purpose)
    if repair and (not sound or on_a_server(where)):  # of a sound server the constraints may still be missing
        from csgraph.store.repair import repair as mend

        for line in mend(where):
            click.echo(line)
        sound = _is_sound(where, False, None)
    if not sound:
        raise SystemExit(1)


def _is_sound(where: str | None, identifiable: bool, purpose: str | None) -> bool:
    """Verify a store; an embedded one in a process of its own, for a damaged file can break the engine down."""
    from csgraph.store.opening import on_a_server, store_place

    if on_a_server(where):
        return _verified(where, identifiable, purpose)
    options = ["--identifiable"] if identifiable else []
    options += ["--purpose", purpose] if purpose else []
    call = [sys.executable, "-m", "csgraph", "verify", "--here", "--store", store_place(where), *options]
    code = subprocess.run(call, check=False).returncode  # noqa: S603 - this very program
    if code not in (0, 1):
        click.echo(f"The graph file is damaged: the engine broke down on it (exit {code}).")
    return code == 0


def _verified(where: str | None, identifiable: bool, purpose: str | None) -> bool:
    from csgraph.governance import audit
    from csgraph.store import open_store
    from csgraph.store.verify import verify

    with open_store(where, read_only=True) as store:
        verdict = verify(store)
        head = None
        if identifiable and len(verdict.records):
            subjects = set(verdict.records["id"]) | set(verdict.records["other_end"]) - {""}
            head = audit.permit("verify", purpose=purpose, store=store, subjects=subjects, identifiable=True)
    _tell(verdict)
    if head is not None:
        _tell_records(verdict)
        tell_head(head)
    return not verdict.wrong


def _tell(verdict: "Verdict") -> None:
    batches = "1 batch" if verdict.batches == 1 else f"{verdict.batches} batches"
    if not verdict.wrong:
        click.echo(f"{batches}: everything in the graph is as it was loaded.")
        return
    click.echo(f"{batches}: the graph is not as it was loaded.")
    for line in verdict.wrong:
        click.echo(f"  {line}")
    click.echo("csgraph verify --repair makes it again what the kept batches say.")


def _tell_records(verdict: "Verdict") -> None:
    for row in verdict.records.to_dict("records"):
        ends = f"{row['id']} to {row['other_end']}" if row["other_end"] else row["id"]
        click.echo(f"  {row['name']} {ends}: {row['found']}")
