"""Both records of a proposal as their sources wrote them, and a seal that tells whether they have changed."""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256

from csgraph import model
from csgraph.keys import key
from csgraph.linkage.proposals import Proposal
from csgraph.store import Store


@dataclass(frozen=True)
class Side:
    """One subject as its sources describe it.

    Attributes:
        values: by property, in the model's order, each value with the sources that give it, most sources first; none of
            those that are only counted: whoever decides on a match sees no ethnicity, and decides by none.
        kind: the kind of place, for places.
    """

    values: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    kind: str = ""


class Sides:
    """Every subject of a store as its sources describe it."""

    def __init__(self, store: Store) -> None:
        """Reads the store once."""
        said = store.read("matching_records")
        self._by_node = dict(list(said.groupby(["label", "node"])))

    def of(self, label: str, node: str) -> Side:
        """One subject."""
        said = self._by_node.get((label, node))
        found: dict[str, dict[str, set[str]]] = {}
        if said is not None:
            for stated, source in zip(said["stated"], said["source"], strict=True):
                for name, value in json.loads(stated).items():
                    text = "; ".join(value) if isinstance(value, list) else str(value)
                    found.setdefault(name, {}).setdefault(text, set()).add(source)
        names = [p.name for p in model.NODE[label].properties if p.name in found and not p.counted_only]
        values = {name: _ordered(found[name]) for name in names}
        kinds = values.get("kind", ())
        return Side(values, kinds[0][0] if kinds else "")


def token(proposal: Proposal) -> str:
    """What stands for a pair outside the store: the same for the same two ids, and telling nothing without the key."""
    return _sealed("match pair", proposal.label, proposal.one, proposal.other)


def seal(one: Side, other: Side) -> str:
    """What tells whether either record has changed since it was shown."""
    return _sealed("match records", *(json.dumps(side.values, sort_keys=True) for side in (one, other)))


def _sealed(use: str, *parts: str) -> str:
    return hmac.new(key(use), "\x1f".join(parts).encode(), sha256).hexdigest()[:20]


def _ordered(values: dict[str, set[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = ((value, tuple(sorted(sources))) for value, sources in values.items())
    return tuple(sorted(told, key=lambda one: (-len(one[1]), one[0])))
