"""Names, postcodes and identifiers as matching compares them: plain letters, everyday forms, parts."""

import re
import tomllib
import unicodedata
from functools import cache

from csgraph.errors import CsgraphError
from csgraph.folders import find

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
"""Letters that do not fall apart into a plain one and a mark."""
TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "pc", "dc", "ps", "ds", "insp", "sgt", "pcso"}
STREETS = {"st": "street", "rd": "road", "ave": "avenue", "ln": "lane", "cl": "close", "dr": "drive", "pk": "park"}
TYPED = ("nhs", "upn", "email", "ssn")
"""Schemes in which one slip of the key is an error; in others the next number is another person's."""


def plain_name(text: object) -> str | None:
    """`Siobhán O’Neill-Khan` -> `siobhan oneill khan`; None where nothing is left."""
    if not isinstance(text, str):
        return None
    marked = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    letters = "".join(c for c in marked if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", re.sub(r"['’‘`´]", "", letters)).split()
    return " ".join(words) or None


def root_names(name: str | None) -> list[str]:
    """A forename and the long forms that it may stand for by rules/short_names.toml; of a double one, the first."""
    if not name:
        return []
    first = name.split()[0]
    return sorted({first, *long_forms().get(first, ())})


def name_parts(name: str | None) -> list[str]:
    """The parts of a double name, such as `oneill` and `khan`; none of a single letter."""
    return sorted({part for part in (name or "").split() if len(part) > 1})


def person_name(text: object) -> tuple[str | None, str | None]:
    """First and last name of `Dr Ann-Marie Smith` or `SMITH, Ann-Marie`, plain and without the title."""
    if not isinstance(text, str):
        return None, None
    before, comma, after = text.partition(",")
    words = (plain_name(f"{after} {before}" if comma else text) or "").split()
    named = [word for word in words if word not in TITLES] or words
    if not named:
        return None, None
    return (" ".join(named[:-1]) or None), named[-1]


def place_name(text: object) -> str | None:
    """A place's plain name, with the usual short forms of streets written out."""
    words = (plain_name(text.replace("&", " and ") if isinstance(text, str) else None) or "").split()
    return " ".join(STREETS.get(word, word) if at else word for at, word in enumerate(words)) or None


def postcode(text: object) -> str | None:
    """`zz1 1aa` -> `ZZ11AA`."""
    return re.sub(r"[^A-Z0-9]", "", text.upper()) or None if isinstance(text, str) else None


def sector(code: str) -> str:
    """The postcode without its last two letters: a few streets."""
    return code[:-2]


def slips(identifier: str) -> list[str]:
    """The identifier and what is left of it without one character: two that share one are a slip of the key apart."""
    scheme, _, value = identifier.partition(":")
    if scheme not in TYPED:
        return []
    value = value.casefold()
    return sorted({f"{scheme}:{value}", *(f"{scheme}:{value[:i]}{value[i + 1 :]}" for i in range(len(value)))})


@cache
def long_forms() -> dict[str, tuple[str, ...]]:
    """The long forms by everyday form, from rules/short_names.toml.

    Raises:
        CsgraphError: it cannot be read.
    """
    path = find("rules", "short_names.toml")
    if path is None:
        return {}
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8"))["names"]
    except (tomllib.TOMLDecodeError, KeyError) as fault:
        raise CsgraphError(f"{path.name} cannot be read: {fault}.", "It needs a table [names] of lists.") from None
    found: dict[str, tuple[str, ...]] = {}
    for long, forms in names.items():
        for form in forms:
            found[form] = (*found.get(form, ()), long)
    return found
