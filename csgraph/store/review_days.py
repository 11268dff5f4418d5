"""The days of review in a graph: what is past its own, what will be soon, and by which rule each was set."""

from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint
from csgraph.frames import frame, kinds
from csgraph.schema import Kind
from csgraph.store.difference import joints
from csgraph.store.kept import Reader
from csgraph.store.protocol import Store
from csgraph.store.putting import link_ids
from csgraph.store.queries import Query
from csgraph.store.retention import REVIEWED, rule_names

ENDS: dict[str, Kind] = {"from_label": "text", "from_id": "text", "to_label": "text", "to_id": "text"}
COLUMNS: dict[str, Kind] = {
    "type": "text", **ENDS, "kind": "text", "start": "date", "end": "date", "review_by": "date", "rule": "text",
    "source": "text", "recorded_by": "text", "reliability": "text", "recorded_on": "date", "batch": "text",
    "record": "text", "file": "text", "row": "whole", "id": "text",
}  # fmt: skip
"""Columns of `due`: the relationship as the graph shows it, and the name of the rule that set its day."""

PAST = "past"


def due(store: Store, before: date) -> pd.DataFrame:
    """The relationships whose day of review lies before a day, the earliest first: columns `COLUMNS`.

    Args:
        store: may be one without its restricted layers; then they are not in the answer.

    Raises:
        StoreError: it cannot be read, or a kept batch is damaged.
    """
    counts = store.read("expired_counts", as_of=before)
    types = set(counts.loc[counts["expired"] > 0, "type"])
    found = [_due(store, joint, before) for joint in reviewed_joints() if joint[0] in types]
    rows = pd.concat([part for part in found if len(part)] or [frame(COLUMNS, {})], ignore_index=True)
    rule = {batch: _rules(store.kept_batch(batch)) for batch in rows["batch"].unique()}
    named = [rule[batch].get(one, "") for batch, one in zip(rows["batch"], rows["id"], strict=True)]
    return frame(COLUMNS, rows.assign(rule=named).sort_values(["review_by", "type", "id"], ignore_index=True))


def standing(rows: pd.DataFrame, day: date, within: int) -> pd.Series:
    """What is to be said of each row of `due` on a day: past its day of review, or soon to be."""
    passed = rows["review_by"] < pd.Timestamp(day)
    return passed.map({True: PAST, False: f"within {within} days"}).astype(object)


def grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `due` with the column `when`, counted: columns when, source, type, rule, count, earliest, latest."""
    groups = rows.groupby(["when", "source", "type", "rule"])["review_by"]
    counted = groups.agg(count="size", earliest="min", latest="max").reset_index()
    return counted.sort_values(["when", "source", "type", "rule"], key=lambda c: c.replace(PAST, ""), ignore_index=True)


def days_of_review(reader: Reader) -> dict[str, pd.Timestamp]:
    """The day of review by the id of each relationship of the world; NaT where it has none."""
    days: dict[str, pd.Timestamp] = {}
    columns: dict[str, Kind] = {"id": "text", "review_by": "date"}
    for type_, start, end in reviewed_joints():
        text = f"MATCH (a:`{start}`)-[r:{type_}]->(b:`{end}`) RETURN r.id AS id, r.review_by AS review_by"
        rows = reader.ask(Query(f"days of {type_}", "", text, columns, {}))
        days |= dict(zip(rows["id"], rows["review_by"], strict=True))
    return days


def undated(reader: Reader) -> int:
    """How many relationships have no day of review, because they were loaded before there were rules."""
    parts = [f"MATCH ()-[r:{type_}]->() WHERE r.review_by IS NULL RETURN count(r) AS count" for type_ in REVIEWED]
    return int(reader.ask(Query("undated", "", " UNION ALL ".join(parts), {"count": "whole"}, {}))["count"].sum())


def possible_ids(joint: Joint, rows: pd.DataFrame, source: str) -> Iterator[list[str]]:
    """The ids that a batch's relationships can have: an adult may turn out to be a child that the graph knows."""
    starts, ends = ((label, "Child") if label == "Adult" else (label,) for label in joint[1:])
    for start in starts:
        for end in ends:
            if (start, end) in model.LINK[joint[0]].pairs:
                yield link_ids((joint[0], start, end), rows, source)


def reviewed_joints() -> Iterable[Joint]:
    """Every joint whose relationships have a day of review."""
    return (joint for joint in joints() if joint[0] in REVIEWED)


def _due(store: Store, joint: Joint, before: date) -> pd.DataFrame:
    type_, start, end = joint
    own = kinds(model.link_properties(type_))
    returned = ", ".join(["a.id AS from_id", "b.id AS to_id", *(f"r.`{name}` AS `{name}`" for name in own)])
    text = f"MATCH (a:`{start}`)-[r:{type_}]->(b:`{end}`) WHERE r.review_by < $before RETURN {returned}"
    query = Query(f"due {type_}", "", text, {"from_id": "text", "to_id": "text", **own}, {"before": "date"})
    rows = store.ask(query, before=before)
    return frame(COLUMNS, rows.assign(type=type_, from_label=start, to_label=end))


def _rules(batch: Batch) -> dict[str, str]:
    """The name of the rule by the ids that a batch's relationships can have."""
    named = rule_names(batch)
    source = str(batch.ledger["source"])
    return {
        id_: name
        for joint, rows in batch.links.items()
        for ids in possible_ids(joint, rows, source)
        for id_, name in zip(ids, named[joint], strict=True)
    }
