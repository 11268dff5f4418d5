"""Tables of counts by state and group as they may be published: what cannot be proven to give nothing away is left out.

The rule, and what hides the small counts, is that of `csgraph.governance.rounded_counts`. All tables of one set of
things are hidden together, for they count the same: by state, and within each team, agency or month. A table that would
cost a count by state that can be told without it, or that would tell hardly anything, gives way to the counts by group
alone, and those to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from csgraph.governance.assurance_counts import LONG
from csgraph.governance.rounded_counts import printed, shares, total
from csgraph.governance.working_out import EVERYBODY, LARGEST_HIDDEN, Tables
from csgraph.questions.small_numbers import HIDDEN

MOST = 300
"""Counts of one set of things that are hidden together; to prove more takes too long."""
LEAST_TOLD = 0.25
"""The share of a table's counts, noughts left out, that must be printed for it to be worth printing."""
ANY = "all together"
"""The state of counts by group alone."""
EVERYTHING = "All"
SHOWN = "All that is shown"


@dataclass(frozen=True)
class Published:
    """The counts of one set of things, as they may be handed out.

    Attributes:
        cells: by, group, state and a column of text a set, as `csgraph.governance.assurance_counts` lays them out; the
            state of counts by group alone is `ANY`.
        left_out: headings of the tables that are not published.
    """

    cells: pd.DataFrame
    left_out: tuple[str, ...] = ()


def published(counts: pd.DataFrame) -> Published:
    """The counts as text, the small ones suppressed and the others rounded.

    Args:
        counts: as `csgraph.governance.assurance_counts.counts_of`.
    """
    kept = counts[counts["by"] == ""].reset_index(drop=True)
    cells = printed(tables_of(kept))
    left_out = []
    for by in [by for by in dict.fromkeys(counts["by"]) if by]:
        for rows in _narrower(counts[counts["by"] == by]):
            more = pd.concat([kept, rows], ignore_index=True)
            tried = _tried(more, cells)
            if tried is not None:
                kept, cells = more, tried
                break
        else:
            left_out.append(by)
    told = {name: cells[:, place] for place, name in enumerate(_sets(kept))}
    return Published(kept[list(LONG)].assign(**told), tuple(left_out))


def _narrower(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The counts by group and state, then those by group alone."""
    yield rows
    yield rows.groupby(["by", "group"], sort=False)[_sets(rows)].sum().reset_index().assign(state=ANY)[[*rows.columns]]


def _tried(counts: pd.DataFrame, before: np.ndarray) -> np.ndarray | None:
    """The cells with one table more; None where it costs a count that was told, or tells too little."""
    true = _numbers(counts)
    new = slice(len(before), None)
    if true.size > MOST or not _worth((true[new] > LARGEST_HIDDEN), true[new]):
        return None
    cells = printed(tables_of(counts))
    worth = _worth((cells[new] != HIDDEN) & (true[new] > 0), true[new])
    return cells if (cells[: len(before)] == before).all() and worth else None


def _worth(told: np.ndarray, true: np.ndarray) -> bool:
    """Whether enough of the counts of everything is told; the columns of parts come with them."""
    return bool(told[:, 0].sum() >= max(1, LEAST_TOLD * (true[:, 0] > 0).sum()))


def tables_of(counts: pd.DataFrame) -> Tables:
    """The counts with which rows make up which: the states everything, and the groups of each heading each state."""
    whole = counts[counts["by"] == ""]
    sums: list[tuple[tuple[int, ...], int]] = [(tuple(whole.index), EVERYBODY)]
    for by in [by for by in dict.fromkeys(counts["by"]) if by]:
        rows = counts[counts["by"] == by]
        places = dict(zip(whole["state"], range(len(whole)), strict=True)) | {ANY: EVERYBODY}
        sums += [(tuple(part.index), places[state]) for state, part in rows.groupby("state", sort=False)]
    return Tables(_numbers(counts), tuple(sums))


def table_by(found: Published, by: str, name: str) -> pd.DataFrame:
    """One table of a set of things: a line a group, a column a state with its share of the line, and the line's sum.

    Args:
        found: the counts.
        by: its heading; empty for the table of everything alone.
        name: the column of the set.
    """
    rows = found.cells[found.cells["by"].isin(["", by])]
    # Of a part, a group that has none of it is a line that says nothing.
    rows = rows[rows.groupby(["by", "group"])[name].transform(lambda cells: (cells != "0").any()) | (rows["by"] == "")]
    if alone(found, by):
        shown = rows[rows["by"] == by]
        return pd.DataFrame({by: shown["group"], ANY: shown[name]}, dtype=object).reset_index(drop=True)
    lines = rows.groupby(["by", "group"], sort=False)
    parts = [(str(group) if str(of) else EVERYTHING, part) for (of, group), part in lines]
    made = [[group, *_line(part[name]), _sum(part[name])] for group, part in parts]
    return pd.DataFrame(made, columns=[by or "Counted", *dict.fromkeys(rows["state"]), SHOWN], dtype=object)


def alone(found: Published, by: str) -> bool:
    """Whether the table of a heading tells the groups alone, without their states."""
    return bool((found.cells.loc[found.cells["by"] == by, "state"] == ANY).any())


def _line(cells: pd.Series) -> list[str]:
    of = shares(cells, [cells.tolist()])
    return [f"{cell} ({share})" if share and cell != "0" else str(cell) for cell, share in zip(cells, of, strict=True)]


def _sum(cells: pd.Series) -> str:
    """The sum of a line; where all that it has is suppressed, that is what it says."""
    told = total(cells)
    return HIDDEN if told == "0" and (cells == HIDDEN).any() else told


def _sets(counts: pd.DataFrame) -> list[str]:
    return [str(name) for name in counts.columns if name not in LONG]


def _numbers(counts: pd.DataFrame) -> np.ndarray:
    numbers: np.ndarray = counts[_sets(counts)].to_numpy(dtype=int)
    return numbers
