"""Makes a store again what its kept batches say, whatever has become of its graph."""

from pathlib import Path

from csgraph.store.holding import Holding
from csgraph.store.mending import mend
from csgraph.store.opening import on_a_server, open_store, store_place
from csgraph.store.revise import revise


def repair(where: str | Path | None) -> list[str]:
    """Mend a store, all of whose kept batches can be read.

    Returns:
        What was done, one sentence each.

    Raises:
        StoreError: it cannot be mended, and why.
    """
    place = store_place(where)
    if on_a_server(place):
        return _repaired_server(place)
    holding = Holding(Path(place), shared=False)
    try:
        return list(mend(Path(place), anew=True).done)
    finally:
        holding.release()


def _repaired_server(url: str) -> list[str]:
    with open_store(url) as store:  # which creates the constraints that are missing
        found = revise(store).counts()
    changed = int(found[["added", "removed", "changed"]].to_numpy().sum()) if len(found) else 0
    return [f"{changed} nodes and relationships were made again what the kept batches say."]
