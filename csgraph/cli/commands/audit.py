"""csgraph audit."""

from typing import TYPE_CHECKING

import click

from csgraph.cli.options import output_options, purpose_option, store_option, tell_head
from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csgraph.store.heads import Heads


@click.group("audit")
def command() -> None:
    """The audit log: who was shown which records, when and why.

    \b
    Example:
      csgraph audit verify
    """


@command.command("verify")
@click.option("--head", "printed", multiple=True, metavar="XXXXXXXX", help="Head that an output has printed on it.")
@click.option(
    "--store", "where", multiple=True, help="Store whose remembered heads to compare with; default as elsewhere."
)
def verify(printed: tuple[str, ...], where: tuple[str, ...]) -> None:
    """Check that the log is as it was written, against its key, the heads in the stores and those on outputs.

    Without a store or a printed head, entries missing at the end cannot be noticed.

    \b
    Example:
      csgraph audit verify --head 7F3A91C2
    """
    from csgraph.governance.chain import log_path
    from csgraph.governance.verifying import verify_log

    path = log_path()
    kept, told = _kept(where)
    found = verify_log(path, kept=kept, printed=printed)
    click.echo(f"{path}: {found.entries} entries{f', head {found.head}' if found.head else ''}.")
    for sentence in (*found.remarks, *told):
        click.echo(f"Note: {sentence}")
    for fault in found.faults:
        click.echo(f"Fault: {fault}", err=True)
    if found.faults:
        raise CsgraphError(
            f"The audit log has {len(found.faults)} {'fault' if len(found.faults) == 1 else 'faults'}.",
            "Keep the file as it is, tell who is responsible for information governance, and go on with a new one.",
        )
    click.echo("Nothing was changed, taken out or put in.")


def _kept(where: tuple[str, ...]) -> "tuple[list[Mapping[str, Heads]], list[str]]":
    """The heads that stores remember, and what could not be compared."""
    from csgraph.store import open_store
    from csgraph.store.heads import kept_heads

    kept: list[Mapping[str, Heads]] = []
    told = []
    for place in where or (None,):
        try:
            with open_store(place, read_only=True) as store:
                kept.append(kept_heads(store))
        except CsgraphError as fault:
            if place is not None:
                raise
            told.append(f"Compared with no store ({fault.what}): entries missing at the end would not be noticed.")
    return kept, told


@command.command("list")
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many entries.")
@output_options
def list_(last: int, form: str, out: str | None) -> None:
    """List the newest entries: when, who, what, why, how many people, which files. It names nobody.

    \b
    Example:
      csgraph audit list --last 10
    """
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.governance.chain import entries, head, log_path

    rows = [
        (
            one["n"],
            one["at"],
            one["by"],
            one["action"],
            one["purpose"],
            "yes" if one["identifiable"] else "no",
            one["included"],
            len(one["subjects"]),
            one["outputs"],
            head(one["mac"]),
        )
        for one in list(entries(log_path()))[-last:]
    ]
    columns = ["entry", "at", "by", "action", "purpose", "named", "included", "people", "files", "head"]
    show(pd.DataFrame(rows, columns=columns), form, out, title="Audit log")


@command.command("about")
@click.argument("subject")
@store_option
@purpose_option
@output_options
def about(subject: str, where: str | None, purpose: str | None, form: str, out: str | None) -> None:
    """List when a SUBJECT (a child's or adult's identifier or pseudonym) was shown, to whom, why and in which files.

    \b
    Example:
      csgraph audit about ssd:10042 --purpose "subject access request 17"
    """
    import pandas as pd

    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import outputs_about, permit
    from csgraph.governance.pseudonyms import all_identifiers
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        known = all_identifiers(store, subject)
        found = outputs_about(known)
        head = permit("audit about", purpose=why, store=store, subjects=known, outputs=[out] if out else [])
    rows = [
        (s.number, s.at, s.by, s.action, s.purpose, "yes" if s.identifiable else "no", list(s.outputs)) for s in found
    ]
    columns = ["entry", "at", "by", "action", "purpose", "named", "files"]
    show(
        pd.DataFrame(rows, columns=columns), form, out, title="Shown or changed", about={"Purpose": why, "Audit": head}
    )
    tell_head(head)
