"""Cells that no spreadsheet takes for a formula (CWE-1236), for every file that a spreadsheet may open."""

import unicodedata

LIVE = ("=", "+", "-", "@")
"""First characters that make a spreadsheet take a cell for a formula."""


def safe_cell(text: str) -> str:
    """One line that a spreadsheet shows as it stands; an apostrophe goes before what it would work out.

    A bare carriage return begins a new row in a spreadsheet, past any check of first characters, so lines are joined.
    Blanks before the first character are looked through, and so are full-width forms, which some spreadsheets fold.
    """
    line = " ".join(text.splitlines())
    first = unicodedata.normalize("NFKC", line.lstrip(_BLANK)[:1])
    return f"'{line}" if first in LIVE or line[:1] in ("\t", "\r") else line


_BLANK = "".join(map(chr, range(33))) + "\x7f\u00a0\u2000\u2001\u2002\u2003\u200b\u200c\u200d\u2060\u3000\ufeff\"'"
