"""csgraph map."""

from datetime import date, datetime
from pathlib import Path

import click

from csgraph.cli.options import Choosable, as_of_option, children_option, identifiable_options, store_option, tell_head
from csgraph.errors import CsgraphError


def _maps() -> list[str]:
    from csgraph.maps import all_maps

    return list(all_maps())


@click.command("map")
@click.argument("name", metavar="MAP", type=Choosable("map", _maps), required=False)
@store_option
@as_of_option
@children_option
@identifiable_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write. Default: MAP.html here.")
def command(
    name: str | None,
    where: str | None,
    as_of: date | None,
    children: tuple[str, ...],
    identifiable: bool,
    purpose: str | None,
    out: Path | None,
) -> None:
    """Draw a MAP as one HTML file that needs no network; without one, list them.

    Children are shown by initials unless --identifiable.

    \b
    Example:
      csgraph map professional-network --child ssd:10042 --out network.html
      csgraph map peer-groups
    """
    if name is None:
        _list_maps()
        return
    from csgraph.governance.audit import permit
    from csgraph.governance.purpose import needed
    from csgraph.maps import Drawing, all_maps
    from csgraph.maps.page import write_page
    from csgraph.network.as_of import default_as_of
    from csgraph.network.identifiers import resolved_children
    from csgraph.store import open_store

    wanted = all_maps()[name]
    if wanted.needs_child and len(children) != 1:
        raise CsgraphError(
            f"The map {name} is about one child.", "Add --child and the child's identifier, such as --child ssd:10042"
        )
    with open_store(where, read_only=True) as store:
        about = resolved_children(store, children) if children else None
        head = permit(
            f"map {name}",
            identifiable=identifiable,
            purpose=purpose,
            store=store,
            subjects=tuple(sorted(about or ())),
        )
        drawing = Drawing(
            as_of=as_of or default_as_of(store),
            drawn_on=datetime.now().astimezone().date(),
            purpose=needed(purpose),
            child=next(iter(about)) if wanted.needs_child and about else None,
            children=None if wanted.needs_child else about,
            identifiable=identifiable,
        )
        path = write_page(wanted.draw(store, drawing), out or Path(f"{name}.html"))
    click.echo(f"{wanted.title}: {path}")
    tell_head(head)


def _list_maps() -> None:
    import pandas as pd

    from csgraph.cli.output import show
    from csgraph.maps import all_maps

    rows = [(m.name, m.title, m.about) for m in all_maps().values()]
    show(pd.DataFrame(rows, columns=["map", "title", "shows"]), "table", None, title="Maps")
