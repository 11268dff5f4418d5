"""What a process that holds children's records must not let out by itself: core dumps, and what libraries print."""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def no_core_dump() -> None:
    """A crash leaves no picture of the memory, records and passwords in it, in a file. Windows makes none by itself."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def for_owner_only() -> None:
    """Files 0600 and folders 0700, whatever library writes them."""
    os.umask(0o077)


@contextmanager
def without_library_voices() -> Iterator[None]:
    """Keep logs, warnings and other threads' tracebacks of libraries to themselves: many print the values they met.

    Measured: the Neo4j driver logs a query's parameters at DEBUG, and the text of a query with its warnings.
    """
    before, threads = logging.root.manager.disable, threading.excepthook
    logging.disable(logging.CRITICAL)
    threading.excepthook = _only_its_kind
    with warnings.catch_warnings():
        warnings.showwarning = _unsaid
        try:
            yield
        finally:
            logging.disable(before)
            threading.excepthook = threads


def _unsaid(*_: Any, **__: Any) -> None:
    """A warning is for whoever writes csgraph; the tests turn each into an error."""


def _only_its_kind(fault: threading.ExceptHookArgs) -> None:
    sys.stderr.write(f"Error: a part of csgraph stopped ({fault.exc_type.__name__}).\n")
