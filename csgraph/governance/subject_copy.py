"""The copy of a child's records that answers a subject access request, as far as it can be made ready without a person.

Other people stand in it by pseudonym, professionals by name and role. Agencies' own words, which may speak of anybody,
and the child's addresses, which not everybody who asks may know, are on a list of their own that a person must read.
"""

import json
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import pandas as pd

from csgraph import model
from csgraph.codes import code_list
from csgraph.governance.naming import HOMES
from csgraph.governance.others_disguised import SHORTEST, OthersDisguised
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.sharing import FREE
from csgraph.governance.subject_access import Held
from csgraph.schema import Property
from csgraph.store import Store

CITED = ["source", "recorded_by", "reliability", "recorded_on", "file", "row", "record", "batch", "named_as"]
SAID = ["standing", "because"]
ENDS = ["other_kind", "other", "other_is", "start", "end"]
VALUES = ["about", "id", "name", "value", "in_words", *SAID, *CITED]
TIES = ["about", "id", "name", *ENDS, "value", "in_words", *SAID, "review_by", *CITED]
RECORDS = ["about", "id", "what", "name", *ENDS, "value", "in_words", *SAID, "review_by", *CITED]
IDENTIFIERS = ["identifier", "other", *SAID, "decided_by", "decided_at", "reason", *CITED[:-1]]
SHOWN = ["entry", "at", "by", "action", "purpose", "named", "files"]
SCREENED = ["number", "why", "of", "name", "text", "released", "screened_by", "source", "file", "row"]

WORDS = "written by somebody in their own words, which may be about other people"
ADDRESS = "an address, which whoever asks may not be allowed to know"
PURPOSE = "typed by whoever looked, and may name other people"
PLAIN = ("year", "team", "event", "role_recorded", "tool")
"""Properties without a code list that hold a name of something, not a text."""
Row = dict[Hashable, Any]


