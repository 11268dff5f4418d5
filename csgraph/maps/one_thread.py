"""Small sums on one thread: a linear algebra library that shares out twenty numbers waits longer than it works."""

from contextlib import AbstractContextManager
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """While it lasts, linear algebra runs on one thread.

    On two busy cores, 40 groups of ten took 6 CPU seconds with as many threads as OpenBLAS chose, and 0.1 with one.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limited: AbstractContextManager[Any] = threadpool_limits(limits=1, user_api="blas")
    return limited
