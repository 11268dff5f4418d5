"""csgraph pack."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from csgraph.cli.pack_forms import WITH_MAPS, form_options, outputs, path_of

if TYPE_CHECKING:
    from csgraph.governance.audit import Head
    from csgraph.maps.material import Material
    from csgraph.maps.pack import Pack


@click.group("pack")
def command() -> None:
    """Several answers in one file, for a meeting of the panel or for the partnership's assurance.

    \b
    Example:
      csgraph pack csog --purpose "panel of 12 November"
      csgraph pack csog --purpose "panel of 12 November" --format site --out panel
      csgraph pack assurance --purpose "assurance, autumn" --format pdf
    """


@command.command("csog")
@store_option
@as_of_option
@click.option("--since", type=Day(), help="The day to compare with. Default: the panel's last meeting on record.")
@sharing_options
@form_options()
def csog(
    where: str | None, as_of: date | None, since: date | None,
    identifiable: bool, labels: str, include: tuple[str, ...], purpose: str | None,
    form: str, out: Path | None,
) -> None:  # fmt: skip
    """Write the panel's pack: children, places and groups to discuss, what has changed, feedback owed, impact so far.

    Its sections stand in rules/packs.toml, the panel's name in rules/panel.toml. People are shown by initials and
    pseudonyms, places where somebody lives without their name, unless --identifiable. A site (--format site) is a
    folder of pages: contents, findings, maps, charts and methods, linked from a finding to its map and back.

    \b
    Example:
      csgraph pack csog --purpose "panel of 12 November"
      csgraph pack csog --format site --out panel
      csgraph pack csog --since 2026-10-12 --format xlsx --out panel.xlsx
    """
    from csgraph.governance.answering import asked
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.governance.sharing import Shared, Sharing
    from csgraph.maps.model import Drawing
    from csgraph.maps.pack import packs, panel_pack
    from csgraph.maps.pack_maps import people_on
    from csgraph.maps.pack_site import pack_material
    from csgraph.questions.asked_about import About
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why, path = needed(purpose), path_of("csog", form, out)
    rules = packs().csog
    with open_store(where, read_only=True) as store:
        shared = Shared(remembering(store), Sharing(identifiable, labels, frozenset(include)))
        pack = panel_pack(shared, asked(shared, About(), as_of, since), rules)
        drawing = Drawing(
            pack.as_of, _today(), why, identifiable=identifiable, labels=labels, include=frozenset(include)
        )
        material = pack_material(shared, pack, drawing, rules.maps, rules.children) if form in WITH_MAPS else None
        head = permit(
            f"pack csog as of {pack.as_of}",
            purpose=why,
            store=store,
            subjects=shared.subjects | people_on(material.maps if material else {}),
            identifiable=identifiable,
            included=include,
            outputs=outputs(material, form, path),
        )
        _write(pack, material, form, path, why, head)
    for sentence in shared.told():
        click.echo(sentence, err=True)
    tell_head(head)


@command.command("assurance")
@store_option
@as_of_option
@include_option("count")
@purpose_option
@form_options()
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
    from csgraph.maps.model import Drawing
    from csgraph.maps.pack_site import counts_material
    from csgraph.network.as_of import default_as_of
    from csgraph.store import open_store
    from csgraph.store.remembering import remembering

    why, path = needed(purpose), path_of("assurance", form, out)
    with open_store(where, read_only=True) as store:
        opened = Layered(store, allowed(include))
        pack = assurance_pack(remembering(opened), as_of or default_as_of(store), opened.told)
        drawing = Drawing(pack.as_of, _today(), why)
        material = counts_material(opened, pack, drawing) if form in WITH_MAPS else None
        files = outputs(material, form, path)
        head = permit(f"pack assurance as of {pack.as_of}", purpose=why, store=store, included=include, outputs=files)
        _write(pack, material, form, path, why, head)
    tell_head(head)


def _today() -> date:
    return datetime.now().astimezone().date()


def _write(pack: "Pack", material: "Material | None", form: str, path: Path, purpose: str, head: "Head") -> None:
    from csgraph.cli.output import save_tables
    from csgraph.maps.pack_page import sheets, write_pack
    from csgraph.maps.pack_site import write_material

    if material:
        write_material(material, form, path, head)
    elif form == "xlsx":
        save_tables(sheets(pack, purpose=purpose, audit=head), "xlsx", path)
    else:
        write_pack(pack, path, drawn_on=_today(), purpose=purpose, audit=head)
    click.echo(f"{pack.title}: {path / 'index.html' if form == 'site' else path}")
