"""A pack or a brief as a tagged PDF (PDF/UA-1), set by Typst from visualisations/*.typ and its own fonts.

What agencies wrote reaches Typst as data and is printed as it stands: no string of it is ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.folders import find
from csgraph.maps.material import Material
from csgraph.maps.pdf_data import data_of
from csgraph.maps.pdf_signs import printable

SHARED = "print.typ"
STANDARD: Final = "ua-1"
SIZES = (8.0, 7.6, 7.2, 6.8, 6.4, 6.0)
"""Sizes of a brief's letters in points, the largest at which it keeps to one page."""


def write_pdf(material: Material, path: Path, audit: str, brief: Mapping[str, Any] | None = None) -> Path:
    """Writes a pack or a brief as a PDF; the file is whole or not there, and readable by its owner only.

    Args:
        material: linked, see `csgraph.maps.material.linked_up`.
        path: the file.
        audit: the head of the audit log that every page is printed with.
        brief: what a brief's first page says, see `csgraph.maps.brief_print`; None for a pack.

    Raises:
        CsgraphError: a template is missing or cannot be used.
    """
    data = data_of(material, audit)
    day = datetime.combine(material.drawn_on, time(), tzinfo=UTC)
    if brief is None:
        return write_whole(path, compiled("pack.typ", data, day))
    data |= brief
    text = printable(json.dumps(data, ensure_ascii=False))
    size = next((size for size in SIZES if _on_one_page(_sized(text, size))), SIZES[0])
    return write_whole(path, compiled("brief.typ", {**data, "size": size}, day))


def compiled(template: str, data: Mapping[str, Any], made: datetime) -> bytes:
    """The PDF of a template and its data.

    Args:
        template: a file of visualisations/.
        data: what it prints, as JSON can hold it.
        made: the moment that the file says it was made at.

    Raises:
        CsgraphError: the template is missing, or Typst refuses it.
    """
    import typst

    text = printable(json.dumps(data, ensure_ascii=False))
    try:
        made_of = typst.compile(_files(template, text), format="pdf", pdf_standards=STANDARD, ignore_system_fonts=True,
                                timestamp=made)  # fmt: skip
    except typst.TypstError:  # its words may hold what was to be printed
        raise CsgraphError(f"Typst cannot print visualisations/{template}.", "Use the shipped one.") from None
    return bytes(made_of)


def _sized(text: str, size: float) -> str:
    return json.dumps({**json.loads(text), "size": size}, ensure_ascii=False)


def _on_one_page(text: str) -> bool:
    """Whether everything before a brief's annexes stands on its first page."""
    import typst

    page = typst.query(_files("brief.typ", text), "<brief-end>", field="value", one=True, ignore_system_fonts=True)
    return int(json.loads(page)) == 1


def _files(template: str, text: str) -> Any:
    """The template and what it reads, none of it from the disk, in a form that Typst's types leave out."""
    return {"main.typ": _template(template), SHARED: _template(SHARED), "data.json": text.encode()}


def _template(name: str) -> bytes:
    path = find("visualisations", name)
    if path is None:
        raise CsgraphError(f"csgraph was installed without visualisations/{name}.", "Reinstall it.")
    return path.read_bytes()
