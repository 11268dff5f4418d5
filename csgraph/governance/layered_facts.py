"""A store without its restricted layers in whatever is told with its provenance: single assertions, earlier versions.

What a record said of a node is kept as text beside its batch, and so are a relationship's earlier versions.
The rules of a layer are about what stands in those texts, too.
"""

import json
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from csgraph.governance.layers import LABELS, Layered, layers
from csgraph.store.queries import Query


@dataclass
class LayeredFacts(Layered):
    """See `csgraph.governance.layers.Layered`.

    Attributes:
        sources: source by batch, as an assertion names only its batch.
    """

    sources: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        known = self.store.read("sources")
        self.sources = dict(zip(known["batch"], known["source"], strict=True))

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """See `Store.ask`; without what is restricted, in texts of assertions and of earlier versions neither."""
        rows = self.store.ask(query, **parameters)
        if {"values", "to_id"} <= set(rows):
            return self._asserted(query, rows)
        rows = self._open(query, rows)
        return self._versioned(query, rows) if "history" in rows else rows

    def _asserted(self, query: Query, rows: pd.DataFrame) -> pd.DataFrame:
        """Assertions as their batch's source may show them, without the properties that are restricted."""
        cited = rows.assign(batch=rows["to_id"], source=rows["to_id"].map(self.sources).astype(object))
        opened = self._open(query, cited)[list(rows.columns)]
        labels = set(LABELS.findall(query.text))
        for layer in layers().values():
            names = {name for rule in layer.rules for label, name in rule.properties if label in labels}
            if names and layer.name not in self.include:
                opened = opened.assign(values=self._without_values(layer.name, names, opened))
        return opened

    def _without_values(self, layer: str, names: set[str], rows: pd.DataFrame) -> list[str]:
        told = []
        for values, *cited in zip(rows["values"], rows["to_id"], rows["record"], rows["row"], strict=True):
            said = json.loads(values)
            if names & set(said):
                self.withheld.setdefault(layer, set()).add(tuple(map(str, cited)))
                said = {name: value for name, value in said.items() if name not in names}
            told.append(json.dumps(said, ensure_ascii=False))
        return told

    def _versioned(self, query: Query, rows: pd.DataFrame) -> pd.DataFrame:
        """Relationships without those of their earlier versions that are restricted."""
        versions = [json.loads(text) if isinstance(text, str) else [] for text in rows["history"]]
        every: list[dict[Hashable, Any]] = [
            {**version, "of_row": at, "of_version": place}
            for at, some in enumerate(versions)
            for place, version in enumerate(some)
        ]
        if not every:
            return rows
        opened = self._open(query, pd.DataFrame(every, dtype=object))
        kept = set(zip(opened["of_row"], opened["of_version"], strict=True))
        left = [[v for place, v in enumerate(some) if (at, place) in kept] for at, some in enumerate(versions)]
        texts = [json.dumps(some, ensure_ascii=False, sort_keys=True) if some else None for some in left]
        return rows.assign(history=pd.Series(texts, index=rows.index, dtype=rows["history"].dtype))
