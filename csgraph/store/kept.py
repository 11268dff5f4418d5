"""Batches as they are kept: the graph is a pure function of them, in the order in which they were loaded.

A kept batch is a table a frame (`ledger`, `same`, `apart`, `node-Child`, `link-ATTENDS-Child-School`, …), from which
the batch is made again exactly. Each engine keeps the tables its own way, always as part of the write that puts the
batch into the graph; the batch's ledger entry names their digest.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

import pandas as pd
import pyarrow
from pyarrow import compute, parquet

from csgraph import model
from csgraph.batch import JOINED, Batch, Joint, link_columns, node_columns
from csgraph.errors import StoreError
from csgraph.frames import frame, kinds
from csgraph.schema import Kind
from csgraph.store.queries import Query

Tables = dict[str, pyarrow.Table]

ARROW: dict[Kind, pyarrow.DataType] = {
    "text": pyarrow.string(),
    "date": pyarrow.timestamp("us"),
    "moment": pyarrow.timestamp("us"),
    "whole": pyarrow.int64(),
    "number": pyarrow.float64(),
    "flag": pyarrow.bool_(),
    "texts": pyarrow.list_(pyarrow.string()),
}
GIVEN = ("digest", "sequence", "nodes_added", "nodes_changed", "joined", "links_added", "links_again")
"""What the ledger entry has only once the batch is in a store."""

LEDGER: dict[str, Kind] = {
    **{name: kind for name, kind in kinds(model.node_properties("Batch")).items() if name not in GIVEN},
    "title": "text",
}
"""Columns of the one row of the table `ledger`."""

ORDER = Query(
    "kept batches",
    "",
    "MATCH (b:Batch) RETURN b.id AS id, b.digest AS digest, b.sequence AS place ORDER BY place, id",
    {"id": "text", "digest": "text", "place": "whole"},
    {},
)


class Keeper(Protocol):
    """What a kept batch can be read back from."""

    def kept_tables(self, batch_id: str, digest: str) -> Tables:
        """The tables of a batch; none where nothing is kept of it.

        Raises:
            StoreError: what is kept cannot be read.
        """
        ...


class Reader(Keeper, Protocol):
    """What can be asked: a store, or a transaction of one, which sees what it has written itself."""

    def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
        """The answer of a query that is not in a file, such as one made from the model.

        Raises:
            StoreError: it cannot be run, or the store cannot be reached.
        """
        ...


def order(reader: Reader) -> pd.DataFrame:
    """The ledger in the order of loading: columns id, digest, place."""
    return reader.ask(ORDER)


def kept_batch(keeper: Keeper, batch_id: str, digest: str) -> Batch:
    """A batch as it was asserted.

    Args:
        digest: what the ledger says of it.

    Raises:
        StoreError: what is kept is not what was loaded.
    """
    tables = keeper.kept_tables(batch_id, digest)
    if "ledger" not in tables or digest_of(tables) != digest:
        raise StoreError(
            f"What is kept of {batch_id} is missing or damaged.",
            "Run csgraph verify; with the extract at hand, it can be imported again into a new store.",
        )
    return batch_of(tables)


def find_batch(reader: Reader, batch_id: str) -> Batch:
    """A batch of a store as it was asserted.

    Raises:
        StoreError: the store has no such batch, or what is kept is not what was loaded.
    """
    ledger = order(reader)
    found = ledger.loc[ledger["id"] == batch_id, "digest"].fillna("").tolist()
    if not found:
        raise StoreError("The store has no such batch.", "List them with csgraph batches.")
    return kept_batch(reader, batch_id, str(found[0]))


def tables_of(batch: Batch) -> Tables:
    """A batch's frames by name."""
    ledger = {k: [v] for k, v in batch.ledger.items() if k in LEDGER} | {"title": [batch.title]}
    tables = {"ledger": _table(frame(LEDGER, ledger), LEDGER)}
    for name, rows in (("same", batch.same), ("apart", batch.apart)):
        tables[name] = _table(rows, JOINED)
    for label, rows in batch.nodes.items():
        tables[f"node-{label}"] = _table(rows, node_columns(label))
    for joint, rows in batch.links.items():
        tables[f"link-{'-'.join(joint)}"] = _table(rows, link_columns(joint[0]))
    return tables


