"""Everything that a store holds of one child, for answering a subject access request (UK GDPR, article 15).

What of it may be released is worked out in `csgraph.governance.subject_copy`, and decided by a person.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from csgraph import model
from csgraph.frames import frame
from csgraph.governance.audit import Shown, outputs_about
from csgraph.governance.layered_facts import LayeredFacts
from csgraph.governance.layers import allowed
from csgraph.store import Store
from csgraph.store.erasing import BEARERS, CONCERNED, Node
from csgraph.store.provenance import MANY, equations_of, facts_of
from csgraph.store.rehearsal import Rehearsal

CALLED = ("Professional", "Agency", "School", "Location", "Group")
"""Labels of what the child or a record about the child may be tied to, beside people and other records."""
Facts = Mapping[Node, Iterable[Node]]


@dataclass(frozen=True)
class Records:
    """The records that are about a child.

    Attributes:
        facts: columns `MANY`: their values, and their ties to each other, to workers, places and groups.
        others: ties of other people to them, same columns.
        unsure: records that name nobody and hang on one about several people, such as an action of a meeting.
    """

    facts: pd.DataFrame
    others: pd.DataFrame
    unsure: frozenset[Node]


@dataclass(frozen=True)
class Held:
    """What a store holds of one child.

    Attributes:
        child: the node id.
        identifiers: every identifier of the child, the node id first.
        facts: columns `MANY`: every value that any record gives, every relationship and its versions.
        records: the records about the child.
        equations: columns of `csgraph.store.provenance.FACTS`: what joined the identifiers, or holds others apart.
        decisions: people's decisions on matches of the child, as the query matching_decisions gives them.
        ends: columns of each label's nodes that the facts name, by label; see `CALLED`.
        sources: the extracts that say something of it, as the query sources gives them.
        shown: each time the child was shown to somebody, by this installation's audit log.
        withheld: how many records of each restricted layer are left out.
    """

    child: str
    identifiers: tuple[str, ...]
    facts: pd.DataFrame
    records: Records
    equations: pd.DataFrame
    decisions: pd.DataFrame
    ends: dict[str, pd.DataFrame]
    sources: pd.DataFrame
    shown: list[Shown]
    withheld: dict[str, int] = field(default_factory=dict)


def held_of(store: Store, child: str, include: Iterable[str] = ()) -> Held:
    """Collect what a store holds of a child; the number of queries does not depend on how much that is.

    Args:
        child: the node id.
        include: restricted layers that are given too.

    Raises:
        CsgraphError: there is no such layer, or the audit log cannot be read.
    """
    opened = LayeredFacts(store, allowed(list(include)))
    identifiers, grown = _known_as(opened, child)
    persons: set[Node] = {("Child", child), *(("Adult", one) for one in grown)}
    facts = _facts(opened, persons)
    records = _records(opened, facts, persons)
    equations = equations_of(opened, identifiers)
    every = pd.concat([facts, records.facts, records.others, equations], ignore_index=True)
    decisions, sources = store.read("matching_decisions"), store.read("sources")
    return Held(
        child=child,
        identifiers=tuple(identifiers),
        facts=facts,
        records=records,
        equations=equations,
        decisions=decisions[decisions["one"].isin(identifiers) | decisions["other"].isin(identifiers)],
        ends=_ends(opened, every),
        sources=sources[sources["batch"].isin(set(every["batch"]))].reset_index(drop=True),
        shown=outputs_about(identifiers),
        withheld={name: len(left_out) for name, left_out in opened.withheld.items() if left_out},
    )


def _known_as(store: Store, child: str) -> tuple[list[str], list[str]]:
    """The child's identifiers, and the nodes by which extracts name the same person as an adult."""
    tx = Rehearsal(store)
    further = tx.links(("IDENTIFIED_BY", "Child", "Identifier"), "from_id", [child])
    known = [child, *sorted(set(further["to_id"]) - {child})]
    named = tx.links(("IDENTIFIED_BY", "Adult", "Identifier"), "to_id", known)
    grown = sorted({*tx.nodes("Adult", known)["id"], *named["from_id"]})
    again = tx.links(("IDENTIFIED_BY", "Adult", "Identifier"), "from_id", grown)
    return [*known, *sorted({*grown, *again["to_id"]} - set(known))], grown


