"""Small graphs written straight into a store, for tests of what reads them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from csgraph import model
from csgraph.batch import Joint
from csgraph.frames import frame, kinds
from csgraph.schema import Kind
from csgraph.store import Store, Transaction

Rows = Sequence[Mapping[str, object]]


def put(store: Store, nodes: Mapping[str, Rows], links: Mapping[Joint, Rows]) -> None:
    """Put nodes by label and relationships by joint into an empty store; what is not given is missing."""

    def work(transaction: Transaction) -> None:
        for label, rows in nodes.items():
            transaction.add_nodes(label, _frame(kinds(model.node_properties(label)), rows))
        for joint, rows in links.items():
            ends: dict[str, Kind] = {"from_id": "text", "to_id": "text"}
            transaction.add_links(joint, _frame(ends | kinds(model.link_properties(joint[0])), rows))

    store.prepare()
    store.write(work)


def _frame(columns: dict[str, Kind], rows: Rows) -> pd.DataFrame:
    return frame(columns, pd.DataFrame(list(rows), dtype=object))
