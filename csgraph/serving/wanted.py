"""What a page was asked for: the parameters of an address, read strictly, and written again for links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from csgraph.errors import CsgraphError
from csgraph.governance.plain_text import plain
from csgraph.questions.asked_about import About

if TYPE_CHECKING:
    from csgraph.store import Store

LONGEST = 200
"""Characters of one value: no name, identifier or purpose is longer."""
MOST = 60
"""Values of one address."""
ABOUT = {"child": "children", "place": "places", "group": "groups", "team": "teams", "agency": "agencies"}
"""Parameters that may be given more than once, by the field of `About`."""
DAYS = ("as_of", "since")
TICKED = ("whole", "names")
LABELS = ("initials", "pseudonyms")
KNOWN = (*ABOUT, *DAYS, *TICKED, "boundary", "labels", "include", "purpose", "what")

EVERYBODY = About()
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """What a page was asked for.

    Attributes:
        what: which page, as its path without the first stroke, such as `ask/closures`; on the start page only.
        about: what it is about; children by any identifier or by pseudonym.
        as_of: the day; None for the newest that the extracts cover.
        since: the day to compare with.
        whole: draw everything, however little of it can be read.
        names: names instead of initials.
        labels: what to call people who are not named; empty for the server's own.
        include: restricted layers.
        purpose: why this page, beside why the server was started.
    """

    what: str = ""
    about: About = EVERYBODY
    as_of: date | None = None
    since: date | None = None
    whole: bool = False
    names: bool = False
    labels: str = ""
    include: frozenset[str] = frozenset()
    purpose: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """It as parameters, without those that were left empty."""
        about = [(name, value) for name, into in ABOUT.items() for value in getattr(self.about, into)]
        one = {
            "boundary": self.about.boundary,
            "as_of": self.as_of,
            "since": self.since,
            "whole": "yes" if self.whole else "",
            "names": "yes" if self.names else "",
            "labels": self.labels,
            "purpose": self.purpose,
        }
        layers = [("include", layer) for layer in sorted(self.include)]
        return [*about, *((name, str(value)) for name, value in one.items() if value), *layers]

    def at(self, what: str) -> str:
        """The address of a page with these parameters."""
        query = urlencode(self.pairs())
        return f"/{quote(what)}" + (f"?{query}" if query else "")

    def again(self) -> str:
        """The address of the start page with these parameters filled in."""
        return "/?" + urlencode([("what", self.what), *self.pairs()])


def read(pairs: Pairs) -> Wanted:
    """What some parameters ask for.

    Raises:
        CsgraphError: one is not known, is too long, or is no day.
    """
    given: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(pairs, 1):
        if name not in KNOWN or count > MOST:
            raise CsgraphError("The address asks for something that csgraph does not know.", "Use the form.")
        if len(value) > LONGEST:
            raise CsgraphError(f"What was given for {name} is longer than {LONGEST} characters.", "Shorten it.")
        if plain(value):
            given.setdefault(name, []).append(plain(value, LONGEST))
    every = {into: tuple(given.get(name, ())) for name, into in ABOUT.items()}
    every["children"] = tuple(
        one.strip() for text in every["children"] for one in re.split("[,;]", text) if one.strip()
    )
    return Wanted(
        what=_one(given, "what"),
        about=About(**every, boundary=_one(given, "boundary") or None),
        as_of=_day(given, "as_of"),
        since=_day(given, "since"),
        whole=bool(_one(given, "whole")),
        names=bool(_one(given, "names")),
        labels=_label(_one(given, "labels")),
        include=frozenset(given.get("include", ())),
        purpose=_one(given, "purpose"),
    )


def by_pseudonym(store: "Store", wanted: Wanted) -> Wanted:
    """The same with its children by pseudonym: a browser keeps addresses, and an identifier must not be in them.

    Raises:
        CsgraphError: the store knows no such child.
    """
    from csgraph.governance.pseudonyms import children_behind, pseudonyms

    if not wanted.about.children:
        return wanted
    hidden = pseudonyms(sorted(children_behind(store, wanted.about.children)))
    return replace(wanted, about=replace(wanted.about, children=tuple(hidden)))


def _one(given: dict[str, list[str]], name: str) -> str:
    values = given.get(name, [""])
    if len(values) > 1:
        raise CsgraphError(f"The address gives {name} more than once.", "Use the form.")
    return values[0]


def _day(given: dict[str, list[str]], name: str) -> date | None:
    text = _one(given, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CsgraphError(f"What was given for {name} is not a day.", "Write it as 2026-10-31.") from None


def _label(text: str) -> str:
    if text and text not in LABELS:
        raise CsgraphError("People are called by initials or by pseudonyms.", "Choose one of them.")
    return text
