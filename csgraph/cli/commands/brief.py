"""csgraph brief."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csgraph.cli.options import as_of_option, sharing_options, store_option, tell_head
from csgraph.cli.pack_forms import WITH_MAPS, form_options, outputs, path_of

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.maps.brief import Brief
    from csgraph.maps.material import Material
    from csgraph.maps.model import Drawing


@click.command("brief")
@click.argument("child", metavar="CHILD")
@store_option
@as_of_option
@sharing_options
@form_options("table")
@click.option("--encrypt", is_flag=True, help="Seal the page: it opens with a password, asked for twice.")
def command(
    child: str, where: str | None, as_of: date | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None,
    form: str, out: Path | None, encrypt: bool,
) -> None:  # fmt: skip
    """Write a brief on a CHILD for the lead practitioner, before a meeting or a closure: one page, made to be printed.

    Who works with the child, who is missing and whom to ring, the last twelve months, groups and places, plans,
    assessment, voice, clocks, closures, and what must be answered before closing. The sections stand in
    rules/brief.toml. The child is shown by initials and pseudonym, other children only as numbers. A site (--format
    site) and a printed file (--format pdf) hold the child's maps too, on which other children are shown by initials.

    \b
    Example:
      csgraph brief ssd:10042 --purpose "core group 12 November"
      csgraph brief ssd:10042 --format pdf --out brief.pdf
      csgraph brief CH-7F3A --format table
    """
    from csgraph.cli.meeting import neutral_name
    from csgraph.cli.page_password import page_password
    from csgraph.errors import CsgraphError
    from csgraph.governance.audit import permit
    from csgraph.governance.pseudonyms import children_behind
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.maps.brief import brief_of, brief_rules
    from csgraph.maps.model import Drawing
    from csgraph.maps.pack_maps import people_on
    from csgraph.maps.pack_site import brief_material
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why = needed(purpose)
    if form == "table" and (out or encrypt):
        raise CsgraphError("Tables go to the terminal.", "Leave --format table away for a page.")
    if encrypt and form != "html":
        raise CsgraphError("Only a page can be sealed.", "Leave --encrypt or --format away.")
    password = page_password("the page") if encrypt else None
    path = neutral_name() if password and not out else path_of("brief", form, out)
    with open_store(where, read_only=True) as store:
        (about,) = children_behind(store, [child])
        shared = Shared(remembering(store), Sharing(identifiable, labels, frozenset(include)))
        brief = brief_of(shared, about, as_of or default_as_of(store))
        drawing = Drawing(
            brief.as_of, datetime.now().astimezone().date(), why, child=about, identifiable=identifiable, labels=labels,
            include=frozenset(include),
        )  # fmt: skip
        material = brief_material(shared, brief, drawing, brief_rules().maps) if form in WITH_MAPS else None
        head = permit(
            f"brief as of {brief.as_of}" + (" --encrypt" if password else ""),
            purpose=why,
            store=store,
            subjects={about, *people_on(material.maps if material else {})},
            identifiable=identifiable,
            included=include,
            outputs=[] if form == "table" else outputs(material, form, path),
        )
        if form != "table":
            _write(brief, material, form, path, drawing, shared.told(), head, password)
    _print(brief) if form == "table" else click.echo(
        f"{brief.title}: {path / 'index.html' if form == 'site' else path}"
    )
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


def _write(
    brief: "Brief", material: "Material | None", form: str, path: Path, drawing: "Drawing", withheld: list[str],
    head: "Head", password: str | None,
) -> None:  # fmt: skip
    from csgraph.cli.output import save_tables
    from csgraph.maps.brief_page import sheets, write_brief
    from csgraph.maps.pack_site import write_material

    if material:
        write_material(material, form, path, head, brief, drawing.identifiable)
    elif form == "xlsx":
        save_tables(sheets(brief, purpose=drawing.purpose, audit=head), "xlsx", path)
    else:
        write_brief(
            brief, path, drawn_on=drawing.drawn_on, purpose=drawing.purpose, identifiable=drawing.identifiable,
            withheld=withheld, audit=head, password=password,
        )  # fmt: skip


def _print(brief: "Brief") -> None:
    from csgraph.cli.output import show
    from csgraph.maps.brief_page import tables

    for title, rows in tables(brief).items():
        show(rows, "table", None, title=title)
    for title, told in brief.cautions:
        click.echo(f"Note: {title}: {told}")
