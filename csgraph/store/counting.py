"""How many nodes and relationships a store holds, in the words that Neo4j Browser uses."""

import pandas as pd

from csgraph import model
from csgraph.store.kept import Reader
from csgraph.store.queries import Query


def counts(store: Reader) -> pd.DataFrame:
    """Columns what (node label or relationship type), name, count; what the store holds none of is left out."""
    labels = [
        f"MATCH (n:`{label}`) RETURN 'node label' AS what, '{label}' AS name, count(n) AS count" for label in model.NODE
    ]
    types = [
        f"MATCH ()-[r:{t}]->() RETURN 'relationship type' AS what, '{t}' AS name, count(r) AS count" for t in model.LINK
    ]
    text = " UNION ALL ".join([*labels, *types])
    rows = store.ask(Query("counts", "", text, {"what": "text", "name": "text", "count": "whole"}, {}))
    return rows[rows["count"] > 0].sort_values(["what", "name"], ignore_index=True)
