"""Where everything that the graph holds of one subject comes from: each value, each relationship, each identifier."""

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from csgraph import model
from csgraph.batch import Joint
from csgraph.errors import CsgraphError
from csgraph.frames import frame
from csgraph.schema import Kind
from csgraph.store.derive import RELIABILITY, newest
from csgraph.store.protocol import End, Store
from csgraph.store.rehearsal import Rehearsal

Row = dict[Hashable, Any]
Given = tuple[Row, Any]
"""An assertion, and what it says of a property."""

SAME: Joint = ("SAME_AS", "Identifier", "Identifier")
DIFFERENT: Joint = ("DIFFERENT_FROM", "Identifier", "Identifier")
EQUATIONS = (SAME, DIFFERENT)
DAYS = ("start", "end", "review_by")

CITED: dict[str, Kind] = {
    "source": "text",
    "recorded_by": "text",
    "reliability": "text",
    "recorded_on": "date",
    "file": "text",
    "row": "whole",
    "record": "text",
    "batch": "text",
}
"""What says where a fact comes from."""

FACTS: dict[str, Kind] = {
    "what": "text",
    "name": "text",
    "value": "text",
    "other_label": "text",
    "other": "text",
    "start": "date",
    "end": "date",
    "standing": "text",
    "because": "text",
    **CITED,
}
"""Columns of the facts: `what` is value, relationship or identifier; `standing` is shown, not shown, conflict, earlier,
joined or apart; `because` says by which rule."""

MANY: dict[str, Kind] = {
    "label": "text",
    "subject": "text",
    **FACTS,
    "said": "text",
    "named_as": "text",
    "review_by": "date",
}
"""Columns of the facts of several nodes: `said` is what a fact says by property, as JSON; `named_as` the identifier by
which the record named the node."""


@dataclass(frozen=True)
class Subject:
    """A node that somebody asked about."""

    label: str
    id: str


@dataclass(frozen=True)
class Why:
    """The facts of one subject.

    Attributes:
        subject: its node.
        identifiers: every identifier that names it, its id first.
        facts: columns `FACTS`.
        others: subjects by node id, of the far ends of its relationships.
    """

    subject: Subject
    identifiers: list[str]
    facts: pd.DataFrame
    others: dict[str, Subject] = field(default_factory=dict)


def find_subject(store: Store, identifier: str) -> Subject:
    """The node that an identifier names: a child, an adult, a professional, a place, a group, an event or a record.

    Raises:
        CsgraphError: nothing has that identifier.
    """
    tx = Rehearsal(store)
    for label in model.ASSERTED:
        if len(tx.nodes(label, [identifier])):
            return Subject(label, identifier)
        if model.NODE[label].schemes:
            named = tx.links(("IDENTIFIED_BY", label, "Identifier"), "to_id", [identifier])
            if len(named):
                return Subject(label, str(named["from_id"].iloc[0]))
    advice = "Write the scheme before it, such as ssd:123, upn:…, nhs:…, place:… or police:…."
    raise CsgraphError(f"Nothing in the store has the identifier {identifier}.", advice)


def why(store: Store, subject: Subject, other: Subject | None = None) -> Why:
    """Everything that is recorded of a subject, and by whom.

    Args:
        other: only the relationships between the two.
    """
    tx = Rehearsal(store)
    found = list(_relationships(tx, subject.label, [subject.id], other))
    identifiers = _identifiers(tx, subject)
    if other is None:
        found = [*_values(tx, subject.label, [subject.id]), *found, *_equations(tx, identifiers)]
    ends = [(str(row["other_label"]), str(row["other"])) for row in found if row.get("other")]
    facts = frame(FACTS, pd.DataFrame(found, columns=list(FACTS), dtype=object))
    return Why(subject, identifiers, facts, {id_: Subject(label, id_) for label, id_ in ends if label != "Identifier"})


