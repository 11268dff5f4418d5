"""csgraph who."""

import click

from csgraph.cli.options import output_options, purpose_option, store_option, tell_head


@click.command("who")
@click.argument("pseudonyms", nargs=-1, required=True, metavar="PSEUDONYM...")
@store_option
@purpose_option
@output_options
def command(pseudonyms: tuple[str, ...], where: str | None, purpose: str | None, form: str, out: str | None) -> None:
    """Say who stands behind PSEUDONYMs of an output: names and identifiers, for those entitled. It is logged.

    The first digits are enough where no other pseudonym begins so.

    \b
    Example:
      csgraph who CH-7F3A91C2D4E5F607 --purpose "strategy meeting 12 November"
    """
    from csgraph.cli.output import check_form, show
    from csgraph.governance.audit import permit
    from csgraph.governance.pseudonyms import who_is
    from csgraph.governance.purpose import needed
    from csgraph.store import open_store

    why = needed(purpose)
    check_form(form, out)
    with open_store(where, read_only=True) as store:
        rows = who_is(store, pseudonyms)
        head = permit(
            "who",
            purpose=why,
            store=store,
            subjects=rows["id"],
            identifiable=True,
            outputs=[out] if out else [],
        )
    show(rows, form, out, title="Who it is", about={"Purpose": why, "Audit": head})
    tell_head(head)
