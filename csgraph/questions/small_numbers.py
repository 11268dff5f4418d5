"""Tables without names, for meetings on places: small counts hidden, and others so that no total gives them away."""

from collections.abc import Sequence

import pandas as pd

SMALLEST = 5
"""Counts from 1 to 4 are not shown."""
HIDDEN = "suppressed"


def hide(counts: Sequence[int]) -> tuple[list[bool], bool]:
    """Which counts of a column to hide so that its total can be shown, and whether it can.

    Hidden is every count from 1 to 4, then the next smallest ones until the total leaves every hidden count open: at
    least two are hidden, and for all that the total tells each of them could be 5 or more. Where that cannot be had the
    total must be hidden too.
    """
    hidden = [0 < count < SMALLEST for count in counts]
    by_size = sorted((i for i, count in enumerate(counts) if count and not hidden[i]), key=lambda i: (counts[i], i))
    for position in by_size:
        if leaves_open(counts, hidden):
            break
        hidden[position] = True
    return hidden, leaves_open(counts, hidden)


def leaves_open(counts: Sequence[int], hidden: Sequence[bool]) -> bool:
    """Whether a total leaves every hidden count open: one can be the sum less the others, which are at least 1."""
    kept = [count for count, hide_it in zip(counts, hidden, strict=True) if hide_it]
    return not kept or (len(kept) > 1 and sum(kept) - (len(kept) - 1) >= SMALLEST)


def name_free(table: pd.DataFrame, item: str, group: str, counted: Sequence[str]) -> pd.DataFrame:
    """Counts by item with a total for each group and for all, small counts suppressed; all cells are text.

    The total of everything is hidden as soon as the total of one group is: the others are shown, and the difference
    would be the hidden one.

    Args:
        table: one row an item.
        item: the column that names it.
        group: the column to total by.
        counted: columns of counts, each suppressed on its own.
    """
    rows = table[[group, item, *counted]].sort_values([group, item])
    groups = [(str(name), part) for name, part in rows.groupby(rows[group].fillna("not known"))]
    columns = [_column([part[column].astype(int).tolist() for _, part in groups]) for column in counted]
    lines = [[name, text] for name, part in groups for text in [*part[item].astype(str), "all of this kind"]]
    cells = zip(*columns, strict=True)
    labels = [*lines, ["all", "all"]]
    built = [[*label, *row] for label, row in zip(labels, cells, strict=True)]
    return pd.DataFrame(built, columns=[group, item, *counted], dtype="str")


def _column(by_group: Sequence[Sequence[int]]) -> list[str]:
    """The cells of one column: each group's counts and its total, then the total of everything."""
    cells: list[str] = []
    shown = []
    for counts in by_group:
        hidden, total_shown = hide(counts)
        cells += [HIDDEN if hide_it else str(count) for count, hide_it in zip(counts, hidden, strict=True)]
        cells.append(str(sum(counts)) if total_shown else HIDDEN)
        shown.append(total_shown)
    return [*cells, str(sum(map(sum, by_group))) if all(shown) else HIDDEN]
