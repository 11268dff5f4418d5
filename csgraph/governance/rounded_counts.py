"""Tables of counts that may leave the partnership: small counts hidden, the others rounded, and none left to be solved.

The rule is that of the NHS's research platforms: counts from 1 to 7 are not printed, the others are rounded to 5, and
totals and percentages are made from the rounded ones. Beside the small counts others are hidden, until each small one
could be 7 or more, and more than it is, for all that the tables tell together (`csgraph.governance.working_out`).
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from csgraph.governance.working_out import LARGEST_HIDDEN, Cell, Tables, possible, rounded
from csgraph.questions.small_numbers import HIDDEN


def printed(tables: Tables) -> np.ndarray:
    """The cells as text: a count rounded to 5, or `suppressed`."""
    told = rounded(tables.counts).astype(str).astype(object)
    told[hidden(tables)] = HIDDEN
    return told


def hidden(tables: Tables) -> np.ndarray:
    """Which cells are not printed; all of them, noughts too, where nothing else keeps the small ones open."""
    mask = (tables.counts > 0) & (tables.counts <= LARGEST_HIDDEN)
    closed = mask.copy()
    # As large as any hidden count, and larger than it is.
    least = np.maximum(LARGEST_HIDDEN, tables.counts + 1)
    while closed.any():
        cell = _first(closed)
        other = possible(tables, mask, cell, int(least[cell]), closed)
        if other is not None:
            closed &= other < least
            continue
        further = _opening(tables, mask, cell, int(least[cell]))
        if not further:
            return np.ones_like(mask)
        for one in further:
            mask[one] = True
    return mask


def shares(cells: pd.Series, wholes: Iterable[Sequence[str]]) -> pd.Series:
    """The percentage that each cell is of a whole; empty where nothing makes up the whole that is printed throughout.

    What is printed of a table is no whole: of three groups of which two are hidden, the third would be all there is.

    Args:
        cells: counts of one column, as `printed` gives them.
        wholes: counts that make up the whole, each a way to make it up; the first that has no hidden one is used.
    """
    parts = next((parts for parts in wholes if HIDDEN not in parts), ())
    whole = sum(int(part) for part in parts)
    told = ["" if cell == HIDDEN or not whole else f"{100 * int(cell) / whole:.0f}%" for cell in cells]
    return pd.Series(told, cells.index, dtype=object)


def total(cells: pd.Series) -> str:
    """The sum of what is printed: it tells nothing of what is not."""
    return str(sum(int(cell) for cell in cells if cell != HIDDEN))


def _first(mask: np.ndarray) -> Cell:
    row, column = np.argwhere(mask)[0]
    return int(row), int(column)


def _opening(tables: Tables, mask: np.ndarray, cell: Cell, least: int) -> list[Cell]:
    """As few cells as need be hidden too so that a cell could be so large; none where that cannot be had."""
    tried = mask.copy()
    added: list[Cell] = []
    for one in _nearest(tables, mask, cell):
        tried[one] = True
        added.append(one)
        if _open(tables, tried, cell, least):
            break
    else:
        return []
    for one in sorted(added, key=lambda other: -tables.counts[other]):
        tried[one] = False
        if not _open(tables, tried, cell, least):
            tried[one] = True
    return [one for one in added if tried[one]]


def _open(tables: Tables, mask: np.ndarray, cell: Cell, least: int) -> bool:
    return possible(tables, mask, cell, least, np.zeros_like(mask)) is not None


def _nearest(tables: Tables, mask: np.ndarray, cell: Cell) -> list[Cell]:
    """The counts that are printed: those of the cell's column, then everybody's, then others; the smallest first."""
    shown = [(int(row), int(column)) for row, column in np.argwhere(~mask & (tables.counts > 0))]
    return sorted(shown, key=lambda one: (one[1] != cell[1], one[1] != 0, int(tables.counts[one]), one))
