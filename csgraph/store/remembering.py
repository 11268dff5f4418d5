"""A store that answers the same query once: for those who ask many questions of one day."""

from typing import Any, cast

import pandas as pd

from csgraph.store.protocol import Store


def remembering(store: Store) -> Store:
    """A store whose answers are kept as long as it is: what is written meanwhile is not seen.

    Whoever is given a frame must not change it in place.
    """
    return cast("Store", _Remembering(store))


class _Remembering:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[str, tuple[tuple[str, str], ...]], pd.DataFrame] = {}

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        asked = (name, tuple(sorted((key, repr(value)) for key, value in parameters.items())))
        if asked not in self._kept:
            self._kept[asked] = self._store.read(name, **parameters)
        return self._kept[asked]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
