"""Who is who on a page for a shared screen: a short pseudonym on the page, and the name apart from it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from csgraph.governance.naming import HOMES
from csgraph.governance.plain_text import plain
from csgraph.governance.pseudonyms import pseudonyms
from csgraph.governance.redaction import UNNAMED, full_name, initials
from csgraph.store import Store

PREFIXES = {"Child": "CH", "Adult": "AD", "Professional": "PR", "Group": "GR"}
SHORT = 6
"""Digits that can be said aloud: 24 bits, and more where two of one store begin alike."""
WORD = re.compile(r"\w+")
WITHHELD = (
    (re.compile(r"[^\s,;()]+@[^\s,;()]+"), "(e-mail withheld)"),
    (re.compile(r"(?<!\w)(?:\+44|0)[\d()\- ]{8,}\d"), "(telephone withheld)"),
)
"""What a sentence may hold beside names that leads to somebody."""


@dataclass(frozen=True)
class Entry:
    """Somebody whom a page may show.

    Attributes:
        id: the node id.
        label: Child, Adult, Professional or Group.
        pseudonym: in full, as other outputs have it.
        short: what the page calls them.
        name: the name as recorded.
        held: what the page tells while they are held down: the name, or initials where names were not asked for.
    """

    id: str
    label: str
    pseudonym: str
    short: str
    name: str
    held: str


class Roll:
    """Everybody of a store by node id, each called alike on every page of that store.

    Attributes:
        entries: everybody.
        identifiable: whether names were asked for.
    """

    def __init__(self, people: pd.DataFrame, homes: Iterable[object] = (), *, identifiable: bool) -> None:
        """Takes a frame with columns id, label, forename and surname, and the addresses that no page may tell."""
        self.identifiable = identifiable
        known = people.drop_duplicates("id").sort_values("id")
        of_label = [(str(label), found) for label, found in known.groupby("label")]
        full = {
            id_: name
            for label, found in of_label
            for id_, name in zip(found["id"], pseudonyms(list(found["id"]), PREFIXES[label]), strict=True)
        }
        short, call = shortened(full), full_name if identifiable else initials
        self.entries = {
            id_: Entry(id_, label, full[id_], short[id_], full_name(*name), call(*name))
            for id_, label, *name in known[["id", "label", "forename", "surname"]].itertuples(index=False, name=None)
        }
        everybody = self.entries.values()
        instead = {plain(home): "(private address)" for home in homes}
        instead |= {one.name: one.short for one in everybody if one.name != UNNAMED and not _common(one)}
        instead |= {one.id: one.short for one in everybody}
        self._instead: dict[str, list[tuple[str, str]]] = {}
        for text, other in sorted(instead.items(), key=lambda pair: (-len(pair[0]), pair)):
            if first := WORD.search(text):
                self._instead.setdefault(first[0].casefold(), []).append((text.casefold(), other))

    def called(self, ids: Iterable[str]) -> dict[str, str]:
        """What the page calls each of these whom it must not name."""
        return {id_: self.entries[id_].short for id_ in ids if id_ in self.entries}

    def shown_in(self, texts: Iterable[str]) -> list[Entry]:
        """Everybody whose pseudonym stands in any of the texts, by pseudonym."""
        words = {word for text in texts for word in re.findall(r"\b[A-Z]{2}-[0-9A-F]+\b", text)}
        return sorted((one for one in self.entries.values() if one.short in words), key=lambda one: one.short)

    def without_names(self, text: str) -> str:
        """The text with every name, identifier and home of the store replaced, and no telephone or e-mail address."""
        line = plain(text, len(text) + 1)
        for pattern, other in WITHHELD:
            line = pattern.sub(other, line)
        parts, done = [], 0
        for word in WORD.finditer(line):
            if word.start() < done:
                continue
            for name, other in self._instead.get(word[0].casefold(), ()):
                end = word.start() + len(name)
                if line[word.start() : end].casefold() == name and not line[end : end + 1].isalnum():
                    parts += [line[done : word.start()], other]
                    done = end
                    break
        return "".join([*parts, line[done:]])


def roll_of(store: Store, *, identifiable: bool) -> Roll:
    """The roll of a store."""
    places = store.read("subject_names")
    homes = places.loc[places["kind"].isin(HOMES), "name"].dropna()
    return Roll(store.read("people_names"), homes, identifiable=identifiable)


def shortened(full: Mapping[str, str]) -> dict[str, str]:
    """Each pseudonym cut to as few digits as tell it from all others, and no fewer than can be said aloud."""
    short: dict[str, str] = {}
    digits = SHORT
    while len(short) < len(full):
        cut = {id_: _cut(name, digits) for id_, name in full.items()}
        count = Counter(cut.values())
        short |= {id_: one for id_, one in cut.items() if id_ not in short and (count[one] == 1 or one == full[id_])}
        digits += 2
    return short


def _common(one: Entry) -> bool:
    """Whether a name is a single word by which an agency calls a group: it may be a word of any sentence."""
    return one.label == "Group" and " " not in one.name


def _cut(pseudonym: str, digits: int) -> str:
    prefix, _, rest = pseudonym.partition("-")
    return f"{prefix}-{rest[:digits]}"
