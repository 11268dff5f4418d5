"""Versions of a relationship: a later batch that asserts the same record again adds one; none is lost.

The version shown is the one recorded last; the others are kept in `history` as JSON, so that a batch can be taken back
later and the relationship be as if it had never come.
"""

import json
from typing import Any

import pandas as pd

from csgraph import model
from csgraph.frames import frame, kinds


def merged(type_: str, known: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Known relationships with the versions that a batch adds.

    Args:
        known: as in the store, columns from_id, to_id and the type's properties.
        new: the batch's, same columns; every id is in `known`.

    Returns:
        The relationships to be written in place of the known ones, in the order of `new`.
    """
    columns = {"from_id": "text", "to_id": "text", **kinds(model.link_properties(type_))}
    before = known.set_index("id")
    rows = [
        _merged(_plain(before.loc[row["id"]].to_dict() | {"id": row["id"]}), _plain(row))
        for row in new.to_dict("records")
    ]
    return frame(columns, pd.DataFrame(rows, columns=list(columns), dtype=object))


def _plain(row: dict[Any, Any]) -> dict[str, object]:
    return {k: (None if v is None or v != v or v is pd.NaT or v is pd.NA else v) for k, v in row.items()}


def _merged(known: dict[str, object], new: dict[str, object]) -> dict[str, object]:
    versions = {str(v["batch"]): v for v in json.loads(str(known["history"] or "[]"))}
    for one in (known, new):
        versions[str(one["batch"])] = {
            k: str(v) for k, v in one.items() if v is not None and k not in ("history", "from_id", "to_id")
        }
    ordered = sorted(versions.values(), key=lambda v: (v.get("recorded_on", ""), v["batch"]))
    shown: dict[str, object] = ordered[-1]
    ends = {"from_id": new["from_id"], "to_id": new["to_id"]}
    return (
        shown
        | ends
        | {"history": json.dumps(ordered[:-1], ensure_ascii=False, sort_keys=True) if len(ordered) > 1 else None}
    )
