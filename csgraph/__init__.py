"""Agency extracts in, one graph of children's networks, contextual safeguarding questions answered, maps out."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`csgraph.open(where, purpose=…)`, see `csgraph.api.Graph`: found when it is first asked for.

    Raises:
        AttributeError: csgraph has no such name.
    """
    if name == "open":
        return import_module("csgraph.api").Graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
