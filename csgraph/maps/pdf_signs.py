"""Which signs the fonts of a PDF have: an accessible one may not hold others, so they are shown as an empty box."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

MISSING = "□"
TOLD = f"Signs that the fonts of this file do not have are shown as {MISSING}; the page and the workbook have them."
KNOWN = 0x24F
"""Latin letters up to here are in Typst's own fonts."""
PROBE = b"""#let data = json("data.json")
#set document(title: "signs")
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))
#data"""


def printable(text: str) -> str:
    """The text with a box for every sign that no font has."""
    rare = sorted({sign for sign in text if ord(sign) > KNOWN})
    missing = [sign for sign in rare if not _has(sign)] if rare and not _have(rare) else []
    return text.translate(dict.fromkeys(map(ord, missing), MISSING))


@cache
def _has(sign: str) -> bool:
    return _have([sign])


def _have(signs: list[str]) -> bool:
    """Whether Typst can print all of them in an accessible file."""
    import typst

    files: Any = {"main.typ": PROBE, "data.json": json.dumps(" ".join(signs)).encode()}
    try:
        typst.compile(files, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
