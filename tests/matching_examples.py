"""Small stores and records for tests of matching."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from csgraph.batch import JOINED, Batch, hashed, node_columns
from csgraph.frames import frame
from csgraph.linkage.records import records_of

DAY = date(2026, 10, 31)
Row = Mapping[str, object]

ANN = {"forename": "Ann", "surname": "Reid", "dob": date(2012, 3, 4), "postcode": "ZZ1 1AA"}
BEN = {"forename": "Ben", "surname": "Reid", "dob": date(2012, 3, 4), "postcode": "ZZ1 1AA"}
CAI = {"forename": "Cai", "surname": "Reid", "dob": date(2014, 6, 9), "postcode": "ZZ1 1AA"}


def batch_of(
    source: str, rows: Sequence[Row], *, label: str = "Child", same: Sequence[tuple[str, str]] = (), day: date = DAY
) -> Batch:
    """A batch of one source: rows with a key and properties, and pairs of identifiers that it equates."""
    number = hashed(source, str(rows), str(same), str(day))
    stated = {"record": "1", "row": 1, "table": "t", "file": "f.csv", "recorded_by": "education"}
    given = [
        {**stated, "reliability": "reported", "recorded_on": day, **row, "row": at} for at, row in enumerate(rows, 1)
    ]
    equated = [{**stated, "label": label, "key": one, "other": other} for one, other in same]
    ledger: dict[str, object] = {
        "id": number, "source": source, "recorded_by": "education", "files": ["f.csv"], "sha256": number,
        "rows_read": len(rows), "rows_loaded": len(rows), "rows_rejected": 0, "extracted_on": pd.Timestamp(day),
        "state": "complete",
    }  # fmt: skip
    nodes = {label: frame(node_columns(label), pd.DataFrame(given, dtype=object))} if rows else {}
    return Batch(ledger, source.title(), nodes, same=frame(JOINED, pd.DataFrame(equated, dtype=object)))


def records(label: str, rows: Sequence[tuple[str, str, Row]]) -> pd.DataFrame:
    """Records as they are compared, from (source, key, what it states)."""
    said = [
        {"label": label, "node": key, "identifier": key, "stated": json.dumps(dict(stated), default=str),
         "source": source, "recorded_by": "education"}
        for source, key, stated in rows
    ]  # fmt: skip
    ties = pd.DataFrame([], columns=["label", "node", "source", "kind", "other", "postcode"])
    columns = ["label", "node", "identifier", "stated", "source", "recorded_by"]
    return records_of(
        label, pd.DataFrame(said, columns=columns), ties, pd.DataFrame([], columns=["node", "identifier"])
    )
