"""csgraph pack."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csgraph.cli.options import (
    Day,
    as_of_option,
    include_option,
    purpose_option,
    sharing_options,
    store_option,
    tell_head,
)

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.maps.pack import Pack


@click.group("pack")
def command() -> None:
    """Several answers in one file, for a meeting of the panel or for the partnership's assurance.

    \b
    Example:
      csgraph pack csog --purpose "panel of 12 November"
      csgraph pack assurance --purpose "assurance, autumn" --format xlsx --out assurance.xlsx
    """


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--format and --out of a pack."""
    text = "File to write. Default: the pack's name here."
    command = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=text)(command)
    forms = click.Choice(["html", "xlsx"])
    return click.option(
        "--format", "form", type=forms, default="html", show_default=True, help="A page or a workbook."
    )(command)


@command.command("csog")
@store_option
@as_of_option
@click.option("--since", type=Day(), help="The day to compare with. Default: the panel's last meeting on record.")
@sharing_options
@file_options
def csog(
    where: str | None, as_of: date | None, since: date | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None,
    form: str, out: Path | None,
) -> None:  # fmt: skip
    """Write the panel's pack: children, places and groups to discuss, what has changed, feedback owed, impact so far.

    Its sections stand in rules/packs.toml, the panel's name in rules/panel.toml. People are shown by initials and
    pseudonyms, places where somebody lives without their name, unless --identifiable.

    \b
    Example:
      csgraph pack csog --purpose "panel of 12 November"
      csgraph pack csog --since 2026-10-12 --format xlsx --out panel.xlsx
    """
    from csgraph.governance.answering import asked
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.maps.pack import packs, panel_pack
    from csgraph.questions.asked_about import About
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why, path = needed(purpose), out or Path(f"csog.{form}")
    rules = packs().csog
    with open_store(where, read_only=True) as store:
        shared = Shared(remembering(store), Sharing(identifiable, labels, frozenset(include)))
        pack = panel_pack(shared, asked(shared, About(), as_of, since), rules)
        head = permit(
            f"pack csog as of {pack.as_of}",
            purpose=why,
            store=store,
            subjects=shared.subjects,
            identifiable=identifiable,
            included=include,
            outputs=[path],
        )
        _write(pack, form, path, why, head)
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


@command.command("assurance")
@store_option
@as_of_option
@include_option("count")
@purpose_option
@file_options
def assurance(
    where: str | None, as_of: date | None, include: tuple[str, ...], purpose: str | None, form: str, out: Path | None
) -> None:
    """Write the partnership's pack: how often what an audit asks about was found, by team, agency and month.

    It is fit to be published: nobody is named, counts of 1 to 7 are suppressed and the others rounded to 5, so that no
    small one can be worked out of its tables. Its headings stand in rules/packs.toml.

    \b
    Example:
      csgraph pack assurance --purpose "assurance, autumn"
      csgraph pack assurance --format xlsx --out assurance.xlsx
    """
    from csgraph.governance.audit import permit
    from csgraph.governance.layers import Layered, allowed
    from csgraph.governance.purpose import needed
    from csgraph.maps.assurance_pack import assurance_pack
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why, path = needed(purpose), out or Path(f"assurance.{form}")
    with open_store(where, read_only=True) as store:
        opened = Layered(store, allowed(include))
        pack = assurance_pack(remembering(opened), as_of or default_as_of(store), opened.told)
        head = permit(f"pack assurance as of {pack.as_of}", purpose=why, store=store, included=include, outputs=[path])
        _write(pack, form, path, why, head)
    tell_head(head)


def _write(pack: "Pack", form: str, path: Path, purpose: str, head: "Head") -> None:
    from csgraph.cli.output import save_tables
    from csgraph.maps.pack_page import sheets, write_pack

    if form == "xlsx":
        save_tables(sheets(pack, purpose=purpose, audit=head), "xlsx", path)
    else:
        write_pack(pack, path, drawn_on=datetime.now().astimezone().date(), purpose=purpose, audit=head)
    click.echo(f"{pack.title}: {path}")
