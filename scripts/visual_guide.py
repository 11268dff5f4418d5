"""Makes the visual guide for practitioners, docs/guide/visual-guide.pdf, with the theme's key: `make guide`."""

import json
from datetime import datetime
from pathlib import Path
from typing import Literal

DOCS = Path(__file__).resolve().parents[1] / "docs"
SOURCE = DOCS / "guide" / "guide.typ"
PDF = DOCS / "guide" / "visual-guide.pdf"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, so that screen readers can read it in order (ISO 14289-1)."""
MADE = datetime.fromisoformat("2026-11-25T00:00:00+00:00")
"""Fixed, so that the file changes only when the guide does."""


def guide() -> bytes:
    """The guide as a PDF."""
    import typst

    from csgraph.maps.page import theme_data

    given = {"data": json.dumps(theme_data())}
    return bytes(
        typst.compile(
            SOURCE, root=DOCS, format="pdf", sys_inputs=given, pdf_standards=STANDARD, timestamp=MADE,
            ignore_system_fonts=True,
        )
    )  # fmt: skip


if __name__ == "__main__":
    PDF.write_bytes(guide())
    print(PDF.name, "written")
