"""Text about one person as that person may be given it: theirs stays, whatever identifies anybody else goes."""

import re
from collections.abc import Collection, Iterable

import pandas as pd

from csgraph.governance.disguise import Disguise
from csgraph.store import Store

SHORTEST = 5
"""Characters of an identifier without its scheme by which it is looked for in texts: shorter ones are any number."""
BARE = re.compile(r"(?<![\w-])[\w-]*\d[\w-]*(?![\w-])")
"""A word that can be an identifier without its scheme."""


class OthersDisguised(Disguise):
    """See `csgraph.governance.disguise.Disguise`; pseudonyms are the labels, as `csgraph who` finds who is meant."""

    def __init__(self, store: Store, own: Collection[str], values: Iterable[str], *, named: bool) -> None:
        """Reads who is in a store.

        Args:
            store: with everything in it.
            own: identifiers of the person and ids of their records; they stay.
            values: further texts that are the person's own, such as a postcode.
            named: others are named, too.
        """
        self._own = frozenset(own)
        super().__init__(store, identifiable=named, labels="pseudonyms")
        bare = {one: one.partition(":")[2] for one in self._person}
        mine = {bare[one] for one in self._own if one in bare}
        self._bare = {value: one for one, value in bare.items() if value not in mine and one not in self._own}
        stays = sorted({one for one in {*mine, *values} if len(one) >= SHORTEST}, key=len, reverse=True)
        spaced = (r"\s?".join(map(re.escape, one.replace(" ", ""))) for one in stays)
        self._stays = re.compile(rf"(?<![\w-])({'|'.join(spaced) or '(?!)'})(?![\w-])", re.IGNORECASE)

    def identifier(self, text: str) -> str:
        """An identifier as it may leave; the person's own as it is."""
        return text if text in self._own else super().identifier(text)

    def text(self, text: str) -> str:
        """A text as it may leave; what is the person's own stays in it."""
        parts = self._stays.split(text)
        for at in range(0, len(parts), 2):
            told = super().text(parts[at])
            parts[at] = told if self.identifiable else BARE.sub(lambda found: self._word(found[0]), told)
        return "".join(parts)

    def record(self, text: str) -> str:
        """A record's own number, which may be made of several people's."""
        if self.identifiable:
            return text
        return self.text("/".join(self._number(self._bare.get(part), part) for part in text.split("/")))

    def _word(self, word: str) -> str:
        return self._number(self._bare.get(word) if len(word) >= SHORTEST else None, word)

    def _number(self, identifier: str | None, number: str) -> str:
        person = identifier and self.person(identifier)
        return self.pseudonym(person) if person else number

    def _spoken(self, people: pd.DataFrame) -> dict[str, str]:
        return super()._spoken(people[~people["id"].isin(self._own)])
