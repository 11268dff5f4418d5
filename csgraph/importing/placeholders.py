"""What people and systems write where they know nothing. Read as empty, and told: such a value would join strangers."""

import re

from csgraph.codes import folded

PLACEHOLDER_DAYS = {
    (0, 0, 0),
    (1, 1, 1),
    (1753, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 0),
    (1900, 1, 1),
    (1901, 1, 1),
    (2099, 12, 31),
    (2999, 12, 31),
    (4712, 12, 31),
    (9999, 12, 31),
}
"""Years, months and days with which systems begin or end their count, or by which they mean for ever."""

WORDS = {
    "na",
    "none",
    "nil",
    "nk",
    "uk",
    "unk",
    "tba",
    "tbc",
    "tbd",
    "unknown",
    "notknown",
    "nameunknown",
    "unknownname",
    "dobunknown",
    "notavailable",
    "notapplicable",
    "notgiven",
    "notprovided",
    "notrecorded",
    "notstated",
    "tobeconfirmed",
    "tobeadvised",
    "withheld",
    "redacted",
}
"""Words that stand for nothing in an identifier, a date and the like; case, spaces and punctuation do not count."""

NOT_NAMES = (WORDS - {"na", "none", "nil", "uk"}) | {"noname", "unnamed", "xx", "xxx", "xxxx", "unborn"}
"""Words that stand for nothing in a person's name: Na, None and Nil are names that people bear."""

NOTHING = re.compile(r"[\W_]+")
"""Dashes, question marks and the like."""

NO_ID = re.compile(r"0+|9{6,}", re.ASCII)
"""Identifiers that only fill a field."""


def stands_for_nothing(text: str, *, name: bool) -> bool:
    """Whether a cell's text is a placeholder.

    Args:
        name: whether it is a person's name, of which fewer words are placeholders.
    """
    word = folded(text)
    return NOTHING.fullmatch(text) is not None or word in (NOT_NAMES if name else WORDS) or (name and text == "NULL")


def names_nobody(text: str) -> bool:
    """Whether an identifier is one that only fills its field, such as 0 or 999999."""
    return NO_ID.fullmatch(text) is not None
