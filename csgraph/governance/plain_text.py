"""Agency text, made safe to draw: no control characters, no hidden direction marks, capped in length."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width joiners that some scripts and emoji need; every other invisible character is dropped."""
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Unicode categories that draw nothing: control, format (bidi, zero-width, tags), surrogate, private, unassigned."""
LONGEST = 120


def plain(value: object, longest: int = LONGEST) -> str:
    """The text of a value as one clean line of at most `longest` characters; empty for missing values.

    A NUL breaks pictures, a bidirectional override can make a name read as another, and a zero-width
    character makes two different names look the same.
    """
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    text = "".join(_shown(character) for character in str(value))
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _shown(character: str) -> str:
    """The character, a space for a line break or tab, or nothing."""
    if character in "\t\n\r\v\f\u0085\u2028\u2029":
        return " "
    if character in JOINERS or unicodedata.category(character) not in HIDDEN:
        return character
    return ""