def _facts(store: Store, nodes: Iterable[Node]) -> pd.DataFrame:
    by_label: dict[str, list[str]] = {}
    for label, id_ in sorted(nodes):
        by_label.setdefault(label, []).append(id_)
    parts = [facts_of(store, label, ids) for label, ids in by_label.items()]
    filled = [part for part in parts if len(part)]
    return frame(MANY, pd.concat(filled, ignore_index=True) if filled else {})


def _records(store: Store, facts: pd.DataFrame, persons: set[Node]) -> Records:
    """The records about the child, and those about such a record alone.

    What hangs on a record about several people, and does not name the child, may be about another: it is left out.
    """
    own, shared, found, unsure = set(persons), set[Node](), [], set[Node]()
    waiting = _led_to(facts)
    while waiting:
        rows = _facts(store, waiting)
        about = _subjects(rows)
        taken = {one for one, whence in waiting.items() if about.get(one, set()) & persons or whence - shared}
        unsure |= set(waiting) - taken
        own |= taken
        shared |= {one for one in taken if {b for b in about.get(one, ()) if b[0] in BEARERS} - own}
        ours = [one in taken for one in zip(rows["label"], rows["subject"], strict=True)]
        found.append(rows[pd.Series(ours, index=rows.index, dtype=bool)])
        waiting = {one: whence for one, whence in _led_to(found[-1]).items() if one not in own}
    rows = pd.concat([frame(MANY, {}), *found], ignore_index=True) if found else frame(MANY, {})
    return _divided(rows, own - persons, persons, frozenset(unsure - own))


def _divided(rows: pd.DataFrame, own: set[Node], persons: set[Node], unsure: frozenset[Node]) -> Records:
    """The facts of records without their ties to other records and to the child; those to other people apart."""
    far = list(zip(rows["other_label"], rows["other"], strict=True))
    own_ends = pd.Series([one in own or one[0] in CALLED for one in far], index=rows.index, dtype=bool)
    people = pd.Series([one[0] in model.PEOPLE and one not in persons for one in far], index=rows.index, dtype=bool)
    kept = (rows["what"] == "value") | own_ends
    return Records(rows[kept].reset_index(drop=True), rows[people].reset_index(drop=True), unsure)


def _led_to(facts: pd.DataFrame) -> dict[Node, set[Node]]:
    """The records about the subjects of some facts, each with the subjects that lead to it."""
    found: dict[Node, set[Node]] = {}
    for subject, record_end, other in _ties(facts):
        if not record_end:
            found.setdefault(other, set()).add(subject)
    return found


def _subjects(facts: pd.DataFrame) -> dict[Node, set[Node]]:
    """What each record among the subjects of some facts is about."""
    found: dict[Node, set[Node]] = {}
    for subject, record_end, other in _ties(facts):
        if record_end:
            found.setdefault(subject, set()).add(other)
    return found


def _ties(facts: pd.DataFrame) -> Iterator[tuple[Node, bool, Node]]:
    """Ties that say what a record is about: one end, whether the record is at that end, and the other end."""
    rows = facts[facts["what"] == "relationship"]
    columns = (rows[name] for name in ("label", "subject", "name", "other_label", "other"))
    for label, subject, name, other_label, other in zip(*columns, strict=True):
        type_, _, arrow = name.partition(" ")
        if type_ in CONCERNED:
            record_end = arrow == ("←" if CONCERNED[type_] == "to" else "→")
            yield (label, subject), record_end, (other_label, other)


def _ends(store: Store, facts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The workers, schools, places and groups that some facts name."""
    tx = Rehearsal(store)
    named = {label: sorted(set(facts.loc[facts["other_label"] == label, "other"])) for label in CALLED}
    return {label: tx.nodes(label, ids) for label, ids in named.items() if ids}
