"""Checks a batch against the model before anything is written: the last gate between an extract and the graph."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from csgraph import model
from csgraph.batch import Batch, link_columns, node_columns
from csgraph.codes import code_list
from csgraph.errors import CsgraphError
from csgraph.frames import DTYPE
from csgraph.schema import Kind, Property

IDENTIFIER = r"^[a-z][a-z0-9_]*:\S"
"""Every identifier is `scheme:value`."""

ALWAYS = ("record", "file", "row", "recorded_by", "recorded_on", "reliability")
"""Provenance that no fact lacks; its batch and source are the batch's own."""


def check_batch(batch: Batch) -> None:
    """Refuse a batch that does not fit the model.

    Raises:
        CsgraphError: names the labels, relationship types, columns and rules at fault, and no value.
    """
    faults = sorted({*_node_faults(batch), *_link_faults(batch)})
    if faults:
        raise CsgraphError(f"The extract {batch.ledger['source']} does not fit the graph: {'; '.join(faults)}.")


def _node_faults(batch: Batch) -> Iterator[str]:
    for label, rows in batch.nodes.items():
        if label not in model.ASSERTED:
            yield f"{label} is not a node label"
        else:
            yield from _faults(label, rows, node_schema(label))


def _link_faults(batch: Batch) -> Iterator[str]:
    for (type_, start, end), rows in batch.links.items():
        if type_ not in model.LINK or (start, end) not in model.LINK[type_].pairs:
            yield f"{type_} cannot join {start} to {end}"
        else:
            yield from _faults(type_, rows, link_schema(type_))


def _faults(name: str, rows: pd.DataFrame, schema: pa.DataFrameSchema) -> Iterator[str]:
    try:
        schema.validate(rows, lazy=True)
    except SchemaErrors as found:
        cases = found.failure_cases[["column", "check"]].astype(str).drop_duplicates()
        yield from (f"{name}.{column}: {check}" for column, check in cases.itertuples(index=False))


def node_schema(label: str) -> pa.DataFrameSchema:
    """The schema of a frame of asserted nodes of one label."""
    stated = {p.name: p for p in model.LINK["ASSERTED_IN"].properties}
    properties = stated | {p.name: p for p in model.NODE[label].properties}
    return _schema(node_columns(label), properties, ("key",))


def link_schema(type_: str) -> pa.DataFrameSchema:
    """The schema of a frame of relationships of one type."""
    properties = {p.name: p for p in model.link_properties(type_)}
    return _schema(link_columns(type_), properties, ("from_key", "to_key"))


def _schema(columns: dict[str, Kind], properties: dict[str, Property], keys: tuple[str, ...]) -> pa.DataFrameSchema:
    made = {name: _column(name, kind, properties.get(name), name in keys) for name, kind in columns.items()}
    return pa.DataFrameSchema(made, strict=True, ordered=True)


def _column(name: str, kind: Kind, declared: Property | None, key: bool) -> pa.Column:
    checks: list[Any] = [pa.Check.str_matches(IDENTIFIER, error="is scheme:value")] if key else []
    if declared is not None and declared.codes is not None:
        checks.append(_coded(declared.codes, kind))
    if name == "row":
        checks.append(pa.Check.ge(1, error="counts from 1"))
    dtype = pd.StringDtype(na_value=float("nan")) if kind == "text" else DTYPE[kind]
    return pa.Column(dtype, checks=checks, nullable=not key and name not in ALWAYS)


def _coded(name: str, kind: Kind) -> Any:
    codes = set(code_list(name).codes)
    error = f"is a code of {name}"
    if kind == "texts":
        return pa.Check(lambda column: column.map(codes.issuperset).all(), error=error)
    return pa.Check(lambda column: column.dropna().isin(codes).all(), error=error)
