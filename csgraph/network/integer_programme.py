"""Integer programmes, solved without a word on the output that a person or a program reads."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

OUTPUT = 1
"""The process's own output, below Python's."""
ONE = threading.Lock()
"""Of two threads that mute it at once, the later would put back the earlier one's silence."""


def solved(costs: Any, **given: Any) -> Any:
    """What `scipy.optimize.milp` answers; see there for what is given.

    HiGHS 1.12 prints a line of its own whatever it is told (HiGHS issue 2783): in the middle of a table, a CSV or JSON.
    """
    from scipy.optimize import milp

    with ONE, _muted():
        return milp(costs, **given)


@contextmanager
def _muted() -> Iterator[None]:
    """The process's output goes nowhere meanwhile, that of libraries too, which keep what they print in C's buffers."""
    sys.stdout.flush()
    library = ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
    library.fflush(None)
    kept, nowhere = os.dup(OUTPUT), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, OUTPUT)
        yield
    finally:
        library.fflush(None)
        os.dup2(kept, OUTPUT)
        os.close(kept)
        os.close(nowhere)
