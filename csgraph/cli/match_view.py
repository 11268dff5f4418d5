"""A proposal as a person may see it: both records, the evidence; redacted unless names were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csgraph.governance.plain_text import plain
from csgraph.governance.pseudonyms import pseudonym
from csgraph.linkage.proposals import Proposal
from csgraph.linkage.sides import Side, Sides, seal, token
from csgraph.store import Store

PREFIX = {"Child": "CH", "Adult": "AD", "Location": "PL"}
"""Of pseudonyms; professionals are named, for they work in the open."""
NAMES = ("forename", "surname")
HIDDEN = ("postcode", "account", "disability", "send", "legal_status", "ward", "easting", "northing")
"""Properties of people and places that are told only as recorded or not, unless names were asked for."""
HOMES = ("private_address", "cuckooed_address")
COMPARED = {"dob": "date of birth", "postcodes": "address", "schools": "school", "number": "number in the name"}
"""What a comparison is called where its own name says too little."""


@dataclass(frozen=True)
class Fact:
    """One property of both records."""

    name: str
    one: str
    other: str


@dataclass(frozen=True)
class Weighed:
    """One comparison: what it is of, how the two agree, and its match weight."""

    name: str
    words: str
    weight: float


@dataclass(frozen=True)
class View:
    """A proposal to be shown.

    Attributes:
        proposal: the proposal.
        number: its place, from 1.
        token: what stands for the pair outside the store.
        seal: tells whether a record has changed.
        one, other: what the two are called.
        facts: both records, property by property.
        evidence: what was weighed, without what neither says.
        unsaid: names of the comparisons that one of the two says nothing of.
    """

    proposal: Proposal
    number: int
    token: str
    seal: str
    one: str
    other: str
    facts: tuple[Fact, ...]
    evidence: tuple[Weighed, ...]
    unsaid: tuple[str, ...]


def views(store: Store, proposals: Sequence[Proposal], *, identifiable: bool, today: date) -> list[View]:
    """The proposals as they may be shown.

    Args:
        identifiable: whether names, identifiers, dates of birth and addresses are shown.
        today: the day on which ages are told.
    """
    sides = Sides(store)
    return [_view(sides, one, number, identifiable, today) for number, one in enumerate(proposals, 1)]


def likely(proposal: Proposal) -> str:
    """The probability to four places; never 1, for nothing is certain here."""
    return "over 0.9999" if proposal.probability > 0.9999 else f"{proposal.probability:.4f}"


def called(label: str, node: str, *, identifiable: bool) -> str:
    """What a subject is called: its id, or a pseudonym; professionals keep their id."""
    return node if identifiable or label not in PREFIX else pseudonym(node, PREFIX[label])


def _view(sides: Sides, proposal: Proposal, number: int, identifiable: bool, today: date) -> View:
    one, other = (sides.of(proposal.label, node) for node in (proposal.one, proposal.other))
    names = list(dict.fromkeys((*one.values, *other.values)))
    facts = [Fact("known by", *(", ".join(told) for told in proposal.sources))]
    facts += [
        Fact(name, *(_told(proposal.label, name, side, identifiable, today) for side in (one, other))) for name in names
    ]
    said = [Weighed(COMPARED.get(e.name, e.name), e.words, e.weight) for e in proposal.evidence if e.said]
    unsaid = [COMPARED.get(e.name, e.name) for e in proposal.evidence if not e.said]
    first, second = (called(proposal.label, node, identifiable=identifiable) for node in (proposal.one, proposal.other))
    return View(
        proposal, number, token(proposal), seal(one, other), first, second, tuple(facts), tuple(said), tuple(unsaid)
    )


def _told(label: str, name: str, side: Side, identifiable: bool, today: date) -> str:
    """A property's values, each with the sources that give it."""
    texts: dict[str, list[str]] = {}
    for value, sources in side.values.get(name, ()):
        shown = plain(value) if identifiable else _masked(label, name, value, side.kind, today)
        texts.setdefault(shown, []).extend(sources)
    if len(texts) == 1:
        return next(iter(texts))
    return "; ".join(f"{text} ({', '.join(sorted(set(sources)))})" for text, sources in texts.items())


def _masked(label: str, name: str, value: str, kind: str, today: date) -> str:
    if label == "Professional":
        return plain(value)
    if label == "Location":
        return "recorded" if kind in HOMES and name not in ("kind", "online") else plain(value)
    if name in NAMES:
        return f"{plain(value)[:1].upper()}…"
    if name == "dob":
        return _age(value, today)
    return "recorded" if name in HIDDEN else plain(value)


def _age(value: str, today: date) -> str:
    born = date.fromisoformat(value)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"age {years}"
