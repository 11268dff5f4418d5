"""Agency extracts in, one graph of children's networks, contextual safeguarding questions answered, maps out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csgraph.api import Graph

__version__ = "0.1.0"


def open(where: str | None = None, **sharing: Any) -> "Graph":  # noqa: A001  # csgraph.open reads as it should
    """Open a store for questions from Python; see `csgraph.api.Graph` for what may be given.

    Raises:
        CsgraphError: there is no purpose, or no such store.
    """
    from csgraph.api import Graph

    return Graph(where, **sharing)
