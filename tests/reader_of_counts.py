"""Somebody who has the published tables of one set of things and works out what is suppressed in them.

Written apart from the code that hides: it knows the printed cells, that each table by group parts what the table of
everything counts, and how many things there are in all.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

HIDDEN = "suppressed"
Key = tuple[str, str, str, str]
"""Table, group, state and set."""


def narrowed(cells: pd.DataFrame, true: Mapping[Key, int]) -> list[Key]:
    """The counts from 1 to 7 that a reader can tell exactly, or that cannot be 7 for all that the reader sees.

    Args:
        cells: by, group, state (`all together` for all of them) and a column of text a set, the first all things.
        true: the true count of every cell.
    """
    keys = list(true)
    system = _known(keys, sum(count for key, count in true.items() if key[0] == "" and key[3] == "count"))
    bounds = _bounds(cells, keys)
    found = []
    for place, key in enumerate(keys):
        if not 0 < true[key] <= 7:
            continue
        ends = []
        for sign in (1, -1):
            wanted = np.zeros(len(keys))
            wanted[place] = sign
            solved = milp(wanted, integrality=np.ones(len(keys)), bounds=bounds, constraints=system)
            assert solved.success, "the true counts fit"
            ends.append(round(solved.x[place]))
        if ends[0] == ends[1] or ends[1] < 7:
            found.append(key)
    return found


def keys_of(cells: pd.DataFrame) -> list[Key]:
    """Every cell of published tables."""
    sets = [str(name) for name in cells.columns if name not in ("by", "group", "state")]
    rows = [(str(row["by"]), str(row["group"]), str(row["state"])) for row in cells.to_dict("records")]
    return [(*row, name) for row in rows for name in sets]


def _bounds(cells: pd.DataFrame, keys: list[Key]) -> Bounds:
    texts = dict(zip(keys_of(cells), texts_of(cells), strict=True))
    # Where even noughts are suppressed, a suppressed cell may be one.
    least = 0 if set(texts.values()) == {HIDDEN} else 1
    low = [least if texts[key] == HIDDEN else int(texts[key]) and max(8, int(texts[key]) - 2) for key in keys]
    high = [100_000 if texts[key] == HIDDEN else int(texts[key]) and int(texts[key]) + 2 for key in keys]
    return Bounds(low, high)


def texts_of(cells: pd.DataFrame) -> list[str]:
    """The texts of those cells, in the same order."""
    sets = [name for name in cells.columns if name not in ("by", "group", "state")]
    return [str(row[name]) for row in cells.to_dict("records") for name in sets]


def _known(keys: list[Key], everything: int) -> LinearConstraint:
    place = {key: at for at, key in enumerate(keys)}
    lines: list[tuple[dict[int, int], float, float]] = []
    sets = list(dict.fromkeys(key[3] for key in keys))
    for name in sets:
        whole = [key for key in keys if key[0] == "" and key[3] == name]
        for by in dict.fromkeys(key[0] for key in keys if key[0]):
            rows = [key for key in keys if key[0] == by and key[3] == name]
            for state in dict.fromkeys(key[2] for key in rows):
                of = {place[key]: 1 for key in rows if key[2] == state}
                parted = whole if state == "all together" else [key for key in whole if key[2] == state]
                lines.append((of | {place[key]: -1 for key in parted}, 0, 0))
        if name == sets[0]:
            lines.append(({place[key]: 1 for key in whole}, everything, everything))
        else:
            of_all = [(key, (*key[:3], sets[0])) for key in keys if key[3] == name]
            lines += [({place[part]: 1, place[all_]: -1}, -np.inf, 0) for part, all_ in of_all]
    matrix = np.zeros((len(lines), len(keys)))
    for at, (weights, _, _) in enumerate(lines):
        for column, weight in weights.items():
            matrix[at, column] = weight
    return LinearConstraint(matrix, [low for _, low, _ in lines], [high for _, _, high in lines])
