"""Takes one batch back: the graph is as if it had never been loaded, also where later ones touched the same nodes."""

from dataclasses import dataclass

import pandas as pd

from csgraph.batch import Batch
from csgraph.errors import StoreError
from csgraph.store.difference import Difference
from csgraph.store.protocol import Store
from csgraph.store.revise import revise

SHORT = 8
"""Characters of an id that are shown; as many as tell batches apart may be given."""


@dataclass(frozen=True)
class Listed:
    """A batch that somebody named.

    Attributes:
        id: its id.
        number: its place in the order of loading.
        source: the source's name.
        extracted_on: the day of the extract.
        files: its files.
    """

    id: str
    number: int
    source: str
    extracted_on: pd.Timestamp
    files: list[str]


def undo(store: Store, batch_id: str) -> Difference:
    """Take a batch back, in one transaction; the same extract can then be loaded again.

    Returns:
        What changed: what the batch alone had brought is removed, what it had joined or overwritten is added again.

    Raises:
        StoreError: nothing was written, and why.
    """
    if batch_id not in store.kept():
        raise StoreError("The store has no such batch.", "List them with csgraph batches.")

    def without(batch: Batch) -> Batch | None:
        return None if batch.id == batch_id else batch

    return revise(store, without)


def find_listed(store: Store, said: str) -> Listed:
    """The batch that somebody means by its number, its id or as much of the id as no other has.

    Raises:
        StoreError: there is none, or there are several; the sentence names the likeliest.
    """
    rows = store.read("loaded_batches")
    if not len(rows):
        raise StoreError("Nothing is loaded in this store.", "Check --store.")
    wanted = said.strip().lower().removeprefix("batch:")
    numbered = rows[rows["number"].astype(str) == wanted]
    begun = rows[rows["batch"].str.removeprefix("batch:").str.startswith(wanted)] if wanted else rows.iloc[:0]
    found = numbered if len(numbered) else begun
    if len(found) == 1:
        (row,) = found.to_dict("records")
        return Listed(str(row["batch"]), int(row["number"]), str(row["source"]), row["extracted_on"], row["files"])
    if len(found):
        raise StoreError(f"{len(found)} batches begin so: {_named(found)}.", "Give more of the id, or the number.")
    likely = rows[(rows["source"].str.lower() == wanted) | rows["files"].map(lambda files: said in files)]
    if len(likely):
        raise StoreError(f"{said} is no batch, but these are of it: {_named(likely)}.", "Give one's number or id.")
    advice = f"There are {_named(rows)}." if len(rows) <= 5 else "List them with csgraph batches."
    raise StoreError(f"The store has no batch {said}.", advice)


def _named(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{number} ({batch.removeprefix('batch:')[:SHORT]}, {source} of {day:%d/%m/%Y})"
        for number, batch, source, day in zip(
            rows["number"], rows["batch"], rows["source"], rows["extracted_on"], strict=True
        )
    )
