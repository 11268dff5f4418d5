"""csgraph brief."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import as_of_option, sharing_options, store_option, tell_head

if TYPE_CHECKING:
    from csgraph.maps.brief import Brief


@click.command("brief")
@click.argument("child", metavar="CHILD")
@store_option
@as_of_option
@sharing_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "table"]),
    default="html",
    show_default=True,
    help="A page, or tables on the terminal.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default: brief.html here.")
@click.option("--encrypt", is_flag=True, help="Seal the page: it opens with a password, asked for twice.")
def command(
    child: str, where: str | None, as_of: date | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None,
    form: str, out: Path | None, encrypt: bool,
) -> None:  # fmt: skip
    """Write a brief on a CHILD for the lead practitioner, before a meeting or a closure: one page, made to be printed.

    Who works with the child, who is missing and whom to ring, the last twelve months, groups and places, plans,
    assessment, voice, clocks, closures, and what must be answered before closing. The sections stand in
    rules/brief.toml. The child is shown by initials and pseudonym, other children only as numbers.

    \b
    Example:
      csgraph brief ssd:10042 --purpose "core group 12 November"
      csgraph brief CH-7F3A --format table
    """
    from csgraph.cli.meeting import neutral_name
    from csgraph.cli.page_password import page_password
    from csgraph.errors import CsgraphError
    from csgraph.governance.audit import permit
    from csgraph.governance.pseudonyms import children_behind
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.maps.brief import brief_of
    from csgraph.maps.brief_page import write_brief
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why = needed(purpose)
    if form == "table" and (out or encrypt):
        raise CsgraphError("Tables go to the terminal.", "Leave --format table away for a page.")
    password = page_password("the page") if encrypt else None
    path = out or (neutral_name() if password else Path("brief.html"))
    with open_store(where, read_only=True) as store:
        (about,) = children_behind(store, [child])
        shared = Shared(remembering(store), Sharing(identifiable, labels, frozenset(include)))
        brief = brief_of(shared, about, as_of or default_as_of(store))
        head = permit(
            f"brief as of {brief.as_of}" + (" --encrypt" if password else ""),
            purpose=why,
            store=store,
            subjects=[about],
            identifiable=identifiable,
            included=include,
            outputs=[path] if form == "html" else [],
        )
        if form == "html":
            today = datetime.now().astimezone().date()
            write_brief(
                brief, path, drawn_on=today, purpose=why, identifiable=identifiable, withheld=shared.told(),
                audit=head, password=password,
            )  # fmt: skip
    click.echo(f"{brief.title}: {path}") if form == "html" else _print(brief)
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


def _print(brief: "Brief") -> None:
    from csgraph.cli.output import show
    from csgraph.maps.brief_page import tables

    for title, rows in tables(brief).items():
        show(rows, "table", None, title=title)
    for title, told in brief.cautions:
        click.echo(f"Note: {title}: {told}")
