"""Gives everything that is loaded the days of review that today's rules say."""

from collections.abc import Sequence

import pandas as pd

from csgraph.batch import Batch
from csgraph.store.difference import Difference, difference
from csgraph.store.leaving import DECIDED
from csgraph.store.protocol import Store
from csgraph.store.replay import replayed
from csgraph.store.retention import REVIEWED, Rule, with_rules
from csgraph.store.revise import Change, revise

MOVES = ("earlier", "later", "given", "taken")
"""What may become of a day of review; given and taken: where there was none, and where there is none now."""


def plan_renewal(store: Store, rules: Sequence[Rule]) -> Difference:
    """Work out what rules would change; nothing is written.

    Raises:
        StoreError: the store cannot be read, or a kept batch is damaged.
    """
    change = _by(rules)
    batches = [change(store.kept_batch(batch)) for batch in store.kept()]
    with replayed([batch for batch in batches if batch is not None]) as target:
        return difference(store, target)


def renew(store: Store, rules: Sequence[Rule]) -> Difference:
    """Write rules into the ledger of every batch, and the days of review that follow from them into the graph.

    Returns:
        What changed in the graph.

    Raises:
        StoreError: nothing was written, and why.
    """
    return revise(store, _by(rules))


def days_moved(changed: Difference) -> pd.DataFrame:
    """How many days of review moved: columns source, type and `MOVES`; a row where there is any."""
    rows = []
    for joint, part in changed.links.items():
        if joint[0] in REVIEWED and len(part.before):
            before, after = (of.set_index("id").sort_index() for of in (part.before, part.after))
            old, new = before["review_by"], after["review_by"]
            moved = pd.DataFrame({"earlier": new < old, "later": new > old})
            moved = moved.assign(given=old.isna() & new.notna(), taken=old.notna() & new.isna())
            rows.append(moved.assign(source=after["source"], type=joint[0]))
    every = pd.concat(rows) if rows else pd.DataFrame(columns=["source", "type", *MOVES])
    counts = every.groupby(["source", "type"], as_index=False)[list(MOVES)].sum().astype(dict.fromkeys(MOVES, int))
    return counts[counts[list(MOVES)].sum(axis=1) > 0].reset_index(drop=True)


def _by(rules: Sequence[Rule]) -> Change:
    def change(batch: Batch) -> Batch | None:
        return batch if batch.ledger["source"] == DECIDED else with_rules(batch, rules)

    return change
