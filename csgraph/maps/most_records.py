"""How many records one page draws: as many as can be read, or all where that was asked and a browser bears it."""

from csgraph.errors import CsgraphError
from csgraph.maps.records import Describer

MOST = 2_000
"""Records of one page at most: with more, dragging one is no longer smooth, and nobody can read the picture."""


def most_records(view: Describer, here: int, narrower: str) -> int:
    """How many records a map may draw.

    Args:
        view: knows what was asked, and how many records of the map can be read.
        here: how many there would be without a limit.
        narrower: how to draw fewer, or to see all another way.

    Raises:
        CsgraphError: everything was asked for, and it is more than a page bears.
    """
    asked = view.drawing
    if not asked.whole:
        return asked.records or view.settings.records
    if here > MOST:
        raise CsgraphError(
            f"The whole map “{view.settings.title}” would draw {here:,} records; a page bears {MOST:,}.", narrower
        )
    return asked.records or here