def facts_of(store: Store, label: str, ids: Sequence[str]) -> pd.DataFrame:
    """Every value and every relationship of several nodes of one label, in as many queries as the label has joints.

    Returns:
        Columns `MANY`.
    """
    tx = Rehearsal(store)
    found = [*_values(tx, label, ids), *_relationships(tx, label, ids, None)]
    return frame(MANY, pd.DataFrame(found, columns=list(MANY), dtype=object))


def equations_of(store: Store, identifiers: Sequence[str]) -> pd.DataFrame:
    """Every record or decision that joins one of some identifiers with another, or holds it apart from one.

    Returns:
        Columns `FACTS`.
    """
    found = list(_equations(Rehearsal(store), identifiers))
    return frame(FACTS, pd.DataFrame(found, columns=list(FACTS), dtype=object))


def _identifiers(tx: Rehearsal, subject: Subject) -> list[str]:
    if not model.NODE[subject.label].schemes:
        return [subject.id]
    joined = tx.links(("IDENTIFIED_BY", subject.label, "Identifier"), "from_id", [subject.id])
    return [subject.id, *sorted(set(joined["to_id"]) - {subject.id})]


def _values(tx: Rehearsal, label: str, ids: Sequence[str]) -> Iterator[dict[str, object]]:
    """What each record says of each property of some nodes: the one shown first, then the others by precedence."""
    said = tx.links(("ASSERTED_IN", label, "Batch"), "from_id", ids)
    if not len(said):
        return
    batches = tx.nodes("Batch", sorted(set(said["to_id"])))
    current = set(newest(said, batches)["id"])
    sources = dict(zip(batches["id"], batches["source"], strict=True))
    ranked = said.assign(
        over=~said["id"].isin(current),
        rank=said["reliability"].map(RELIABILITY).astype("float64").fillna(len(RELIABILITY)),
        day=said["recorded_on"].fillna(pd.Timestamp.min),
        batch=said["to_id"],
        source=said["to_id"].map(sources).astype(object),
    ).sort_values(["from_id", "over", "rank", "day", "values", "id"], ascending=[True, True, True, False, True, True])
    for node, rows in ranked.groupby("from_id", sort=False):
        yield from _values_of(label, str(node), rows.to_dict("records"))


def _values_of(label: str, node: str, rows: list[Row]) -> Iterator[dict[str, object]]:
    """The values of one node, from its assertions in the order in which they count."""
    for property_ in model.NODE[label].properties:
        given = [(row, json.loads(row["values"])[property_.name]) for row in rows if _gives(row, property_.name)]
        for place, (row, value) in enumerate(given):
            standing, because = _standing(row, value, given, place)
            yield {
                **_cited(row),
                "label": label,
                "subject": node,
                "what": "value",
                "name": property_.name,
                "value": _text(value),
                "standing": standing,
                "because": because,
                "said": json.dumps({property_.name: _text(value)}, ensure_ascii=False),
                "named_as": row["key"],
            }


def _gives(row: Row, name: str) -> bool:
    return name in json.loads(str(row["values"]))


def _standing(row: Row, value: Any, given: list[Given], place: int) -> tuple[str, str]:
    """Whether a value is shown, and by which rule of `csgraph.store.derive`."""
    shown, first = given[0]
    if row["over"]:
        return "earlier", "its source has said otherwise since, or has left it empty"
    if isinstance(value, list):
        same = place == 0 or (row["to_id"], row["table"]) == (shown["to_id"], shown["table"])
        return ("shown", "one of a list") if same else ("not shown", _weaker(row, shown))
    if _text(value).casefold() == _text(first).casefold():
        return ("shown", _stronger(given)) if place == 0 else ("shown", "says the same")
    return "conflict", _weaker(row, shown)


def _stronger(given: list[Given]) -> str:
    current = [row for row, _ in given if not row["over"]]
    if len(current) == 1:
        return "the only record that gives it"
    first, second = current[0], current[1]
    if first["rank"] != second["rank"]:
        return "the most reliable"
    if first["day"] != second["day"]:
        return "the latest recorded of the most reliable"
    return "as reliable and as late as the others; the first in order"


