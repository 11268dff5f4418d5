"""A pack or a brief with its maps, charts and methods, as a folder of pages or as a printed file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csgraph.maps.brief_page import brief_html
from csgraph.maps.material import Group, Material, grouped, linked_up
from csgraph.maps.methods import methods_of
from csgraph.maps.model import Drawing
from csgraph.maps.pack_charts import chart_of, charts_of
from csgraph.maps.pack_maps import children_to_draw, maps_of
from csgraph.maps.site import site_pages
from csgraph.maps.site_folder import write_folder
from csgraph.maps.theme import theme

if TYPE_CHECKING:
    from csgraph.governance.sharing import Shared
    from csgraph.maps.brief import Brief
    from csgraph.maps.pack import Pack
    from csgraph.store import Store

BRIEF_PAGE = "brief.html"
NO_JUDGEMENT = """What the loaded extracts record, and no judgement of a child. Nothing found is not the same as nothing
there; ask before relying on it."""
FEW_DRAWN = """Maps of one child are drawn of {} of the {} children whom the sections show: the first of each section in
turn. This ranks nobody."""


def pack_material(shared: Shared, pack: Pack, drawing: Drawing, maps: Sequence[str], most: int) -> Material:
    """The panel's pack with its maps.

    Args:
        shared: the store as it may be shown.
        pack: what it says.
        drawing: the days, the purpose and how people are shown.
        maps: names of its maps, in order.
        most: of how many children those of a child are drawn.
    """
    every = children_to_draw(pack.parts, shared.disguise.children, len(shared.disguise.children))
    children = every[:most]
    few = [" ".join(FEW_DRAWN.format(len(children), len(every)).split())] if len(children) < len(every) else []
    material = _of_pack(pack, drawing, shared.store, (*pack.caveats, *few), (" ".join(NO_JUDGEMENT.split()),))
    drawn = maps_of(shared.store.store, drawing, maps, children)
    return replace(material, groups=grouped(pack.parts), charts=charts_of(pack.parts), maps=drawn)


def counts_material(store: Store, pack: Pack, drawing: Drawing) -> Material:
    """The partnership's pack: counts alone, a chart a table, and no map.

    Args:
        store: the store without what is restricted.
        pack: what it says, fit to be published.
        drawing: the days and the purpose.
    """
    charts = {part.title: chart for part in pack.parts if (chart := chart_of(part))}
    material = _of_pack(pack, drawing, store, pack.caveats, ())
    return replace(material, groups=grouped(pack.parts, charts))


def brief_material(shared: Shared, brief: Brief, drawing: Drawing, maps: Sequence[str]) -> Material:
    """The brief on a child with its maps.

    Args:
        shared: the store as it may be shown.
        brief: what it says.
        drawing: the child, the days, the purpose and how people are shown.
        maps: names of its maps, in order.
    """
    return Material(
        title=brief.title,
        about="Everything that the questions tell of one child, the child's maps, and how it was made.",
        as_of=brief.as_of,
        drawn_on=drawing.drawn_on,
        purpose=drawing.purpose,
        facts=(*brief.who, _named(drawing)),
        warnings=(" ".join(NO_JUDGEMENT.split()), *shared.told()),
        groups=(Group(brief.title, BRIEF_PAGE, brief.parts),),
        methods=methods_of(shared.store, brief.as_of, brief.parts, brief.caveats),
        marking=theme().marking,
        charts=charts_of([part for part in brief.parts if part.line]),
        maps=maps_of(shared.store.store, drawing, maps, [str(drawing.child)]),
    )


def outputs_of(material: Material, form: str, path: Path) -> list[Path]:
    """The files that will be written, for the audit log."""
    return [path / page for page in material.pages()] if form == "site" else [path]


def write_material(
    material: Material, form: str, path: Path, audit: str, brief: Brief | None = None, identifiable: bool = False
) -> None:
    """Writes it, whole or not at all, for its owner only.

    Args:
        material: as this module makes it.
        form: `site` for a folder of pages, `pdf` for a printed file.
        path: the folder or the file.
        audit: the head of the audit log that every page is printed with.
        brief: the brief that it was made of; None for a pack.
        identifiable: whether people are named.

    Raises:
        CsgraphError: something stands there that csgraph must not replace, or a template cannot be used.
    """
    ready = linked_up(material, audit)
    shown = replace(brief, parts=ready.groups[0].parts) if brief else None
    if form == "pdf":
        from csgraph.maps.brief_print import first_page
        from csgraph.maps.pdf import write_pdf

        write_pdf(ready, path, audit, first_page(shown, ready) if shown else None)
        return
    own = {BRIEF_PAGE: _brief_page(shown, ready, audit, identifiable=identifiable)} if shown else {}
    write_folder(path, site_pages(ready, audit, own))


def _brief_page(brief: Brief, material: Material, audit: str, *, identifiable: bool) -> str:
    return brief_html(
        brief,
        drawn_on=material.drawn_on,
        purpose=material.purpose,
        identifiable=identifiable,
        withheld=material.warnings[1:],
        audit=audit,
        contents=material.pages()[0],
    )


def _of_pack(pack: Pack, drawing: Drawing, store: Store, caveats: Sequence[str], warnings: tuple[str, ...]) -> Material:
    return Material(
        title=pack.title,
        about=pack.about,
        as_of=pack.as_of,
        drawn_on=drawing.drawn_on,
        purpose=drawing.purpose,
        facts=pack.facts,
        warnings=warnings,
        groups=(),
        methods=methods_of(store, pack.as_of, pack.parts, caveats),
        marking=pack.marking or theme().marking,
        published=pack.published,
    )


def _named(drawing: Drawing) -> tuple[str, str]:
    return "Children and family", "named in full" if drawing.identifiable else "initials only"
