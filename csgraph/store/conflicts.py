"""Where two sources say different things of one subject: both are kept, one is shown, and a person can ask which."""

import json
from dataclasses import dataclass

import pandas as pd

from csgraph.batch import Batch
from csgraph.model import COUNTED_ONLY
from csgraph.store.derive import newest
from csgraph.store.identity import keys_of
from csgraph.store.protocol import Transaction

EXAMPLES = 5


@dataclass(frozen=True)
class Conflict:
    """What a batch says otherwise than another source.

    Attributes:
        label: node label.
        property: which of its properties.
        source: the other source.
        recorded_by: the agency that recorded what the other says.
        count: how many nodes.
        rows: file and row of the first of them in the batch.
    """

    label: str
    property: str
    source: str
    recorded_by: str
    count: int
    rows: tuple[tuple[str, int], ...]


def conflicts(tx: Transaction, batch: Batch) -> list[Conflict]:
    """What a batch that is in the store says otherwise than the other sources do, but for what is only counted."""
    found: list[Conflict] = []
    for label in sorted(batch.nodes):
        ids = _named(tx, label, sorted(keys_of(batch, label)))
        said = tx.links(("ASSERTED_IN", label, "Batch"), "from_id", ids)
        if len(said):
            found += _of_label(label, said, tx.nodes("Batch", sorted(set(said["to_id"]))), batch)
    return found


def _named(tx: Transaction, label: str, keys: list[str]) -> list[str]:
    joined = tx.links(("IDENTIFIED_BY", label, "Identifier"), "to_id", keys) if _has_identifiers(label) else None
    ids = set(tx.nodes(label, keys)["id"])
    return sorted(ids if joined is None else ids | set(joined["from_id"]))


def _has_identifiers(label: str) -> bool:
    from csgraph import model

    return bool(model.NODE[label].schemes)


def _of_label(label: str, said: pd.DataFrame, batches: pd.DataFrame, batch: Batch) -> list[Conflict]:
    last = newest(said, batches)
    sources = dict(zip(batches["id"], batches["source"], strict=True))
    ours = str(batch.ledger["source"])
    own: dict[tuple[str, str], tuple[set[str], tuple[str, int]]] = {}
    others: dict[tuple[str, str], dict[tuple[str, str], set[str]]] = {}
    columns = ("from_id", "to_id", "values", "recorded_by", "file", "row")
    for node, to, values, agency, file, row in zip(*(last[c] for c in columns), strict=True):
        for name, value in json.loads(values).items():
            if name in COUNTED_ONLY:
                continue
            if to == batch.id:
                own.setdefault((node, name), (set(), (str(file), int(row))))[0].add(_plain(value))
            elif sources[to] != ours:
                other = others.setdefault((node, name), {}).setdefault((sources[to], str(agency)), set())
                other.add(_plain(value))
    rows: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for key, (mine, where) in own.items():
        for (source, agency), theirs in others.get(key, {}).items():
            # Lists are put together, and are no contradiction.
            if not mine & theirs and not any(one.startswith("[") for one in mine | theirs):
                rows.setdefault((key[1], source, agency), []).append(where)
    return [
        Conflict(label, name, source, agency, len(places), tuple(sorted(places)[:EXAMPLES]))
        for (name, source, agency), places in sorted(rows.items())
    ]


def _plain(value: object) -> str:
    """A value as it is compared: case and spaces tell nobody apart."""
    return " ".join(str(value).casefold().split())
