"""Words that the questions on single children share: days, labels of codes, who recorded something."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from csgraph.codes import code_list
from csgraph.findings import Asking

Row = Mapping[Hashable, Any]
"""One row of a frame, as `to_dict("records")` gives it."""

NOT_RECORDED = "not recorded"
"""In figures, for whatever no record says."""

RANKS_NOBODY = "Order is by state, then by id. It ranks nobody."


def missing(cell: object) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or bool(pd.isna(cell))  # type: ignore[call-overload]  # a cell is a scalar


def day_of(cell: Any) -> str:
    """A day in words."""
    return "an unknown day" if missing(cell) else f"{cell:%Y-%m-%d}"


def label(code: object, codes: str, otherwise: str = NOT_RECORDED) -> str:
    """The words of a code; `otherwise` where there is none."""
    return otherwise if missing(code) else str(code_list(codes).codes.get(str(code), code))


def by_state(
    states: Sequence[str], parts: Sequence[Mapping[str, object]], **patterns: Mapping[str, str]
) -> dict[str, list[str]]:
    """Sentences of rows: each named pattern of the row's state, filled in with the row's parts."""
    return {
        name: [of[state].format_map(part) for state, part in zip(states, parts, strict=True)]
        for name, of in patterns.items()
    }


def boundary_told(asking: Asking, otherwise: str) -> str:
    """Which children the answer is about."""
    asked = "the children asked about" if asking.children is not None else otherwise
    return f"Boundary: {asked}."


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 meeting`, `3 meetings`, `no meetings`."""
    return f"1 {one}" if number == 1 else f"{number or 'no'} {many}"


DEFAULT_BOUNDARY = (
    "children under 18 with an open plan, or within a year a missing episode, an incident, a panel referral, "
    "a screening tool or a core factor"
)