def _weaker(row: Row, shown: Row) -> str:
    if row["rank"] != shown["rank"]:
        return "less reliable than what is shown"
    return (
        "recorded earlier than what is shown" if row["day"] != shown["day"] else "as reliable and as late; one is shown"
    )


def _relationships(tx: Rehearsal, label: str, ids: Sequence[str], other: Subject | None) -> Iterator[dict[str, object]]:
    """Each relationship of some nodes, its versions beside it."""
    for joint, end in _joints(label):
        far: End = "to_id" if end == "from_id" else "from_id"
        far_label = joint[2] if end == "from_id" else joint[1]
        if other is not None and other.label != far_label:
            continue
        rows = tx.links(joint, end, ids)
        if other is not None:
            rows = rows[rows[far] == other.id]
        name = f"{joint[0]} {'→' if end == 'from_id' else '←'}"
        for row in rows.sort_values([end, "recorded_on", "id"]).to_dict("records"):
            ends = {"label": label, "subject": row[end], "what": "relationship", "name": name}
            ends |= {"other_label": far_label, "other": row[far]}
            yield {**_version(joint[0], end, row), **ends, "standing": "shown", "because": _latest(row)}
            for earlier in json.loads(row["history"]) if isinstance(row["history"], str) else ():
                because = "an earlier version of this record"
                yield {**_version(joint[0], end, earlier), **ends, "standing": "earlier", "because": because}


def _latest(row: Row) -> str:
    return "the version recorded last" if isinstance(row["history"], str) else "the only version"


def _joints(label: str) -> Iterator[tuple[Joint, End]]:
    """Each joint that a label may be an end of; where both ends are of it, once each way."""
    for link in model.LINKS:
        for start, last in link.pairs if link.provenance and link.type not in ("SAME_AS", "DIFFERENT_FROM") else ():
            if start == label:
                yield (link.type, start, last), "from_id"
            if last == label:
                yield (link.type, start, last), "to_id"


def _version(type_: str, end: End, row: Row) -> dict[str, object]:
    said = {p.name: _text(row[p.name]) for p in model.LINK[type_].properties if not _missing(row.get(p.name))}
    days = {name: pd.Timestamp(str(row[name])) if not _missing(row.get(name)) else None for name in DAYS}
    return {
        **_cited(row),
        **days,
        "value": "; ".join(f"{name}: {value}" for name, value in said.items()),
        "said": json.dumps(said, ensure_ascii=False),
        "named_as": row.get("from_key" if end == "from_id" else "to_key"),
    }


def _equations(tx: Rehearsal, identifiers: Sequence[str]) -> Iterator[dict[str, object]]:
    """Which record or decision joined two identifiers of the subject, or holds one apart from another."""
    for joint in EQUATIONS:
        seen: set[str] = set()
        for end in ("from_id", "to_id"):
            for row in tx.links(joint, end, identifiers).to_dict("records"):
                if row["id"] in seen:
                    continue
                seen.add(row["id"])
                one, two = (row["from_id"], row["to_id"]) if end == "from_id" else (row["to_id"], row["from_id"])
                standing = "joined" if joint == SAME else "apart"
                decided = row["source"] == "decisions"
                because = "a person's decision" if decided else "a record that carries both"
                ends = {"what": "identifier", "name": one, "other_label": "Identifier", "other": two}
                yield {**_cited(row), **ends, "standing": standing, "because": because}


def _cited(row: Row) -> dict[str, object]:
    """The provenance of a row, of the engine or of a version kept as text."""
    cited = {name: None if _missing(row.get(name)) else row[name] for name in CITED}
    if cited["recorded_on"] is not None:
        cited["recorded_on"] = pd.Timestamp(str(cited["recorded_on"]))
    if cited["row"] is not None:
        cited["row"] = int(float(str(cited["row"])))
    return cited


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (not isinstance(value, (list, str)) and value != value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
