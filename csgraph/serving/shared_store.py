"""One opening of a store for all who ask at the same time: its frames are read once, and imports come in between.

An embedded store is opened when somebody asks and closed a moment after the last answer: while it is open no import
can write, and so nothing that was read can be out of date. Each opening by itself would be slow (0.2 s) and, at a
dozen at once, impossible: ladybug sets aside 8 TB of addresses for each. A Neo4j is opened once, its answers are kept
for one page only, because others may write meanwhile.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from csgraph.store import Store, open_store
from csgraph.store.opening import on_a_server
from csgraph.store.queries import Query, named_query

LINGER = 2.0
"""Seconds that a store stays open after the last answer; an import waits for 5."""
MOST = 300
"""Frames that are kept of one opening, before they are read anew."""


class _Reading:
    """A store whose queries are asked one at a time and remembered; see `csgraph.store.protocol.Store`."""

    def __init__(self, store: Store, one: Any) -> None:
        self._store = store
        self._one = one
        self._kept: dict[tuple[str, str], pd.DataFrame] = {}

    def read(self, name: str, **parameters: object) -> pd.DataFrame:
        return self.ask(named_query(name), **parameters)

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        asked = (query.text, repr(sorted(parameters.items())))
        with self._one:
            found = self._kept.get(asked)
            if found is None:
                if len(self._kept) >= MOST:
                    self._kept.clear()
                found = self._kept[asked] = self._store.ask(query, **parameters)
        return found.copy(deep=False)  # what one page writes into its frame is not in another's

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@dataclass(eq=False)
class _Opening:
    """A store that is open, or about to be; and how many use it."""

    store: "Future[Store]" = field(default_factory=Future)
    users: int = 0
    closing: threading.Timer | None = None


class SharedStore:
    """A store for several who ask at the same time; see `open_store` for where it is.

    Attributes:
        users: how many ask just now.

    Raises:
        StoreError: it cannot be opened.
    """

    def __init__(self, where: str | None = None, linger: float = LINGER) -> None:
        self.users = 0
        self._where = where
        self._linger = linger
        self._lock = threading.Lock()
        self._now: _Opening | None = None
        self._server = open_store(where, read_only=True) if on_a_server(where) else None
        if self._server is None:
            open_store(where, read_only=True).close()  # what is wrong with it is said before anybody asks

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, open for reading, as long as the block lasts.

        Raises:
            StoreError: it cannot be opened just now, such as while somebody imports.
        """
        with self._counted():
            if self._server is not None:
                yield cast("Store", _Reading(self._server, threading.Lock()))
                return
            opening = self._come_in()
            try:
                yield opening.store.result()
            finally:
                self._leave(opening)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self.users += 1
        try:
            yield
        finally:
            with self._lock:
                self.users -= 1

    def close(self) -> None:
        """Let go of the store."""
        if self._server is not None:
            self._server.close()
        with self._lock:
            opening, self._now = self._now, None
            if opening is not None and opening.users == 0:
                _shut(opening)

    def _come_in(self) -> _Opening:
        with self._lock:
            first = self._now is None
            opening = self._now = self._now or _Opening()
            opening.users += 1
            if opening.closing is not None:
                opening.closing.cancel()
                opening.closing = None
        if first:
            self._open(opening)
        return opening

    def _open(self, opening: _Opening) -> None:
        """Open it without the lock: the others wait for this one's outcome, not one after the other for their own."""
        try:
            store = open_store(self._where, read_only=True)
            opening.store.set_result(cast("Store", _Reading(store, threading.Lock())))
        except BaseException as fault:
            with self._lock:
                self._now = None
            opening.store.set_exception(fault)
            raise

    def _leave(self, opening: _Opening) -> None:
        with self._lock:
            opening.users -= 1
            if opening.users or opening.store.exception() is not None:
                return
            if self._now is not opening:  # closed meanwhile
                _shut(opening)
                return
            opening.closing = threading.Timer(self._linger, self._close_unused, (opening,))
            opening.closing.daemon = True
            opening.closing.start()

    def _close_unused(self, opening: _Opening) -> None:
        with self._lock:
            if opening.users == 0 and self._now is opening:
                self._now = None
                _shut(opening)


def _shut(opening: _Opening) -> None:
    if opening.closing is not None:
        opening.closing.cancel()
    opening.store.result().close()
