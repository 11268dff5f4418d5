"""csgraph map."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from csgraph.cli.meeting import drawn_as_asked, hand_out_key_sheet, meeting_asked, meeting_options, neutral_name
from csgraph.cli.options import Choosable, Day, about_options, as_of_option, sharing_options, store_option, tell_head


def _maps() -> list[str]:
    from csgraph.maps import all_maps

    return list(all_maps())


@click.command("map")
@click.argument("name", metavar="MAP", type=Choosable("map", _maps), required=False)
@store_option
@as_of_option
@about_options
@click.option("--since", type=Day(), help="The day to compare with, on maps of what has changed.")
@click.option(
    "--boundaries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="GeoJSON file of wards or other areas, to draw places on the ground.",
)
@click.option("--whole", is_flag=True, help="Draw everything, where a map would show groups or the first records only.")
@sharing_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default: MAP.html here.")
@meeting_options
def command(
    name: str | None,
    where: str | None,
    as_of: date | None,
    children: tuple[str, ...],
    places: tuple[str, ...],
    groups: tuple[str, ...],
    teams: tuple[str, ...],
    agencies: tuple[str, ...],
    boundary: str | None,
    since: date | None,
    boundaries: Path | None,
    whole: bool,
    identifiable: bool,
    labels: str,
    include: tuple[str, ...],
    purpose: str | None,
    out: Path | None,
    **page: Any,
) -> None:
    """Draw a MAP as one HTML file that needs no network; without one, list them.

    People are shown by initials and pseudonyms, places where somebody lives without their name, unless --identifiable.
    With --meeting it is made for a shared screen: pseudonyms, and the name (sealed: --identifiable --encrypt) or
    initials of one record while it is held down.

    \b
    Example:
      csgraph map professional-network --child ssd:10042 --out network.html
      csgraph map peer-groups --meeting --panel "MACE panel" --recipient "Chair"
    """
    if name is None:
        _list_maps()
        return
    from csgraph.governance.audit import permit
    from csgraph.governance.pseudonyms import children_behind
    from csgraph.governance.purpose import needed
    from csgraph.maps import Drawing, all_maps
    from csgraph.maps.meeting import refuse_names_in
    from csgraph.maps.page import write_page
    from csgraph.maps.subject import drawing_about, refuse_unless_one, shown_on
    from csgraph.network.as_of import default_as_of
    from csgraph.questions.asked_about import About
    from csgraph.store import open_store

    wanted = all_maps()[name]
    typed = About(children, places, groups, teams, agencies, boundary)
    refuse_unless_one(wanted, typed)
    today = datetime.now().astimezone().date()
    said = needed(purpose)
    made = meeting_asked(identifiable=identifiable, on=today, **page)
    path = out or (neutral_name() if made.meeting or made.password else Path(f"{name}.html"))
    with open_store(where, read_only=True) as store:
        about = children_behind(store, children) if children else None
        asked = Drawing(
            as_of=as_of or default_as_of(store),
            drawn_on=today,
            purpose=said,
            since=since,
            boundaries=boundaries,
            whole=whole,
            identifiable=identifiable,
            labels=labels,
            include=frozenset(include),
        )
        drawing = drawing_about(store, wanted, replace(typed, children=tuple(sorted(about or ()))), asked)
        model, people = drawn_as_asked(store, wanted, drawing, made)
        refuse_names_in(path.name, people)
        shown = shown_on(model) | {*(about or ())}
        head = permit(
            f"map {name}{made.options}",
            identifiable=identifiable,
            purpose=purpose,
            store=store,
            subjects=sorted(shown),
            included=include,
            outputs=[path],
        )
        write_page(replace(model, meta=replace(model.meta, audit=head)), path, made.password)
        if made.key_sheet:
            head = hand_out_key_sheet(store, name, people, made, said)
    click.echo(f"{wanted.title}: {path}")
    tell_head(head)


def _list_maps() -> None:
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.maps import all_maps

    rows = [(m.name, m.title, m.about) for m in all_maps().values()]
    show(pd.DataFrame(rows, columns=["map", "title", "shows"]), "table", None, title="Maps")
