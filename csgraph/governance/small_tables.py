"""Tables of counts with the small ones hidden, and with them so many others that no sum that is known tells one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from csgraph.questions.small_numbers import SMALLEST, leaves_open

if TYPE_CHECKING:
    import numpy as np


def hidden_cells(counts: "np.ndarray", lines: Iterable[Sequence[int]]) -> "np.ndarray":
    """Which cells of a table to hide.

    Hidden is every count from 1 to 4. Then, line by line, the next smallest ones until the sum of the line leaves each
    hidden count open; where none does, the whole line. One line's hidden cells may lie in others: it goes round until
    nothing changes.

    Args:
        counts: whole numbers in any shape.
        lines: places in the flattened table of the cells whose sum a reader knows or may know.

    Returns:
        Whether to hide each cell, in the shape of the counts.
    """
    import numpy as np

    flat = [int(count) for count in counts.reshape(-1)]
    hidden = [0 < count < SMALLEST for count in flat]
    known = [list(line) for line in lines]
    while sum(_close(flat, hidden, line) for line in known):
        pass
    return np.array(hidden, dtype=bool).reshape(counts.shape)


def _close(counts: Sequence[int], hidden: list[bool], line: Sequence[int]) -> bool:
    """Hides more of a line where its sum would tell; whether it did."""
    if leaves_open([counts[at] for at in line], [hidden[at] for at in line]):
        return False
    shown = sorted((at for at in line if not hidden[at]), key=lambda at: (counts[at] == 0, counts[at], at))
    if not shown:
        return False
    larger = [at for at in shown if counts[at]]
    for at in larger[:1] or shown:
        hidden[at] = True
    return True
