"""Waiting for a server that may have frozen or be starting again: the person is told while it lasts, and it ends.

A driver that has sent a request waits for its answer without an end. So the work runs in a thread of its own, and this
one watches it: where the server has been silent for some seconds, it is asked on another connection whether it lives.
One that lives is slow, or works for somebody else, and is waited for; one that does not is given up after a while.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from csgraph.store.telling import tell

T = TypeVar("T")
SILENT = 6.0
"""Seconds without an answer after which the server is asked whether it lives."""
BUDGET = 120.0
"""Seconds for which a server that does not answer is waited for. A restart under load was measured at 23 to 122."""


class NoAnswer(Exception):
    """The server froze in the middle of something, and was given up."""


class Patience:
    """What is known of a server while something is done there.

    Attributes:
        url: its address, for messages.
        budget: seconds of patience.
    """

    def __init__(
        self, url: str, lives: Callable[[], bool], budget: float | None = None, *, quiet: bool = False
    ) -> None:
        self.url = url
        self._quiet = quiet
        self.budget = BUDGET if budget is None else budget
        self._lives = lives
        self._asked_at: float | None = None
        self._until: float | None = None
        self._told_slow = False
        self._given_up = False

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Around each request."""
        self.start()
        try:
            yield
        finally:
            self.stop()

    def start(self) -> None:
        """A request is to be sent.

        Raises:
            NoAnswer: the server was given up; the person was told so, and what was begun must not go on after all.
        """
        if self._given_up:
            raise NoAnswer
        self._asked_at = time.monotonic()

    def stop(self) -> None:
        """It is answered, or has failed."""
        self._asked_at = None

    def silent_for(self) -> float:
        """Seconds since the request that is not answered yet; 0 where all are."""
        asked_at = self._asked_at
        return 0.0 if asked_at is None else time.monotonic() - asked_at

    def lose(self, *, told: bool = True) -> bool:
        """The server does not answer: say until when it is waited for, once; False where that time is over."""
        if self._until is None:
            self._until = time.monotonic() + self.budget
            if told and not self._quiet:
                until = datetime.now().astimezone() + timedelta(seconds=self.budget)
                tell(f"The server at {self.url} does not answer; trying again until {until:%H:%M:%S}.")
        return time.monotonic() < self._until

    def find(self) -> None:
        """The server answers again."""
        self._until = None

    def watch(self, work: Callable[[], T]) -> T:
        """Do some work that marks its requests by `asked`.

        Raises:
            NoAnswer: the server has not answered for too long; what it was asked for may still be done.
        """
        run = _Run(work)
        while not run.ended(0.1 if self.silent_for() < SILENT else 1.0):
            if self.silent_for() < SILENT:
                continue
            if self._lives():
                self.find()
                self._tell_slow()
            elif not self.lose() and not run.ended(0):
                self._given_up = True
                raise NoAnswer
        return run.outcome()

    def _tell_slow(self) -> None:
        if not self._told_slow and self.silent_for() >= SILENT:
            self._told_slow = True
            tell(f"The server at {self.url} is still at work, on this or on somebody else's import; waiting for it.")


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
