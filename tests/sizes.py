"""How much a sweep tries: little in every run, all of it with CSGRAPH_FULL=1 (`make test-full`)."""

import os


def size(*, ci: int, full: int) -> int:
    """How many points, histories or cases to try."""
    return full if os.environ.get("CSGRAPH_FULL") else ci
