"""Text and identifiers as they may leave the store: nobody named, no identifier, no address, no record number.

What is replaced: names of children and of adults who are not workers, whatever identifies them, where they live or are
placed, record numbers of citations (the file's row stays, so that who holds the extract finds the record), and whatever
has the form of an NHS number, a unique pupil number or a postcode. Workers, schools and other places stay: they are
whom to ring and where to go.
"""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from csgraph import model
from csgraph.codes import code_list
from csgraph.governance.naming import HOMES
from csgraph.governance.plain_text import plain
from csgraph.governance.pseudonyms import pseudonyms
from csgraph.governance.redaction import Labels, numbered
from csgraph.store import Store
from csgraph.store.queries import Query

ADDRESS = re.compile(r"^(?:flat|apartment|room|unit)?\s*\d+\s*[a-z]?\b", re.IGNORECASE)
"""A place that begins like an address: taken for one, as a property's number is, where nobody says what it is."""
UNSAID = ("other", "street")
"""Kinds of place that say nothing of whether somebody lives there."""

PREFIX = {"Child": "CH", "Adult": "AD", "Location": "PL", "Group": "GR"}
EVENT, GROUPED, OTHER = "EV", "PG", "RF"
"""Prefixes of events and other records, of peer groups that csgraph found, and of hashes that stand for records."""
OPEN = {"batch", "urn", "laestab", "place", "group"} | {
    scheme for label in model.WORKERS for scheme in model.NODE[label].schemes
}
"""Schemes whose identifiers lead to no child: workers, agencies, schools, public places and groups, and batches."""

