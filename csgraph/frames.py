"""Frames of nodes and relationships: one dtype for each property kind, the same for import and both engines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from csgraph.schema import Kind, Property

DTYPE: dict[Kind, Any] = {
    "text": "str",
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
    "whole": "Int64",
    "number": "float64",
    "flag": "boolean",
    "texts": "object",
}


def column(values: "Iterable[object] | pd.Series[Any]", kind: Kind) -> "pd.Series[Any]":
    """Values as a column of a property kind. Missing is NaN, NaT or NA by dtype, and [] for a list of texts."""
    series = values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)
    if kind == "texts":
        return pd.Series([_texts(v) for v in series], index=series.index, dtype=object)
    if series.dtype == DTYPE[kind]:
        return series
    if kind in ("date", "moment"):
        return pd.to_datetime(series, errors="raise").astype(DTYPE[kind])
    if kind == "text":
        return series.where(series.notna(), None).astype(DTYPE[kind])
    if kind == "whole" and series.dtype == object:
        series = series.astype("float64")
    return series.astype(DTYPE[kind])


def _texts(value: object) -> list[str]:
    """A list of texts from whatever an engine or a cell gives for one."""
    if value is None or isinstance(value, float):
        return []
    return [value] if isinstance(value, str) else [str(v) for v in value]  # type: ignore[attr-defined]


def frame(columns: Mapping[str, Kind], data: Mapping[str, Sequence[Any]] | pd.DataFrame) -> pd.DataFrame:
    """A frame with exactly these columns, in this order and with their dtypes; an absent column is all missing."""
    length = len(data) if isinstance(data, pd.DataFrame) else max((len(values) for values in data.values()), default=0)
    empty = [None] * length
    built = {name: column(data.get(name, empty), kind).reset_index(drop=True) for name, kind in columns.items()}
    return pd.DataFrame(built, columns=list(columns))


def kinds(properties: Iterable[Property]) -> dict[str, Kind]:
    """Kind by property name."""
    return {p.name: p.kind for p in properties}
