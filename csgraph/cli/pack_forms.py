"""How a pack or a brief is written: --format and --out, and a folder that may not be written refused beforehand."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csgraph.errors import CsgraphError

if TYPE_CHECKING:
    from csgraph.maps.material import Material

FORMS = ("html", "site", "pdf", "xlsx")
WITH_MAPS = ("site", "pdf")
ABOUT = "A page; a site: a folder of pages with maps, charts and methods; the same printed (PDF); a workbook."


def form_options(*more: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--format and --out of a pack or a brief; `more` are further forms."""

    def options(command: Callable[..., Any]) -> Callable[..., Any]:
        text = "File, or folder of a site, to write. Default: the pack's name here."
        command = click.option("--out", type=click.Path(path_type=Path), help=text)(command)
        forms = click.Choice([*FORMS, *more])
        return click.option("--format", "form", type=forms, default="html", show_default=True, help=ABOUT)(command)

    return options


def path_of(name: str, form: str, out: Path | None) -> Path:
    """Where it goes; asked before anything is read.

    Raises:
        CsgraphError: a site is to go where something else stands, or a file where a folder does.
    """
    from csgraph.maps.site_folder import refuse_others

    path = out or Path(f"{name}-site" if form == "site" else f"{name}.{form}")
    if form == "site":
        refuse_others(path)
    elif path.is_dir():
        raise CsgraphError(f"{path} is a folder.", "Name a file, or add --format site.")
    return path


def outputs(material: "Material | None", form: str, path: Path) -> list[Path]:
    """The files that will be written, for the audit log."""
    from csgraph.maps.pack_site import outputs_of

    return outputs_of(material, form, path) if material else [path]
