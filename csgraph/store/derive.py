"""What a node shows is derived from its assertions: for each property the value of the assertion that ranks highest.

Precedence: a more reliable assertion before a less reliable one, then the one recorded later, then by source record, so
that the order of imports does not matter. A missing value never hides one that somebody gave.
"""

import json
from collections.abc import Iterable

import pandas as pd

from csgraph import model
from csgraph.frames import frame, kinds

RELIABILITY = {"evidence": 0, "reported": 1, "judgement": 2, "unverified": 3}
"""Best first (pan-Cheshire forms keep evidence apart from judgement; Leeds asks for the reliability of each item)."""


def as_json(rows: pd.DataFrame, label: str) -> list[str]:
    """The properties that each asserted row gives, as JSON; dates in ISO form, missing ones left out."""
    columns = []
    for p in model.NODE[label].properties:
        data = rows[p.name]
        if p.kind in ("date", "moment"):
            data = data.dt.strftime("%Y-%m-%d" if p.kind == "date" else "%Y-%m-%dT%H:%M:%S")
        present = data.map(len) > 0 if p.kind == "texts" else data.notna()
        columns.append((p.name, [v if ok else None for v, ok in zip(data.tolist(), present, strict=True)]))
    names = [name for name, _ in columns]
    every = zip(*(values for _, values in columns), strict=True) if columns else ((),) * len(rows)
    return [
        json.dumps({n: v for n, v in zip(names, row, strict=True) if v is not None}, ensure_ascii=False)
        for row in every
    ]


def newest(assertions: pd.DataFrame, batches: pd.DataFrame) -> pd.DataFrame:
    """Of each record, only what its source said last: a value that a later extract leaves empty is no longer shown.

    Args:
        assertions: columns from_id, to_id (batch), key, table, record.
        batches: columns id, source, extracted_on.
    """
    said = assertions.merge(
        batches[["id", "source", "extracted_on"]], left_on="to_id", right_on="id", suffixes=("", "_b")
    )
    # Row numbers shift from one extract to the next; a record without an id of its own is known by its table.
    record = said["record"].where(~said["record"].str.startswith("row ").astype(bool), "")
    keys = ["from_id", "key", "source", "table", "record_id"]
    said = said.assign(record_id=record.fillna(""))
    last = said.groupby(keys, dropna=False)["extracted_on"].transform("max")
    return said.loc[said["extracted_on"] == last, assertions.columns].reset_index(drop=True)


def derived(label: str, assertions: pd.DataFrame) -> pd.DataFrame:
    """Nodes as their assertions make them.

    Args:
        assertions: columns from_id, to_id (batch), table, values (JSON), reliability, recorded_on, id.

    Returns:
        One row a node: id and the label's properties, sorted by id.
    """
    ordered = assertions.assign(
        rank=assertions["reliability"].map(RELIABILITY).astype("float64").fillna(len(RELIABILITY)),
        day=assertions["recorded_on"].fillna(pd.Timestamp.min),
    ).sort_values(["from_id", "rank", "day", "values", "id"], ascending=[True, True, False, True, True])
    nodes: dict[str, dict[str, object]] = {}
    lists: dict[tuple[str, str], object] = {}
    for node, values, batch, table in zip(*(ordered[c] for c in ("from_id", "values", "to_id", "table")), strict=True):
        shown = nodes.setdefault(node, {})
        for name, value in json.loads(values).items():
            # A table that gives one code a row says the list as a whole.
            if isinstance(value, list) and lists.setdefault((node, name), (batch, table)) == (batch, table):
                shown[name] = sorted({*value, *shown.get(name, ())})  # type: ignore[misc]
            shown.setdefault(name, value)
    columns = kinds(model.node_properties(label))
    return frame(columns, {"id": list(nodes), **{n: [s.get(n) for s in nodes.values()] for n in columns if n != "id"}})


def changed(label: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The rows of `after` that differ from those of `before` with the same id."""
    columns = list(kinds(model.node_properties(label)))
    old = dict(zip(before["id"], as_texts(before, columns), strict=True))
    keep = [old.get(node) != row for node, row in zip(after["id"], as_texts(after, columns), strict=True)]
    return after[pd.Series(keep, index=after.index, dtype=bool)]


def as_texts(rows: pd.DataFrame, columns: list[str]) -> Iterable[str]:
    """Each row as text; missing values of every dtype read the same."""
    plain = [
        ["" if _missing(v) else str(list(v)) if isinstance(v, list) else str(v) for v in rows[c].tolist()]
        for c in columns
    ]
    return ("\x1f".join(row) for row in zip(*plain, strict=True))


def _missing(value: object) -> bool:
    return value is None or (not isinstance(value, list) and bool(pd.isna(value))) or value == []  # type: ignore[call-overload]
