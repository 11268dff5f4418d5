"""Waiting for a server that may have frozen: the person is told while it lasts, and it ends.

A driver that has sent a request waits for the answer without an end. So a request runs in a thread of its own, and this
one watches it: where the server has been silent for some seconds, it is asked on another connection whether it lives.
One that lives is slow, or works for somebody else, and is waited for; one that does not is given up after a while.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from csgraph.errors import StoreError
from csgraph.store.telling import tell

T = TypeVar("T")
SILENT = 6.0
"""Seconds without an answer after which the server is asked whether it lives."""
BUDGET = 120.0
"""Seconds for which a server that does not answer is waited for. A restart under load was measured at 23 to 122."""


class NoAnswer(StoreError):
    """The server froze in the middle of something, and was given up."""


class Asking:
    """Since when an answer of the server is outstanding."""

    def __init__(self) -> None:
        self._since: float | None = None

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Around each request."""
        self._since = time.monotonic()
        try:
            yield
        finally:
            self._since = None

    def silent_for(self) -> float:
        """Seconds since the request that is not answered yet; 0 where all are."""
        since = self._since
        return 0.0 if since is None else time.monotonic() - since


class _Run(Generic[T]):
    """Work in a thread, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._done: list[T] = []
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)  # one given up must not hold up the exit
        self._thread.start()

    def _run(self) -> None:
        try:
            self._done.append(self._work())
        except BaseException as fault:  # noqa: BLE001 - it is raised again where the work was asked for
            self._fault = fault

    def ended(self, within: float) -> bool:
        self._thread.join(within)
        return not self._thread.is_alive()

    def outcome(self) -> T:
        if self._fault is not None:
            raise self._fault
        return self._done[0]


def watched(work: Callable[[], T], asking: Asking, lives: Callable[[], bool], url: str) -> T:
    """Do some work, telling the person where the server is silent, and giving up where it is dead for too long.

    Args:
        work: it marks each of its requests by `asking`.
        lives: whether the server answers on another connection; takes some seconds at most.

    Raises:
        NoAnswer: the server did not answer for `BUDGET` seconds; what it was asked for may still be done.
    """
    run = _Run(work)
    dead_since: float | None = None
    told_slow = False
    while not run.ended(0.1 if asking.silent_for() < SILENT else 1.0):
        if asking.silent_for() < SILENT:
            dead_since = None
            continue
        if lives():
            dead_since = None
            if asking.silent_for() >= SILENT and not told_slow:
                tell(
                    f"The server at {url} is still at work on the last request, or on somebody else's import; waiting."
                )
                told_slow = True
            continue
        if dead_since is None:
            dead_since = time.monotonic()
            tell_waiting(url, BUDGET)
        if time.monotonic() - dead_since > BUDGET:
            raise NoAnswer(f"The server at {url} has not answered for {BUDGET:.0f} seconds.", "Have it restarted.")
    return run.outcome()


def tell_waiting(url: str, seconds: float) -> None:
    """Say until when the server is waited for."""
    until = datetime.now().astimezone() + timedelta(seconds=seconds)
    tell(f"The server at {url} does not answer; trying again until {until:%H:%M:%S}.")