def batch_of(tables: Tables) -> Batch:
    """The batch of some tables; columns that the model has gained since are missing values."""
    row = _frame(tables["ledger"], LEDGER).iloc[0]
    ledger = {name: _native(row[name], kind) for name, kind in LEDGER.items()}
    title = str(ledger.pop("title"))
    nodes: dict[str, pd.DataFrame] = {}
    links: dict[Joint, pd.DataFrame] = {}
    for name, table in tables.items():
        match name.split("-"):
            case ["node", label]:
                nodes[label] = _frame(table, node_columns(label))
            case ["link", type_, start, end]:
                links[(type_, start, end)] = _frame(table, link_columns(type_))
            case _:
                continue
    return Batch(ledger, title, nodes, links, _frame(tables["same"], JOINED), _frame(tables["apart"], JOINED))


def digest_of(tables: Tables) -> str:
    """SHA-256 of what the tables say: names, columns, types and every cell, whatever bytes they are packed in."""
    whole = hashlib.sha256()
    for name in sorted(tables):
        table = tables[name]
        whole.update(f"{name}\n{table.num_rows}\n".encode())
        for column in table.column_names:
            data = table.column(column).combine_chunks()
            # Parquet names the elements of a list otherwise than arrow does.
            whole.update(f"{column} {str(data.type).replace('element', 'item')}\n".encode())
            for part in _content(data):
                whole.update(part)
    return whole.hexdigest()


def _content(data: pyarrow.Array) -> Sequence[bytes]:
    """The cells of a column as bytes: lengths (−1 where missing) and values."""
    if pyarrow.types.is_list(data.type):
        lengths = compute.fill_null(compute.list_value_length(data), -1)
        return [_plain(lengths, pyarrow.int64()), *_content(compute.list_flatten(data))]
    if pyarrow.types.is_string(data.type) or pyarrow.types.is_null(data.type):
        data = data.cast(pyarrow.string())
        lengths = compute.fill_null(compute.binary_length(data), -1)
        text = "".join(value for value in data.to_pylist() if value is not None)
        return [_plain(lengths, pyarrow.int64()), text.encode()]
    missing = data.is_null().cast(pyarrow.int64())
    stored = data.cast(pyarrow.float64() if pyarrow.types.is_floating(data.type) else pyarrow.int64())
    return [_plain(missing, pyarrow.int64()), _plain(compute.fill_null(stored, 0), stored.type)]


def _plain(data: pyarrow.Array, type_: pyarrow.DataType) -> bytes:
    """Values without missing ones as little-endian bytes."""
    values = data.cast(type_).to_numpy(zero_copy_only=False)
    return cast(bytes, values.astype(values.dtype.newbyteorder("<")).tobytes())


def packed(table: pyarrow.Table) -> bytes:
    """A table as the bytes of a parquet file."""
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def unpacked(files: Mapping[str, bytes]) -> Tables:
    """Tables by name from the bytes of parquet files.

    Raises:
        StoreError: one is damaged.
    """
    try:
        return {name: parquet.read_table(io.BytesIO(content)) for name, content in files.items()}
    except (pyarrow.ArrowException, OSError):
        raise StoreError("A kept batch is damaged.", "Run csgraph verify.") from None


def _table(rows: pd.DataFrame, columns: dict[str, Kind]) -> pyarrow.Table:
    typed = frame(columns, rows)
    arrays = [pyarrow.array(typed[name], type=ARROW[kind], from_pandas=True) for name, kind in columns.items()]
    return pyarrow.table(arrays, names=list(columns))


def _frame(table: pyarrow.Table, columns: dict[str, Kind]) -> pd.DataFrame:
    """A table's rows with the dtypes of every frame of csgraph; no number passes through another type."""
    there = {name: table.column(name) for name in columns if name in table.column_names}
    cells = {name: _cells(data, columns[name]) for name, data in there.items()}
    return frame(columns, pd.DataFrame(cells, index=range(table.num_rows)))


def _cells(data: pyarrow.ChunkedArray, kind: Kind) -> pd.Series:
    if kind == "whole":
        return pd.Series(pd.array(data.to_pylist(), dtype="Int64"))
    if kind == "flag":
        return pd.Series(pd.array(data.to_pylist(), dtype="boolean"))
    if kind in ("text", "texts"):
        return pd.Series(data.to_pylist(), dtype=object)
    return cast(pd.Series, data.to_pandas())


def _native(value: object, kind: Kind) -> object:
    """A cell as importing puts it into a ledger."""
    if kind == "texts":
        return list(value)  # type: ignore[call-overload]
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    match kind:
        case "date":
            return cast(pd.Timestamp, value).date()
        case "moment":
            return cast(pd.Timestamp, value).to_pydatetime()
        case "whole":
            return int(cast(int, value))
        case "flag":
            return bool(value)
        case "number":
            return float(cast(float, value))
        case _:
            return str(value)
