"""A store that is watched: what writing to it costs, and what is asked of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csgraph.store.queries import Query, named_query

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from benchmarks.meter import Meter
    from csgraph.store import Store


class Watched:
    """Passes everything on to a store.

    Attributes:
        asked: the text and parameters of every query, in order.
    """

    def __init__(self, store: Store, meter: Meter) -> None:
        self._store = store
        self._meter = meter
        self.asked: list[tuple[str, dict[str, object]]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, work: Callable[[Any], Any]) -> Any:
        """Write, counted as `write`."""
        with self._meter.measure("write"):
            return self._store.write(work)

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        """Read a named query, and note it."""
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """Ask a query, and note it."""
        self.asked.append((query.text, parameters))
        return self._store.ask(query, **parameters)

    def note(self, path: Path) -> None:
        """Leave what was asked to another step."""
        path.write_text(json.dumps(self.asked, default=_dated), encoding="utf-8")


def noted(path: Path) -> list[tuple[str, dict[str, object]]]:
    """What another step has asked."""
    asked = json.loads(path.read_text(encoding="utf-8"))
    return [(text, {name: _undated(value) for name, value in parameters.items()}) for text, parameters in asked]


def _dated(value: object) -> object:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _undated(value: object) -> object:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