@dataclass
class Screening:
    """What a person must read before it is released: each text once, by number.

    Attributes:
        rows: columns `SCREENED`.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def later(self, text: str, why: str, of: str, name: str, cited: Row | None = None) -> str:
        """Put a text on the list; returns what stands in its place."""
        number = self._numbers.setdefault((why, text), len(self._numbers) + 1)
        if number > len(self.rows):
            where = {column: (cited or {}).get(column) for column in ("source", "file", "row")}
            self.rows.append({"number": number, "why": why, "of": of, "name": name, "text": text, **where})
        return f"To be screened, no. {number}"


@dataclass(frozen=True)
class Copy:
    """A copy of a child's records.

    Attributes:
        tables: the tables by title, in order.
        people: node ids and identifiers of whoever it shows, the child's among them; for the audit log.
        names: what must not stand in the name of a file: the child's names and identifiers.
    """

    tables: dict[str, pd.DataFrame]
    people: frozenset[str]
    names: frozenset[str] = field(repr=False)


def copy_of(held: Held, store: Store, *, third_parties: bool = False) -> Copy:
    """Make what is held ready for a person to look through.

    Args:
        held: what the store holds of the child.
        store: the store, with everything in it: whoever is left out must be recognised in texts.
        third_parties: other people are named, and their own ties to the child's records given.
    """
    said = held.facts[held.facts["what"] == "value"]
    postcodes = set(said.loc[said["name"] == "postcode", "value"].dropna())
    records = set(zip(held.records.facts["label"], held.records.facts["subject"], strict=True))
    own = {*held.identifiers, *(id_ for _, id_ in records), *_occasions(held.facts)}
    disguise = OthersDisguised(store, own, postcodes, named=third_parties)
    return _Writer(held, disguise, third_parties, postcodes).copy(said)


def _occasions(facts: pd.DataFrame) -> set[str]:
    """Events that the child's own ties come from: of another child, perhaps, but the tie is the child's too."""
    said = facts.loc[facts["what"] == "relationship", "said"].dropna()
    return {event for text in said if (event := json.loads(text).get("event"))}


def gives_away(copy: Copy, name: str) -> bool:
    """Whether the name of a file tells whom it is about, by an identifier or by a name as a word of it."""
    words = {*re.findall(r"[^\W\d_]+", name.casefold()), name.casefold()}
    whole = re.sub(r"[\W_]+", "", name.casefold())
    folded = {re.sub(r"[\W_]+", "", one.casefold()) for one in copy.names}
    return any(one in words or (len(one) >= SHORTEST and one in whole) for one in folded if len(one) > 1)


class _Writer:
    """Writes the tables of one copy."""

    def __init__(self, held: Held, disguise: OthersDisguised, third_parties: bool, postcodes: set[str]) -> None:
        self._held, self._disguise, self._named = held, disguise, third_parties
        self._screening = Screening()
        ties = held.facts[held.facts["what"] == "relationship"]
        self._placed = set(ties.loc[ties["name"].str.startswith("PLACED_AT"), "other"])
        self._postcodes = {_folded(one) for one in postcodes}
        self._ends = {
            (label, str(row["id"])): row for label, rows in held.ends.items() for row in rows.to_dict("records")
        }

    def copy(self, said: pd.DataFrame) -> Copy:
        held = self._held
        ties = held.facts[held.facts["what"] == "relationship"]
        tables = {
            "Values": _table(VALUES, self._facts(said)),
            "Relationships": _table(TIES, self._facts(ties)),
            "Records": _table(RECORDS, self._records()),
            "Identifiers": _table(IDENTIFIERS, self._identifiers()),
            "Sources": self._sources(),
            "Shown to": _table(SHOWN, self._shown()),
        }
        names = set(said.loc[said["name"].isin(("forename", "surname")), "value"])
        return Copy(
            tables={**tables, "To be screened": _table(SCREENED, self._screening.rows)},
            people=frozenset({*held.identifiers, *self._disguise.seen}),
            names=frozenset(names | {one.partition(":")[2] for one in held.identifiers}),
        )

    def _records(self) -> Iterator[dict[str, object]]:
        records = self._held.records
        shown = pd.concat([records.facts, records.others], ignore_index=True) if self._named else records.facts
        yield from self._facts(shown.sort_values(["label", "subject"], kind="stable"))
        if not self._named:
            for (label, id_), rows in records.others.groupby(["label", "subject"]):
                people = rows["other"].nunique()
                told = f"{people} other {'person is' if people == 1 else 'people are'} tied to it; left out here"
                yield {"about": label, "id": id_, "what": "others", "value": told}

    def _facts(self, facts: pd.DataFrame) -> Iterator[dict[str, object]]:
        for row in facts.to_dict("records"):
            said = {} if _missing(row["said"]) else json.loads(row["said"])
            told = {name: self._told(row, name, text) for name, text in said.items()}
            value = row["what"] == "value"
            yield {
                **self._cited(row),
                "about": row["label"],
                "id": row["subject"],
                "what": row["what"],
                "name": row["name"],
                "value": told[row["name"]] if value else "; ".join(f"{n}: {text}" for n, text in told.items()),
                "in_words": "; ".join(filter(None, (_in_words(_declared(row, n), text) for n, text in said.items()))),
                "start": row["start"],
                "end": row["end"],
                "standing": row["standing"],
                "because": row["because"],
                "review_by": row["review_by"],
                **({} if value else self._end(row)),
            }

    def _told(self, row: Row, name: str, text: str) -> str:
        """A value as it may stand in the copy, or where a person finds it."""
        declared, child = _declared(row, name), row["what"] == "value" and row["label"] in model.PEOPLE
        of = f"{row['label']} {row['subject']}"
        if child and name == "postcode":
            return self._screening.later(text, ADDRESS, of, name, row)
        if (child and name not in FREE) or declared.codes or declared.kind != "text":
            return text
        shown = self._disguise.text(text)
        return shown if name in PLAIN else self._screened(shown, of, name, row)

    def _screened(self, text: str, of: str, name: str, row: Row | None = None) -> str:
        return self._screening.later(text, WORDS, of, name, row)

    def _cited(self, row: Row) -> dict[str, object]:
        """Where a fact comes from; a record's number may be made of other people's."""
        cited = {name: row.get(name) for name in CITED}
        for name in ("file", "record", "named_as"):
            if not _missing(cited[name]):
                way = self._disguise.record if name == "record" else self._disguise.text
                cited[name] = way(str(cited[name]))
        return cited

    def _end(self, row: Row) -> dict[str, object]:
        """The far end of a relationship: workers, schools and public places by name, people by pseudonym."""
        label, id_ = str(row["other_label"]), str(row["other"])
        known = {str(n): "" if _missing(v) else str(v) for n, v in self._ends.get((label, id_), {}).items()}
        other, called = self._disguise.identifier(id_), ""
        if label == "Location":
            other, called = self._place(row, id_, known, other)
        elif label in model.PEOPLE:
            person = self._disguise.person(id_)
            called = self._disguise.labels[person] if person and self._named else ""
        elif label == "Group":
            called = self._disguise.text(known.get("name", ""))
        elif label == "Professional":
            role = known.get("job_title") or known.get("role", "")
            called = ", ".join(filter(None, (known.get("name"), role, known.get("team"))))
        else:
            called = known.get("name", "")
        return {"other_kind": label, "other": other, "other_is": called}

    def _place(self, row: Row, id_: str, known: dict[str, str], other: str) -> tuple[str, str]:
        """A place: the child's own address goes on the list, another's is not told."""
        lived_in = known.get("kind") in HOMES and _folded(known.get("postcode", "")) in self._postcodes
        if id_ in self._placed or lived_in:
            address = ", ".join(filter(None, (known.get("name"), known.get("postcode"), id_)))
            return pseudonym(id_, "PL"), self._screening.later(address, ADDRESS, "Location", "name", row)
        return other, self._disguise.home(id_) or self._disguise.text(known.get("name", ""))

    def _identifiers(self) -> Iterator[dict[str, object]]:
        """Each identifier, then what joined it with another or holds it apart from one."""
        for one in self._held.identifiers:
            yield {"identifier": one}
        decisions = self._held.decisions.set_index("batch").to_dict("index")
        for row in self._held.equations.to_dict("records"):
            decided = decisions.get(row["batch"], {})
            reason = decided.get("reason")
            of = f"decision {row['batch']}"
            yield {
                **self._cited(row),
                "identifier": self._disguise.identifier(row["name"]),
                "other": self._disguise.identifier(row["other"]),
                "standing": row["standing"],
                "because": row["because"],
                "decided_by": decided.get("decided_by"),
                "decided_at": decided.get("decided_at"),
                "reason": None if _missing(reason) else self._screened(self._disguise.text(str(reason)), of, "reason"),
            }

    def _sources(self) -> pd.DataFrame:
        """The extracts that say something of the child: whose, which files, which days, when they were loaded."""
        rows = self._held.sources
        agencies = code_list("agency").codes
        files = ["; ".join(self._disguise.text(one) for one in some) for some in rows["files"]]
        told = rows.assign(agency=[agencies.get(one, one) for one in rows["recorded_by"]], files=files)
        names = ["source", "agency", "files", "extracted_on", "period_start", "period_end", "who", "loaded_at", "batch"]
        return told[names]

    def _shown(self) -> Iterator[dict[str, object]]:
        """Who was shown the child, when and why: the recipients, as far as this log goes."""
        for one in self._held.shown:
            purpose = self._disguise.text(one.purpose)
            yield {
                "entry": one.number,
                "at": one.at,
                "by": one.by,
                "action": one.action,
                "purpose": self._screening.later(purpose, PURPOSE, "Shown to", "purpose") if purpose else "",
                "named": "yes" if one.identifiable else "no",
                "files": [self._file(PurePath(path).name) for path in one.outputs],
            }

    def _file(self, name: str) -> str:
        """A file's name, unless it tells somebody else's."""
        words = "".join(one if one.isalnum() else " " for one in name)
        return name if self._disguise.text(words) == words else "a file whose name tells somebody else's"


def _declared(row: Row, name: str) -> Property:
    """The property that a fact gives."""
    if row["what"] == "value":
        declared = model.NODE[str(row["label"])].properties
    else:
        declared = model.LINK[str(row["name"]).partition(" ")[0]].properties
    return next(one for one in declared if one.name == name)


def _in_words(declared: Property, text: str) -> str:
    """What codes mean; empty for what is no code."""
    if not declared.codes:
        return ""
    codes = code_list(declared.codes).codes
    return "; ".join(codes.get(one, one) for one in text.split("; "))


def _table(columns: list[str], rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns, dtype=object)


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)


def _folded(text: str) -> str:
    return text.replace(" ", "").casefold()