TOKEN = re.compile(r"(?<![\w:/.-])([a-z][a-z0-9_]*):(?!//)([^\s,;()\"']+)")
HASH = re.compile(r"(?<![\w:])[0-9a-f]{20}(?!\w)")
CITED = re.compile(r"^((?:looked in )?)([a-z][a-z0-9_]*) (.+?)((?:, row \d+)?(?: \(batch:[0-9a-f]+\))?)$")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
"""The form of a postcode (BS 7666, part 2)."""
UPN = re.compile(r"\b[A-Z]\d{11}[A-Z\d]\b")
"""The form of a unique pupil number (Department for Education, guide to UPNs)."""
NHS = re.compile(r"batch:[0-9a-f]+|(?<![\d:-])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
"""Ten digits; those of a batch's id are passed over, of which one in eleven would be valid."""
LONGEST_NAME = 6
"""Words of a name that are looked for together."""

PEOPLE = " UNION ALL ".join(
    f"MATCH (p:{label}) RETURN p.id AS id, '{label}' AS label, p.forename AS forename, p.surname AS surname"
    for label in model.PEOPLE
)
KNOWN_AS = " UNION ALL ".join(
    f"MATCH (p:{label})-[:IDENTIFIED_BY]->(i:Identifier) RETURN p.id AS id, i.id AS identifier"
    for label in model.PEOPLE
)
PLACED = "MATCH (:Child)-[:PLACED_AT]->(p:Location) RETURN DISTINCT p.id AS place"


class Disguise:
    """What to write in place of whatever identifies somebody.

    Attributes:
        children: node ids of all children.
        seen: node ids of the people who were written about so far.
    """

    def __init__(self, store: Store, *, identifiable: bool, labels: str = "initials") -> None:
        """Reads who is in a store.

        Args:
            store: with everything in it: what is withheld must be recognised too.
            identifiable: names and identifiers stay; who is written about is still noted.
            labels: `initials`, or `pseudonyms` for people without initials.
        """
        people = store.ask(_query("people", PEOPLE, "id label forename surname"))
        known = store.ask(_query("people known as", KNOWN_AS, "id identifier"))
        self.identifiable = identifiable
        self.seen: set[str] = set()
        self._label_of = dict(zip(people["id"], people["label"], strict=True))
        self.children = {one for one, label in self._label_of.items() if label == "Child"}
        self._person = {one: one for one in people["id"]} | dict(zip(known["identifier"], known["id"], strict=True))
        self._pseudonym = _by_id(people)
        self.labels = self._labels(people, labels)
        self._places, self._homes = _places(store)
        self._replaced: dict[str, str] = {}
        self._names: dict[str, str] = {} if identifiable else self._spoken(people)

    def _labels(self, people: pd.DataFrame, labels: str) -> dict[str, str]:
        """What people are called: names, initials, or the first digits of their pseudonyms."""
        if labels == "pseudonyms" and not self.identifiable:
            return numbered({one: self._pseudonym[one][:9] for one in people["id"]})
        named = (Labels(people[people["label"] == label], self.identifiable) for label in model.PEOPLE)
        every = dict(zip(model.PEOPLE, named, strict=True))
        return {one: every[label].label(one) for one, label in self._label_of.items()}

    def _spoken(self, people: pd.DataFrame) -> dict[str, str]:
        """Full names both ways round, and names of homes, by their words; what to write instead."""
        spoken = {}
        for one, forename, surname in people[["id", "forename", "surname"]].itertuples(index=False, name=None):
            first, last = _words(plain(forename)), _words(plain(surname))
            if first and last:
                spoken[f"{first} {last}"] = spoken[f"{last} {first}"] = self.labels[one]
        homes = {_words(name): label for name, label in self._homes.values() if name}
        return {words: label for words, label in (spoken | homes).items() if words}

    def pseudonym(self, id_: str) -> str:
        """The pseudonym of a person's node id."""
        return self._pseudonym[id_]

    def person(self, identifier: str) -> str | None:
        """The node id of whoever has an identifier, and a note that they were written about."""
        found = self._person.get(identifier)
        if found:
            self.seen.add(found)
        return found

    def home(self, id_: str) -> str | None:
        """What to call a place where somebody lives or is placed; None for other places."""
        return None if self.identifiable or id_ not in self._homes else self._homes[id_][1]

    def identifier(self, text: str) -> str:
        """An identifier as it may leave: people, homes and records by pseudonym."""
        person = self.person(text)
        if self.identifiable:
            return text
        if person:
            return self._pseudonym[person]
        scheme = text.partition(":")[0]
        if text in self._homes:
            return pseudonyms([text], PREFIX["Location"])[0]
        if text in self._places or scheme in OPEN:
            return text
        prefix = GROUPED if scheme == "peers" else "CH" if scheme in model.NODE["Child"].schemes else EVENT
        return pseudonyms([text], prefix)[0]

    def text(self, text: str) -> str:
        """A text as it may leave. Several citations may stand in one, divided by semicolons."""
        if text not in self._replaced:
            self._replaced[text] = self._told(text)
        return self._replaced[text]

    def _told(self, text: str) -> str:
        for scheme, value in TOKEN.findall(text):
            self.person(f"{scheme}:{value.rstrip('.')}")
        if self.identifiable:
            return text
        told = "; ".join(_without_record(part) for part in text.split("; "))
        told = TOKEN.sub(self._token, told)
        told = HASH.sub(lambda found: pseudonyms([found[0]], OTHER)[0], told)
        for pattern, instead in ((POSTCODE, "(postcode)"), (UPN, "(pupil number)")):
            told = pattern.sub(instead, told)
        told = NHS.sub(_without_nhs, told)
        return self._unnamed(told)

    def _token(self, found: re.Match[str]) -> str:
        value = found[2].rstrip(".")
        return self.identifier(f"{found[1]}:{value}") + found[2][len(value) :]

    def _unnamed(self, text: str) -> str:
        """The text with what stands for a name in place of each; the longest name first."""
        words = list(WORD.finditer(text))
        parts, done, at = [], 0, 0
        while at < len(words):
            for count in range(min(LONGEST_NAME, len(words) - at), 0, -1):
                last = words[at + count - 1]
                label = self._names.get(_words(text[words[at].start() : last.end()]))
                if label is not None:
                    parts += [text[done : words[at].start()], label]
                    done, at = last.end(), at + count
                    break
            else:
                at += 1
        return "".join([*parts, text[done:]])


def _query(name: str, text: str, columns: str) -> Query:
    names = columns.split()
    return Query(name, "", text, dict.fromkeys(names, "text"), {}, order=tuple(names))


def _by_id(people: pd.DataFrame) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, rows in people.groupby("label"):
        ids = rows["id"].tolist()
        found |= dict(zip(ids, pseudonyms(ids, PREFIX[str(label)]), strict=True))
    return found


def _places(store: Store) -> tuple[set[str], dict[str, tuple[str, str]]]:
    """Ids of places and groups; and of each home its name and what to call it."""
    known = store.read("subject_names")
    placed = set(store.ask(_query("placed", PLACED, "place"))["place"])
    kinds = code_list("place").codes
    homes: dict[str, str] = {}
    names: dict[str, str] = {}
    for id_, name, kind in known[["id", "name", "kind"]].itertuples(index=False, name=None):
        names[id_] = plain(name)
        said = plain(kind)
        unsaid = (not said or said in UNSAID) and (ADDRESS.match(names[id_]) or id_.startswith("uprn:"))
        if said in HOMES or id_ in placed or unsaid:
            homes[id_] = kinds[said] if said in HOMES else "Placement" if id_ in placed else "Private address"
    return set(known["id"]), {id_: (names[id_], label) for id_, label in numbered(homes).items()}


def _without_record(part: str) -> str:
    """A citation without the record's own number: `source record, row N (batch)` -> `source, row N (batch)`."""
    found = CITED.match(part)
    return f"{found[1]}{found[2]}{found[4]}" if found and found[4] else part


def _words(text: str) -> str:
    return " ".join(word.casefold() for word in WORD.findall(text))


def _without_nhs(found: re.Match[str]) -> str:
    return "(NHS number)" if found[1] and _is_nhs("".join(found.groups())) else found[0]


def _is_nhs(digits: str) -> bool:
    """Whether ten digits are a valid NHS number: the tenth checks the others (NHS data dictionary, modulus 11)."""
    check = 11 - sum(int(d) * weight for d, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and int(digits[9]) == check % 11


def disguised(disguise: Disguise, value: Any) -> Any:
    """A cell, a list or a mapping's values as they may leave."""
    if isinstance(value, str):
        return disguise.text(value)
    if isinstance(value, (list, tuple)):
        return type(value)(disguised(disguise, one) for one in value)
    if isinstance(value, Mapping):
        return {name: disguised(disguise, one) for name, one in value.items()}
    return value
