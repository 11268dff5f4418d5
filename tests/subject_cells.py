"""What the kept batches alone say of a child, and whether a copy has it; and whatever names anybody else."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from csgraph import model
from csgraph.batch import STATED, Batch, link_columns, node_columns
from csgraph.schema import Kind
from csgraph.store import Store
from csgraph.store.queries import Query


def resolved(told: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """By batch everything that a copy says by it, with the screened texts in their places."""
    texts = {f"To be screened, no. {row['number']}": row["text"] for row in told["to_be_screened"]}
    found: dict[str, list[str]] = {}
    for title in ("values", "relationships", "records", "identifiers"):
        for row in told[title]:
            cells = [str(cell) for cell in row.values() if cell is not None]
            for shown, text in texts.items():
                cells = [_put_back(cell, shown, text) for cell in cells]
            found.setdefault(str(row["batch"]), []).extend(cells)
    return {batch: "\n".join(cells) for batch, cells in found.items()}


def _put_back(cell: str, shown: str, text: str) -> str:
    parts = cell.split("; ")
    return "; ".join(part.replace(shown, text) if part.endswith(shown) else part for part in parts)


def cells_about(store: Store, child: str) -> Iterator[tuple[str, str, str]]:
    """Every filled cell of the kept batches that is about a child: batch, what it is, its text."""
    batches = [store.kept_batch(one) for one in store.kept()]
    same = [pair for b in batches for pair in zip(b.same["label"], b.same["key"], b.same["other"], strict=True)]
    known = {child}
    while more := {x for label, *pair in same if label == "Child" and known & set(pair) for x in pair} - known:
        known |= more
    records = set(_records_of(batches, known))
    for batch in batches:
        for label, rows in batch.nodes.items():
            said = [p.name for p in model.NODE[label].properties]
            own = rows["key"].isin(known) if label == "Child" else [(label, key) in records for key in rows["key"]]
            found = rows[pd.Series(own, index=rows.index, dtype=bool)]
            yield from _cells(batch, label, found, {*said, "key"})
            # What several rows say alike is kept once, by one of them.
            alone = found[~found[["key", *said]].astype(str).duplicated(keep=False)]
            yield from _cells(batch, label, alone, {*STATED} - {"table"})
        for joint, rows in batch.links.items():
            start, end = (
                rows[key].isin(known) if joint[place] == "Child" else pd.Series(data=False, index=rows.index)
                for key, place in (("from_key", 1), ("to_key", 2))
            )
            columns = {*link_columns(joint[0])} - {"from_key", "to_key"}
            yield from _cells(batch, joint[0], rows[start | end], columns)
            yield from ((batch.id, joint[0], key) for key in {*rows.loc[start, "from_key"], *rows.loc[end, "to_key"]})


def _records_of(batches: list[Batch], known: set[str]) -> Iterator[tuple[str, str]]:
    """The records that a batch ties to the child itself."""
    for batch in batches:
        for (_, start, end), rows in batch.links.items():
            if start == "Child" and end in ("Event", "Assessment", "Plan"):
                yield from ((end, key) for key in rows.loc[rows["from_key"].isin(known), "to_key"])
            if end == "Child" and start in ("Meeting", "Referral", "PlanAction", "Closure", "Challenge"):
                yield from ((start, key) for key in rows.loc[rows["to_key"].isin(known), "from_key"])


def _cells(batch: Batch, of: str, rows: pd.DataFrame, columns: set[str]) -> Iterator[tuple[str, str, str]]:
    kinds = node_columns(of) if of in model.NODE else link_columns(of)
    for name in sorted(columns & set(rows)):
        every: list[Any] = rows[name].tolist()
        for cell in every:
            for one in cell if isinstance(cell, list) else [cell]:
                if not bool(pd.isna(one)):
                    yield batch.id, f"{of}.{name}", _as_text(one, kinds[name])


def _as_text(cell: Any, kind: Kind) -> str:
    if isinstance(cell, pd.Timestamp):
        # A day may be kept with the hour that its column had; the graph has the day.
        whole = kind == "date" or cell == cell.normalize()
        return cell.date().isoformat() if whole else cell.isoformat()
    return {"True": "yes", "False": "no"}.get(str(cell), str(cell))


def lacking(store: Store, child: str, told: dict[str, list[dict[str, Any]]], others: tuple[str, ...]) -> list[str]:
    """The cells about a child that its copy does not have; of a cell that tells somebody else, what is left of it."""
    said = resolved(told)
    cells = list(cells_about(store, child))
    assert len(cells) > 50
    return sorted(
        {
            f"{what}: {text}"
            for batch, what, text in cells
            if text not in said.get(batch, "") and not any(one in text for one in others)
        }
    )


def told_identifiers(told: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [row["identifier"] for row in told["identifiers"] if row["standing"] is None]


def strangers(store: Store, own: set[str]) -> set[str]:
    """Names, identifiers and dates of birth of all other children and adults, but for those that somebody's own are."""
    text = " UNION ALL ".join(
        f"MATCH (p:{label}) RETURN p.id AS id, p.forename AS forename, p.surname AS surname, p.dob AS dob"
        for label in model.PEOPLE
    )
    columns = {"id": "text", "forename": "text", "surname": "text", "dob": "date"}
    people = store.ask(Query("people", "", text, columns, {}))  # type: ignore[arg-type]
    named = " UNION ALL ".join(
        f"MATCH (p:{label})-[:IDENTIFIED_BY]->(i:Identifier) RETURN p.id AS id, i.id AS other" for label in model.PEOPLE
    )
    known = store.ask(Query("known", "", named, {"id": "text", "other": "text"}, {}))
    mine = people[people["id"].isin(own)]
    rest = people[~people["id"].isin(own)]
    found = {f"{a} {b}" for a, b in zip(rest["forename"], rest["surname"], strict=True) if isinstance(a, str)}
    found |= {*rest["id"], *known.loc[~known["id"].isin(own), "other"]}
    found |= {one.partition(":")[2] for one in found if ":" in one and len(one.partition(":")[2]) > 5}
    found |= {f"{one:%Y-%m-%d}" for one in rest["dob"].dropna() if one.year < 2020}
    mine_too = {f"{a} {b}" for a, b in zip(mine["forename"], mine["surname"], strict=True)} | own
    mine_too |= {one.partition(":")[2] for one in own} | {f"{one:%Y-%m-%d}" for one in mine["dob"].dropna()}
    workers = set(
        store.ask(Query("w", "", "MATCH (p:Professional) RETURN p.name AS name", {"name": "text"}, {}))["name"]
    )
    return found - mine_too - workers
