"""Who and what leaves with the last relationships: nodes that nothing speaks for keeping any longer.

A node stays while a relationship of any batch touches it. One that none touches stays while a batch that is younger
than its last rule's period describes it, as a council's newest list of children does. A record (an event, an
assessment, a plan) leaves with the last relationship that says whom it is about, for without it it is of no use.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pandas as pd
from networkx.utils import UnionFind

from csgraph import model
from csgraph.batch import Batch
from csgraph.store.identity import keys_of
from csgraph.store.overall import in_force, overall_of
from csgraph.store.retention import described_until

Named = tuple[str, str]
"""A label and an identifier; a child may be called an adult by some extracts, and is one with it here."""
Equation = tuple[str, str, str]
"""A label and two identifiers."""

DECIDED = "decisions"
"""The source of people's decisions on matches: they are about records, and keep nobody."""
RECORDS = frozenset(label for label in model.ASSERTED if not model.NODE[label].schemes)


@dataclass(frozen=True)
class Leaving:
    """What leaves.

    Attributes:
        keys: by label the identifiers by which batches name the nodes that leave.
        equations: pairs of identifiers, equated or held apart, of which neither stays; where one stays, what somebody
            decided about the two still holds.
        counts: how many nodes of each label leave.
    """

    keys: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    equations: AbstractSet[Equation] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)


def leaving(before: Sequence[Batch], after: Sequence[Batch], day: pd.Timestamp) -> Leaving:
    """What leaves with relationships that were taken out of some batches.

    Args:
        before: all batches of a store.
        after: the same without those relationships.
        day: what may be used until a day before it speaks for nobody.
    """
    of = _one_each(before)
    names: dict[Named, set[Named]] = defaultdict(set)
    for batch in _told(before):
        for label in model.ASSERTED:
            for key in keys_of(batch, label):
                names[of(label, key)].add((label, key))
    touched = _touched(after, of)
    lost = {one for one in _touched(before, of) - touched if one[0] in RECORDS}
    staying = touched | (_described(after, of, day) - lost)
    gone = names.keys() - staying
    keys: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for one in sorted(gone):
        for label, key in names[one]:
            keys[label].add(key)
        counts["Child" if ("Child" in {label for label, _ in names[one]}) else min(names[one])[0]] += 1
    return Leaving(dict(keys), _equations(before, of, gone, staying), dict(sorted(counts.items())))


def _one_each(batches: Sequence[Batch]) -> Callable[[str, str], Named]:
    """A function that gives all identifiers of one node the same name."""
    apart = overall_of(batches).apart
    joined: UnionFind[Named] = UnionFind()
    for batch in batches:
        same = in_force(batch, apart).same
        for label, key, other in zip(same["label"], same["key"], same["other"], strict=True):
            joined.union((_known_as(label), key), (_known_as(label), other))
    return lambda label, key: joined[_known_as(label), key]


def _known_as(label: str) -> str:
    return "Child" if label in model.PEOPLE else label


def _told(batches: Sequence[Batch]) -> Iterator[Batch]:
    """Batches of extracts, without people's decisions."""
    return (batch for batch in batches if batch.ledger["source"] != DECIDED)


def _touched(batches: Sequence[Batch], of: Callable[[str, str], Named]) -> set[Named]:
    return {
        of(label, key)
        for batch in batches
        for joint, rows in batch.links.items()
        for label, end in ((joint[1], "from_key"), (joint[2], "to_key"))
        for key in rows[end].unique()
    }


def _described(batches: Sequence[Batch], of: Callable[[str, str], Named], day: pd.Timestamp) -> set[Named]:
    """Nodes that some batch describes, or equates identifiers of, and of which it may still be used on the day."""
    found: set[Named] = set()
    for batch in _told(batches):
        for label, rows in batch.nodes.items():
            fresh = ~(described_until(batch, rows) < day)
            found |= {of(label, key) for key in rows.loc[fresh, "key"].unique()}
        equal = batch.same[~(described_until(batch, batch.same) < day)]
        pairs = zip(equal["label"], equal["key"], equal["other"], strict=True)
        found |= {of(label, key) for label, one, other in pairs for key in (one, other)}
    return found


def _equations(
    batches: Sequence[Batch], of: Callable[[str, str], Named], gone: AbstractSet[Named], staying: AbstractSet[Named]
) -> set[Equation]:
    found: set[Equation] = set()
    for batch in batches:
        for rows in (batch.same, batch.apart):
            for label, key, other in zip(rows["label"], rows["key"], rows["other"], strict=True):
                ends = {of(label, key), of(label, other)}
                if ends & gone and not ends & staying:
                    found.add((label, key, other))
    return found
