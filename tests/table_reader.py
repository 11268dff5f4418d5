"""Somebody who has a published table of counts and works out what is hidden in it, knowing nothing of how it was made.

Written apart from the code that hides: it reads the printed cells, and counts with whole numbers what they allow.
"""

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

HIDDEN = "suppressed"
BROAD = {
    "White": (
        "White British", "White Irish", "Traveller of Irish heritage", "Gypsy/Roma", "Any other White background",
    ),
    "Mixed": (
        "White and Black Caribbean", "White and Black African", "White and Asian", "Any other Mixed background",
    ),
    "Asian": ("Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"),
    "Black": ("Black Caribbean", "Black African", "Any other Black background"),
    "Other": ("Any other ethnic group",),
    "Not known": ("Refused", "Information not yet obtained", "Not recorded"),
}  # fmt: skip
OTHERS = ("Mixed", "Asian", "Black", "Other")
TABLES = {
    "ethnicity": (*BROAD, "All but White"),
    "ethnicity in detail": tuple(name for names in BROAD.values() for name in names),
    "sex": ("Female", "Male", "Not known"),
    "age": ("0 to 4", "5 to 9", "10 to 15", "16 and 17", "18 and over", "Not known"),
}
WHOLES = {
    "ethnicity": ("White", "All but White", "Not known"),
    "sex": TABLES["sex"],
    "age": TABLES["age"],
}
"""The rows of each table that hold every child between them."""

Cell = tuple[str, str, str]
"""By what, which group, which set of children."""


class Reader:
    """Works out what a table allows.

    Attributes:
        cells: the text of every cell; a row that is not printed is one of noughts.
    """

    def __init__(self, table: pd.DataFrame, everybody: int) -> None:
        """Takes a published table, and how many children there are: that is told by other commands."""
        names = [str(name) for name in table.columns]
        self.sets = [name for name in names if name not in ("by", "group") and not name.endswith("_share")]
        printed = {(str(row["by"]), str(row["group"])): row for row in table.to_dict("records")}
        self.cells: dict[Cell, str] = {
            (by, group, name): str(printed[by, group][name]) if (by, group) in printed else "0"
            for by, groups in TABLES.items()
            for group in groups
            for name in self.sets
        }
        self.place = {cell: at for at, cell in enumerate(self.cells)}
        # Where even noughts are hidden, a hidden cell may be one.
        self.least = 0 if HIDDEN in table["children"].tolist() and "0" not in self.cells.values() else 1
        self.everybody = everybody
        self.known = self._known()

    def unsolved(self, cell: Cell, count: int) -> dict[Cell, int] | None:
        """Other counts that fit the table and give a cell another count; None where only that one fits."""
        for sign in (-1, 1):
            wanted = np.zeros(len(self.cells))
            wanted[self.place[cell]] = sign
            found = milp(wanted, integrality=np.ones(len(wanted)), bounds=self._bounds(), constraints=self.known)
            assert found.success, "the true counts fit"
            other = {one: round(found.x[at]) for one, at in self.place.items()}
            if other[cell] != count:
                return other
        return None

    def _bounds(self) -> Bounds:
        low, high = [], []
        for text in self.cells.values():
            most = self.everybody if text == HIDDEN else int(text) and int(text) + 2
            low.append(self.least if text == HIDDEN else int(text) and max(8, int(text) - 2))
            high.append(most)
        return Bounds(low, high)

    def _known(self) -> LinearConstraint:
        """What anybody knows: which rows make up which, that all tables count the same children, how many there are."""
        lines: list[tuple[dict[Cell, int], float, float]] = []
        for name in self.sets:
            first = {("sex", group, name): 1 for group in WHOLES["sex"]}
            others = [{(by, group, name): -1 for group in WHOLES[by]} for by in ("ethnicity", "age")]
            lines += [(first | other, 0, 0) for other in others]
            parts = {"All but White": [("ethnicity", group) for group in OTHERS]}
            parts |= {group: [("ethnicity in detail", one) for one in names] for group, names in BROAD.items()}
            for group, rows in parts.items():
                lines.append(({(*row, name): 1 for row in rows} | {("ethnicity", group, name): -1}, 0, 0))
            if name != "children":
                pairs = [(by, group) for by, groups in TABLES.items() for group in groups]
                lines += [({(*row, name): 1, (*row, "children"): -1}, -np.inf, 0) for row in pairs]
        lines.append(({("sex", group, "children"): 1 for group in WHOLES["sex"]}, self.everybody, self.everybody))
        matrix = np.zeros((len(lines), len(self.cells)))
        for at, (weights, _, _) in enumerate(lines):
            for cell, weight in weights.items():
                matrix[at, self.place[cell]] = weight
        return LinearConstraint(matrix, [low for _, low, _ in lines], [high for _, _, high in lines])


def solved(table: pd.DataFrame, true: pd.DataFrame) -> list[Cell]:
    """The counts from 1 to 7 that a reader of the published table can work out exactly.

    Args:
        true: the true counts: by, group and a column a set.
    """
    sets = [name for name in true if name not in ("by", "group", "within")]
    counts = {
        (str(row["by"]), str(row["group"]), str(name)): int(row[name])
        for row in true.to_dict("records")
        for name in sets
    }
    whole = sum(counts["sex", group, "children"] for group in WHOLES["sex"])
    reader = Reader(table, whole)
    left = {cell for cell, count in counts.items() if 0 < count <= 7}
    found = []
    while left:
        cell = min(left)
        other = reader.unsolved(cell, counts[cell])
        if other is None:
            found.append(cell)
            left.remove(cell)
        else:
            left = {one for one in left if other[one] == counts[one]}
    return found
