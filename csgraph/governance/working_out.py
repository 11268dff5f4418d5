"""What somebody can work out from tables of counts: what a count that is not printed could be for all they tell."""

from dataclasses import dataclass

import numpy as np

from csgraph.network.integer_programme import solved

LARGEST_HIDDEN = 7
"""Counts from 1 to 7 are not printed."""
STEP = 5
"""The others are printed rounded to the nearest multiple of this."""


Cell = tuple[int, int]
"""Row and column."""
EVERYBODY = -1
"""In place of a row: all children of a column."""


@dataclass(frozen=True)
class Tables:
    """Tables that count the same children in several ways, a column for each set of children.

    Attributes:
        counts: whole numbers by row and column; the first column is everybody, each other one some of them.
        sums: rows that make up another row between them, or `EVERYBODY`; each set of children is parted by the first.
    """

    counts: np.ndarray
    sums: tuple[tuple[tuple[int, ...], int], ...]


def rounded(counts: np.ndarray) -> np.ndarray:
    """Counts to the nearest multiple of `STEP`."""
    whole: np.ndarray = (counts + STEP // 2) // STEP * STEP
    return whole


def possible(tables: Tables, hidden: np.ndarray, cell: Cell, least: int, alike: np.ndarray) -> np.ndarray | None:
    """Counts that fit all that is printed and in which one cell is as large as given; None where there are none.

    The reader is taken to have every table, and to know how many children the store holds, which rows make up which,
    that nobody is in a column who is not in the first, and that nought is printed where it is nought.

    Args:
        hidden: which cells are not printed.
        cell: one of them.
        least: how large it is to be.
        alike: hidden cells that are to be as large as they can be, beside it.
    """
    from scipy.optimize import Bounds, LinearConstraint

    rows, columns = tables.counts.shape
    low, high = _bounds(tables, hidden)
    place = cell[0] * columns + cell[1]
    low[place] = least
    if least > high[place]:
        return None
    wanted = -np.append(alike & hidden, np.zeros(columns)).astype(float)
    found = solved(
        wanted,
        integrality=np.ones(len(wanted)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(*_sums(tables)),
    )
    return np.round(found.x[: rows * columns]).reshape(rows, columns) if found.success else None


def _bounds(tables: Tables, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each cell, and the number of children of each column, can be."""
    counts, everybody = tables.counts, tables.counts[list(tables.sums[0][0]), 0].sum()
    near = rounded(counts)
    low = np.where(hidden, 1, np.where(counts == 0, 0, np.maximum(near - STEP // 2, LARGEST_HIDDEN + 1)))
    high = np.where(hidden, everybody, np.where(counts == 0, 0, near + STEP // 2))
    sizes = np.zeros(counts.shape[1])
    sizes[0] = everybody
    return np.append(low, sizes).astype(float), np.append(high, np.full_like(sizes, everybody)).astype(float)


def _sums(tables: Tables) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What every reader knows to hold between the cells: rows of a matrix, with the least and the most of each sum."""
    rows, columns = tables.counts.shape
    # The last row holds the number of children of each column.
    place = np.arange((rows + 1) * columns).reshape(rows + 1, columns)
    equal = [(place[list(parts), of], place[whole, of]) for of in range(columns) for parts, whole in tables.sums]
    fewer = [(place[row, of], place[row, 0]) for of in range(1, columns) for row in range(rows)]
    matrix = np.zeros((len(equal) + len(fewer), place.size))
    for line, (parts, whole) in enumerate([*equal, *fewer]):
        matrix[line, parts] = 1
        matrix[line, whole] = -1
    return matrix, np.append(np.zeros(len(equal)), np.full(len(fewer), -np.inf)), np.zeros(len(matrix))
